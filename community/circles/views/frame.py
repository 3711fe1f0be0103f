"""The frame of every page inside a circle: its name, the ways to its parts, and what its members should know now."""

from typing import Any

from flask import url_for

from community.circles.models import CircleMember
from community.core import clock
from community.core.language import gettext as _
from community.core.web import page


def inside(template: str, seat: CircleMember, part: str, form: Any = None, **context: Any) -> Any:
    """A page inside the circle. `part` names the current one: talk, meetings, promises, people, charter.

    The template extends circles/_inside.html, which finds `circle`, `seat`, `parts` and `signed`.
    """
    circle = seat.circle
    signed = seat.has_signed(circle, clock.now())
    return page(
        template, form=form, circle=circle, seat=seat, signed=signed, parts=_parts(seat, part, signed), **context
    )


def _parts(seat: CircleMember, current: str, signed: bool) -> list[tuple[str, str, bool, None]]:
    """The tabs; who has not signed yet finds people and charter only."""
    known = {
        "talk": (_("Discussion"), "circles.show"),
        "meetings": (_("Meetings"), "circles.meetings"),
        "promises": (_("Promises"), "circles.promises"),
        "people": (_("People"), "circles.people"),
        "charter": (_("Charter"), "circles.charter"),
    }
    here = {name: known[name] for name in known if _exists(known[name][1])}
    return [
        (label, url_for(endpoint, circle=seat.circle.public_id), name == current, None)
        for name, (label, endpoint) in here.items()
        if signed or name in ("people", "charter")
    ]


def _exists(endpoint: str) -> bool:
    from flask import current_app

    return endpoint in current_app.view_functions
