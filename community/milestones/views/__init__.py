"""Pages of milestones: one module for each resource, all on one blueprint."""

from flask import Blueprint

blueprint = Blueprint("milestones", __name__, url_prefix="/milestones")

from community.milestones.views import (  # noqa: E402
    answering,
    by_mail,
    congratulating,
    feed,
    keeping,
    sharing,
    showing,
    thanking,
    wishes,
)

__all__ = [
    "answering", "blueprint", "by_mail", "congratulating", "feed", "keeping", "sharing", "showing", "thanking", "wishes",
]  # fmt: skip
