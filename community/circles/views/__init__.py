"""Pages of circles: one module for each resource, all on one blueprint."""

from flask import Blueprint

blueprint = Blueprint("circles", __name__, url_prefix="/circles")

from community.circles.views import charters, finding, showing  # noqa: E402

__all__ = ["blueprint", "charters", "finding", "showing"]
