"""The people of a circle: who is in it, who holds it together, and going."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, url_for

from community.circles import actions, queries
from community.circles.forms.people import FarewellForm
from community.circles.models import CircleMember
from community.circles.permissions import BEGIN_CLOSING, BELONG, FACILITATE
from community.circles.permissions.people import (
    END_STANDING_IN,
    END_THE_ASKING,
    LET_GO,
    READ_FAREWELL,
    TAKE_OVER,
    TRY_FACILITATING,
)
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import people as people_limit
from community.circles.views.receiving import door
from community.circles.wording import STEP_WORDS
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, see_other


@dataclass(frozen=True)
class Line:
    """One member on the page, and what the reader may do with them."""

    seat: CircleMember
    roles: list[str]
    is_me: bool
    may_entrust: bool
    may_move_on: bool

    @property
    def since(self) -> datetime:
        """Since when they are in."""
        return self.seat.joined_at or self.seat.since


@blueprint.get("/<circle>/people")
@requires(BELONG, load=queries.seat)
def people(seat: CircleMember) -> Any:
    """Everybody in the circle whom the reader may see, longest first."""
    actor = current_actor()
    return inside(
        "circles/people.html", seat, "people",
        lines=_lines(actor, seat),
        door=door(seat),
        may_take_over=can(actor, TAKE_OVER, seat),
        may_end_asking=can(actor, END_THE_ASKING, seat),
        may_end_standing_in=can(actor, END_STANDING_IN, seat),
        may_try=can(actor, TRY_FACILITATING, seat),
        may_end_well=can(actor, BEGIN_CLOSING, seat),
    )  # fmt: skip


def _lines(actor: Any, seat: CircleMember) -> list[Line]:
    found = queries.members_seen_by(actor, seat.circle_id)
    facilitates = seat.facilitates and can(actor, FACILITATE, seat)
    holds = can(actor, FACILITATE, seat)
    done = queries.steps_done(seat.circle_id) if any(one.step for one in found) else set()
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
        )
        for one in found
    ]


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


# --- going ------------------------------------------------------------------------------------------------------


@blueprint.get("/<circle>/leaving")
@requires(BELONG, load=queries.seat)
def leaving(seat: CircleMember) -> Any:
    """What leaving means, before one does."""
    return page(
        "confirm.html",
        title=_("Leave this circle?"),
        text=_("You can leave at any time, without a reason. The others are not told why."),
        consequences=_what_leaving_means(seat),
        action_label=_("Leave"),
        cancel_url=_people_url(seat),
    )


@blueprint.post("/<circle>/leaving")
@requires(BELONG, load=queries.seat)
def leave(seat: CircleMember) -> Any:
    """Leave."""
    actions.leave(current_actor(), seat)
    flash(_("You have left the circle."), "good")
    return see_other("circles.index")


@blueprint.get("/members/<member>/farewell")
@requires(LET_GO, load=queries.member)
def letting_go(member: CircleMember) -> Any:
    """Letting somebody go, with a word to them."""
    return _letting_go_page(member, FarewellForm(formdata=None))


@blueprint.post("/members/<member>/farewell")
@requires(LET_GO, load=queries.member)
@people_limit
def let_go(member: CircleMember) -> Any:
    """Do it. They get a mail that leads to the words."""
    form = FarewellForm()
    if not form.validate():
        return _letting_go_page(member, form)
    actor = current_actor()
    seat = queries.seat(actor, member.circle.public_id)
    assert seat is not None  # LET_GO: the facilitator
    actions.remove(actor, seat, member, words=form.words.data or "")
    flash(_("They are not a member any more, and can read your words."), "good")
    return see_other("circles.people", circle=member.circle.public_id)


@blueprint.get("/farewells/<member>")
@requires(READ_FAREWELL, load=queries.farewell)
def farewell(member: CircleMember) -> Any:
    """The words that were left for whoever was let go."""
    return page("circles/farewell.html", circle=member.circle, words=member.words)


def _letting_go_page(member: CircleMember, form: FarewellForm) -> Any:
    return page("circles/let_go.html", form=form, member=member, circle=member.circle)


def _what_leaving_means(seat: CircleMember) -> list[str]:
    circle = seat.circle
    told = [_("What you wrote stays for the others to read. You can’t read here any more.")]
    if circle.is_ended:
        return told
    told.append(_("What was said under the charter stays between you, also after you have left."))
    if seat.facilitates:
        told.append(
            _("%(name)s, the stand-in, holds the circle together from then on.", name=circle.stand_in.name)
            if circle.stand_in is not None
            else _("You hold this circle together, and nobody stands in: the others are asked who would like to.")
        )
    return told


def _people_url(seat: CircleMember) -> str:
    return url_for("circles.people", circle=seat.circle.public_id)
