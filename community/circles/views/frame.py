"""The frame of every page inside a circle: its name, the ways to its parts, and what its members should know now."""

from typing import Any

from flask import current_app, url_for

from community.circles.models import CircleMember
from community.circles.views.banners import banners
from community.core import clock
from community.core.language import gettext as _
from community.core.web import page

# What somebody finds who has not signed the charter that holds.
FOR_ALL = ("people", "charter")
# Pages that belong to a part without being it.
BELONGS_TO = {"writing": "charter", "review": "charter"}


def inside(template: str, seat: CircleMember, part: str, form: Any = None, status: int = 200, **context: Any) -> Any:
    """A page inside the circle. `part` names the current one: talk, meetings, promises, closing, people, charter.

    The template extends circles/_inside.html, which finds `circle`, `seat`, `parts`, `banners` and `signed`.
    """
    now = clock.now()
    signed = seat.has_signed(seat.circle, now)
    return page(
        template, form=form, status=status, circle=seat.circle, seat=seat, signed=signed,
        parts=_parts(seat, part, signed), banners=banners(seat, part, now), **context,
    )  # fmt: skip


def _parts(seat: CircleMember, current: str, signed: bool) -> list[tuple[str, str, bool, None]]:
    """The tabs; who has not signed yet finds people and charter only."""
    known = {
        "talk": (_("Discussion"), "circles.show"),
        "meetings": (_("Meetings"), "circles.meetings"),
        "promises": (_("Promises"), "circles.promises"),
        "closing": (_("Closing"), "circles.closing"),
        "people": (_("People"), "circles.people"),
        "charter": (_("Charter"), "circles.charter"),
    }
    if seat.circle.is_running:
        del known["closing"]
    return [
        (label, url_for(endpoint, circle=seat.circle.public_id), name == BELONGS_TO.get(current, current), None)
        for name, (label, endpoint) in known.items()
        if (signed or name in FOR_ALL) and endpoint in current_app.view_functions
    ]
