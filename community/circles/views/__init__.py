"""Pages of circles: one module for each resource, all on one blueprint."""

from flask import Blueprint

blueprint = Blueprint("circles", __name__, url_prefix="/circles")

from community.circles.views import (  # noqa: E402
    by_mail,
    charters,
    checkins,
    ending,
    facilitating,
    finding,
    inviting,
    joining,
    openings,
    parting,
    people,
    polls,
    promises,
    receiving,
    reports,
    showing,
    starting,
    talking,
)

__all__ = [
    "blueprint",
    "by_mail",
    "charters",
    "checkins",
    "ending",
    "facilitating",
    "finding",
    "inviting",
    "joining",
    "openings",
    "parting",
    "people",
    "polls",
    "promises",
    "receiving",
    "reports",
    "showing",
    "starting",
    "talking",
]
