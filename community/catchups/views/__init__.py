"""The pages of catch-ups: one module per resource, one blueprint for all."""

from flask import Blueprint

blueprint = Blueprint("catchups", __name__)

from community.catchups.views import (  # noqa: E402
    again,
    answering,
    asking,
    by_mail,
    introductions,
    meeting,
    messages,
    outcome,
    showing,
    thread,
)

__all__ = [
    "again",
    "answering",
    "asking",
    "blueprint",
    "by_mail",
    "introductions",
    "meeting",
    "messages",
    "outcome",
    "showing",
    "thread",
]
