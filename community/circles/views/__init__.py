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
    forming,
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
    wishes,
)

__all__ = [
    "blueprint",
    "by_mail",
    "charters",
    "checkins",
    "ending",
    "facilitating",
    "finding",
    "forming",
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
    "wishes",
]
