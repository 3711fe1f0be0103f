"""All of my catch-ups, and the page of one."""

from typing import Any

from flask import request

from community.catchups import queries
from community.catchups.forms import PlaceForm, WordsForm
from community.catchups.groups import grouped
from community.catchups.models import KINDS, MODES, CatchUp
from community.catchups.permissions import SEE_CATCHUP, Step, open_steps
from community.catchups.views import blueprint
from community.catchups.views.answer_parts import answer_parts, on_their_clock
from community.catchups.views.thread import thread_of
from community.catchups.wording import (
    again_question,
    asks,
    for_other,
    in_list,
    introduced_words,
    minutes_words,
    past,
    standing,
    titled,
)
from community.core import clock
from community.core.web import current_actor, page, requires, signed_in


@blueprint.get("/catchups")
@signed_in
def index() -> Any:
    """Waiting for me, waiting for others, coming, past."""
    actor, now = current_actor(), clock.now()
    after = request.args.get("after")
    groups = grouped([] if after else queries.open_of(actor, now), actor, now)
    return page(
        "catchups/index.html",
        groups=groups,
        introductions=[] if after else queries.introductions_waiting(actor, now),
        introduced_words=introduced_words,
        past=queries.past_of(actor, now, after),
        later_pages=bool(after),
        titled=titled,
        past_words=past,
        in_list=lambda catchup: in_list(catchup, actor, now, has_new_words=catchup.id in groups.new_words),
    )


@blueprint.get("/catchups/<catchup>")
@requires(SEE_CATCHUP, load=queries.by_public_id)
def show(catchup: CatchUp) -> Any:
    """One catch-up: what was asked, how it stands, and what I can do."""
    return shown(catchup)


def shown(catchup: CatchUp, words: WordsForm | None = None, form: Any = None) -> Any:
    """The page of a catch-up, with what could not be taken as it was (`form` or `words`), if there was something."""
    actor, now = current_actor(), clock.now()
    other = catchup.other(actor.id)
    steps = open_steps(actor.id, catchup, now)
    parts = answer_parts(actor, catchup, steps, form)
    return page(
        "catchups/show.html",
        status=422 if form or words else 200,
        catchup=catchup,
        other=other,
        i_asked=catchup.was_asked_by(actor.id),
        title=titled(catchup, other),
        asked_words=asks(catchup, catchup.asker),
        standing=standing(catchup, actor, now),
        facts=_facts(catchup),
        steps=steps,
        theirs=on_their_clock(actor, catchup, parts["ahead"]),
        lies_ahead=catchup.lies_ahead(now),
        met_before=catchup.is_over(now) and catchup.state == "agreed",
        place_form=_place_form(catchup, steps),
        agreed_theirs=for_other(catchup.starts_at, other) if catchup.starts_at else "",
        thread=thread_of(actor, catchup, now, words),
        again=queries.again_for(actor, catchup),
        again_question=again_question(catchup, other),
        **parts,
    )


def _facts(catchup: CatchUp) -> list[Any]:
    if catchup.is_exchange:
        return [KINDS[catchup.kind]]
    return [KINDS[catchup.kind], MODES[catchup.mode], minutes_words(catchup.minutes)]


def _place_form(catchup: CatchUp, steps: frozenset[Step]) -> PlaceForm | None:
    wanted = Step.CANCEL in steps and Step.ACCEPT not in steps
    return PlaceForm(formdata=None, place=catchup.place) if wanted else None
