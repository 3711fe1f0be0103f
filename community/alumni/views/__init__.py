"""Pages of profiles and the directory, at /members: one module per resource, one blueprint for all."""

from flask import Blueprint

blueprint = Blueprint("alumni", __name__)

from community.alumni.views import directory, editing, portraits, profiles  # noqa: E402

__all__ = ["blueprint", "directory", "editing", "portraits", "profiles"]
