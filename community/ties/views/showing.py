"""Keeping in touch: all of one's ties, and the page of one."""

from datetime import timedelta
from typing import Any

from flask import request

from community.core import clock
from community.core.panels import shared_past
from community.core.web import current_actor, page, requires, signed_in
from community.ties import queries
from community.ties.clock import state
from community.ties.forms import LaterForm, NoteForm, TellForm, WishesForm
from community.ties.forms.several import PartForm
from community.ties.models import TieSide
from community.ties.permissions import SEE_TIE
from community.ties.views import blueprint
from community.ties.wording import (
    CONTACT_ICONS,
    CONTACT_WORDS,
    STATES,
    TieWords,
    rhythm_words,
    state_words,
)

FOUR_WEEKS = timedelta(weeks=4)


@blueprint.get("/ties")
@signed_in
def index() -> Any:
    """Everybody one has a tie with, as far as both are here; `state` narrows it to those of one state."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    chosen = request.args.get("state")
    chosen = chosen if chosen in STATES else None
    after = request.args.get("after")
    return page(
        "ties/index.html",
        ties=queries.list_of(actor, chosen, after, today),
        offers=() if chosen or after else queries.offers_to(actor),
        chosen=chosen,
        states=STATES,
        first_page=not after,
        in_words=lambda tie: state_words(tie, today),
        rhythm_words=rhythm_words,
    )


@blueprint.get("/ties/<tie>")
@requires(SEE_TIE, load=queries.side_of)
def show(side: TieSide) -> Any:
    """One tie: how it stands, what one could do next, what one shares, and what is for oneself alone."""
    return shown(side)


def shown(side: TieSide, refused: PartForm | None = None) -> Any:
    """The page of a tie; `refused` takes the place of the form of its kind, with what was typed."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    tie = TieWords.of(side, state(side, today))
    forms: dict[str, PartForm] = {
        form.part: form
        for form in (
            TellForm.standing(on=today),
            LaterForm.standing(until=today + FOUR_WEEKS),
            NoteForm.standing(note=side.note or ""),
            WishesForm.of(side),
        )
    }
    if refused is not None:
        forms[refused.part] = refused
    availability = queries.availability_of(side.other)
    return page(
        "ties/show.html",
        form=refused,
        forms=forms,
        side=side,
        tie=tie,
        person=side.other,
        said=state_words(tie, today),
        contacts=queries.contacts_of(actor, side),
        contact_words=CONTACT_WORDS,
        contact_icons=CONTACT_ICONS,
        shared=shared_past(actor, side.other),
        takes_catchups=side.other.standing == "active"
        and availability.takes_catchups_from(True, clock.today(side.other.time_zone)),
        today=today,
        opened=request.args.get("open"),
    )
