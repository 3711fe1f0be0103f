"""Pages of circles: one module for each resource, all on one blueprint."""

from flask import Blueprint

blueprint = Blueprint("circles", __name__, url_prefix="/circles")

from community.circles.views import (  # noqa: E402
    checkins,
    ending,
    parting,
    polls,
    promises,
)
    by_mail,
    charters,
    facilitating,
    finding,
    inviting,
    joining,
    openings,
    people,
    receiving,
    reports,
    showing,
    starting,
    talking,
)

__all__ = [
    "blueprint",
    "checkins",
    "ending",
    "parting",
    "polls",
    "promises",
]
