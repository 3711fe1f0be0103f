"""The people of a circle: who is in it, and what the reader may do about who holds it together."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.models import CircleMember
from community.circles.permissions import BEGIN_CLOSING, BELONG, FACILITATE
from community.circles.permissions.people import (
    END_STANDING_IN,
    END_THE_ASKING,
    TAKE_OVER,
    TRY_FACILITATING,
)
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.receiving import door
from community.circles.wording import MODE_WORDS, STEP_WORDS, meets_words, places_words
from community.core import audiences
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, requires
from community.core.web.context import zone_of_reader
from community.core.web.filters import local, month_words


@dataclass(frozen=True)
class Line:
    """One member on the page, and what the reader may do with them."""

    seat: CircleMember
    roles: list[str]
    is_me: bool
    may_entrust: bool
    may_move_on: bool
    portrait: str | None
    since_words: str


class Ways:
    """What is the same on every line of the page, found once; `token` is the hidden field of its forms."""

    def __init__(self, token: Any) -> None:
        self.token = token
        self.members = url_for("circles.letting_go", member="-").removesuffix("-/farewell")
        self.profiles = url_for("alumni.directory")
        self.you, self.more, self.move_on = _("(you)"), _("More"), _("One step further")
        self.stand_in, self.take_over, self.let_go = _("Name stand-in"), _("Ask to take over"), _("Let go")


@blueprint.get("/<circle>/people")
@requires(BELONG, load=queries.seat)
def people(seat: CircleMember) -> Any:
    """Everybody in the circle whom the reader may see, longest first."""
    actor, circle = current_actor(), seat.circle
    return inside(
        "circles/people.html", seat, "people",
        lines=_lines(actor, seat),
        ways=Ways,
        door=door(seat),
        may_take_over=can(actor, TAKE_OVER, seat),
        may_end_asking=can(actor, END_THE_ASKING, seat),
        may_end_standing_in=can(actor, END_STANDING_IN, seat),
        may_try=can(actor, TRY_FACILITATING, seat),
        may_end_well=can(actor, BEGIN_CLOSING, seat),
        mode=MODE_WORDS[circle.mode],
        places=places_words(circle.taken, circle.size),
        meets=meets_words(circle.rhythm, circle.minutes, circle.planned_meetings),
    )  # fmt: skip


def _lines(actor: Any, seat: CircleMember) -> list[Line]:
    found = queries.members_seen_by(actor, seat.circle_id)
    facilitates = seat.facilitates and can(actor, FACILITATE, seat)
    holds = can(actor, FACILITATE, seat)
    done = queries.steps_done(seat.circle_id) if any(one.step for one in found) else set()
    faces = audiences.readable(actor, [one.person_id for one in found if one.person.portrait], "portrait")
    zone = zone_of_reader()
    return [
        Line(
            one,
            _roles(seat, one),
            is_me=one.person_id == actor.id,
            may_entrust=facilitates and one.person_id != actor.id,
            may_move_on=(holds or one.person_id == actor.id)
            and one.step in ("shadow", "co_facilitate")
            and (one.person_id, one.step) in done
            and not seat.circle.is_ended,
            portrait=_portrait_of(one.person) if one.person_id in faces else None,
            since_words=_("since %(month)s", month=month_words(local(one.joined_at or one.since, zone).date())),
        )
        for one in found
    ]


def _portrait_of(person: Person) -> str:
    return url_for("alumni.portrait", person=person.public_id, size="small", v=(person.portrait or "")[:8])


def _roles(seat: CircleMember, member: CircleMember) -> list[str]:
    circle = seat.circle
    roles = []
    if member.person_id == circle.facilitator_id:
        roles.append(_("facilitator"))
    if member.person_id == circle.stand_in_id:
        roles.append(_("stand-in"))
    if member.person_id == circle.asked_to_facilitate_id and seat.may_facilitate:
        roles.append(_("asked to take over"))
    return [*roles, str(STEP_WORDS[member.step])] if member.step else roles
