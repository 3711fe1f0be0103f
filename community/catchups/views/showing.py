"""All of my catch-ups, and the page of one."""

from collections.abc import Sequence
from typing import Any

from flask import request

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.forms import AcceptForm, PlaceForm
from community.catchups.groups import grouped
from community.catchups.models import KINDS, MODES, CatchUp, CatchUpTime
from community.catchups.permissions import SEE_CATCHUP, Step, open_steps
from community.catchups.views import blueprint
from community.catchups.wording import (
    STATES,
    asks,
    for_other,
    in_list,
    minutes_words,
    standing,
    titled,
)
from community.core import clock
from community.core.audiences import may_read
from community.core.web import current_actor, page, requires, signed_in
from community.core.web.filters import when_words


@blueprint.get("/catchups")
@signed_in
def index() -> Any:
    """Waiting for me, waiting for others, coming, past."""
    actor, now = current_actor(), clock.now()
    after = request.args.get("after")
    groups = grouped([] if after else queries.open_of(actor, now), actor, now)
    past = queries.past_of(actor, now, after)
    return page(
        "catchups/index.html", groups=groups, past=past, later_pages=bool(after), titled=titled, states=STATES,
        in_list=lambda catchup: in_list(catchup, actor, now),
    )  # fmt: skip


@blueprint.get("/catchups/<catchup>")
@requires(SEE_CATCHUP, load=queries.by_public_id)
def show(catchup: CatchUp) -> Any:
    """One catch-up: what was asked, how it stands, and what I can do."""
    return shown(catchup)


def shown(catchup: CatchUp, form: AcceptForm | None = None) -> Any:
    """The page of a catch-up, with the answer that could not be taken as it was, if there was one."""
    actor, now = current_actor(), clock.now()
    other = catchup.other(actor.id)
    steps = open_steps(actor.id, catchup, now)
    ahead = [time for time in catchup.proposed if time.starts_at > now]
    if Step.ACCEPT in steps and ahead:
        form = form or AcceptForm(starts_at=ahead[0].starts_at.isoformat() if len(ahead) == 1 else None)
        form.offer(ahead, when_words)
    return page(
        "catchups/show.html",
        form=form if Step.ACCEPT in steps and ahead else None,
        catchup=catchup,
        other=other,
        i_asked=catchup.asker_id == actor.id,
        title=titled(catchup, other),
        asked_words=asks(catchup, catchup.asker),
        standing=standing(catchup, actor, now),
        facts=_facts(catchup),
        steps=steps,
        ahead=ahead,
        theirs=_on_their_clock(catchup, ahead, other),
        lies_ahead=catchup.lies_ahead(now),
        met_before=catchup.is_over(now) and catchup.state == "agreed",
        place_form=_place_form(catchup, steps),
        agreed_theirs=for_other(catchup.starts_at, other) if catchup.starts_at else "",
    )


def _on_their_clock(catchup: CatchUp, times: Sequence[CatchUpTime], other: Person) -> dict[str, str]:
    """Each time as the other reads it. Asking alone does not reveal the zone of somebody who hides it."""
    hidden = other.id == catchup.asked_id and not catchup.asked_has_answered
    if not times or (hidden and not may_read(current_actor(), other, "time_zone")):
        return {}
    return {time.starts_at.isoformat(): for_other(time.starts_at, other) for time in times}


def _facts(catchup: CatchUp) -> list[Any]:
    return [KINDS[catchup.kind], MODES[catchup.mode], minutes_words(catchup.minutes)]


def _place_form(catchup: CatchUp, steps: frozenset[Step]) -> PlaceForm | None:
    wanted = Step.CANCEL in steps and Step.ACCEPT not in steps
    return PlaceForm(formdata=None, place=catchup.place) if wanted else None
