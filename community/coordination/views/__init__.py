"""The coordinators' pages: one module per resource, one blueprint for all."""

from flask import Blueprint

blueprint = Blueprint("coordination", __name__, url_prefix="/coordination")

from community.coordination.views import (  # noqa: E402
    circles,
    deliveries,
    disputes,
    invitations,
    overview,
    people,
    person,
    rosters,
)

__all__ = ["blueprint", "circles", "deliveries", "disputes", "invitations", "overview", "people", "person", "rosters"]
