"""The pages of catch-ups: one module per resource, one blueprint for all."""

from flask import Blueprint

blueprint = Blueprint("catchups", __name__)

from community.catchups.views import answering, asking, meeting, outcome, showing  # noqa: E402

__all__ = ["answering", "asking", "blueprint", "meeting", "outcome", "showing"]
