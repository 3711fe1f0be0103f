"""Answers to a request or a proposal: to each time, one of them, other times, not now, and taking back."""

from typing import Any

from flask import flash, request

from community.catchups import actions, queries
from community.catchups.forms import AcceptForm, NotNowForm, ProposalForm, answer_form
from community.catchups.models import CatchUp
from community.catchups.permissions import ANSWER, SAY_NOT_NOW, WITHDRAW, Step, open_steps
from community.catchups.views import blueprint
from community.catchups.views.answer_parts import ahead_of
from community.catchups.views.limits import asks
from community.catchups.views.showing import shown
from community.catchups.wording import for_both, titled
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.language import _l
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other
from community.core.web.filters import when_words

AGREED = _l("It is agreed. You both get a mail with an invitation for your calendars.")


@blueprint.post("/catchups/<catchup>/answers")
@requires(ANSWER, load=queries.by_public_id)
def answer(catchup: CatchUp) -> Any:
    """Each proposed time: yes, if need be, or no."""
    form = answer_form(ahead_of(catchup, clock.now()), when_words)
    if not form.validate():
        _demand_step(catchup, Step.ACCEPT)
        return shown(catchup, form=form)
    try:
        held = actions.answer(current_actor(), catchup, answers=form.answers, place=form.place.data or "")
    except Invalid as error:
        form.refuse(error)
        return shown(catchup, form=form)
    if held.turn_id is None:
        flash(AGREED, "good")
    else:
        name = held.other(current_actor().id).name
        flash(_("%(name)s reads what would be possible, and chooses.", name=name), "good")
    return _back(catchup)


@blueprint.post("/catchups/<catchup>/acceptance")
@requires(ANSWER, load=queries.by_public_id)
def accept(catchup: CatchUp) -> Any:
    """Yes to one of the offered times."""
    form = AcceptForm()
    if not form.validate() or form.chosen is None:
        _demand_step(catchup, Step.ACCEPT)
        form.offer(ahead_of(catchup, clock.now()), when_words)
        return shown(catchup, form=form)
    actions.accept(current_actor(), catchup, starts_at=form.chosen, place=form.place.data or "")
    flash(AGREED, "good")
    return _back(catchup)


@blueprint.get("/catchups/<catchup>/proposal")
@requires(ANSWER, load=queries.by_public_id)
def propose(catchup: CatchUp) -> Any:
    """The form for other times."""
    _demand_step(catchup, Step.PROPOSE)
    return _proposal_page(catchup, ProposalForm(current_actor().time_zone, formdata=None))


@blueprint.post("/catchups/<catchup>/proposal")
@requires(ANSWER, load=queries.by_public_id)
@asks
def send_proposal(catchup: CatchUp) -> Any:
    """Propose other times, or show them on both clocks first."""
    actor = current_actor()
    form = ProposalForm(actor.time_zone)
    valid = form.validate()
    if not valid or "preview" in request.form:
        # This page shows the other's clock: only to whom it may be answered with times.
        _demand_step(catchup, Step.PROPOSE)
        return _proposal_page(catchup, form, previewed=valid)
    try:
        actions.propose(actor, catchup, times=form.moments)
    except Invalid as error:
        form.refuse(error)
        return _proposal_page(catchup, form)
    flash(_("%(name)s has your proposal.", name=catchup.other(actor.id).name), "good")
    return _back(catchup)


@blueprint.get("/catchups/<catchup>/refusal")
@requires(SAY_NOT_NOW, load=queries.by_public_id)
def not_now(catchup: CatchUp) -> Any:
    """Not now, for whom would like to say more: when to ask again, or whom to ask instead."""
    _demand_step(catchup, Step.NOT_NOW)
    if catchup.introduced:  # neither asked, so there is no more to say than "not now"
        return _back(catchup)
    return _not_now_page(catchup, _not_now_form(catchup, formdata=None))


@blueprint.post("/catchups/<catchup>/refusal")
@requires(SAY_NOT_NOW, load=queries.by_public_id)
def say_not_now(catchup: CatchUp) -> Any:
    """Not now; or, of another time for what is agreed: let us keep the time."""
    actor = current_actor()
    form = _not_now_form(catchup)
    if not form.validate():
        return _not_now_page(catchup, form)
    try:
        held = actions.say_not_now(actor, catchup, ask_after=form.ask_after.data, instead=form.suggested)
    except Invalid as error:
        form.refuse(error)
        return _not_now_page(catchup, form)
    name = held.other(actor.id).name
    if held.state == "agreed":
        flash(_("The agreed time stands. We tell %(name)s.", name=name), "good")
    else:
        flash(_("Done. %(name)s only reads that it does not fit right now.", name=name), "good")
    return _back(catchup)


@blueprint.post("/catchups/<catchup>/withdrawal")
@requires(WITHDRAW, load=queries.by_public_id)
def withdraw(catchup: CatchUp) -> Any:
    """Take back one's own request, or one's own proposal to move."""
    held = actions.withdraw(current_actor(), catchup)
    flash(
        _("Your proposal is taken back, the agreed time stands.")
        if held.state == "agreed"
        else _("Your message is taken back.")
        if held.is_exchange
        else _("Your request is taken back."),
        "good",
    )
    return _back(catchup)


def _demand_step(catchup: CatchUp, step: Step) -> None:
    if step not in open_steps(current_actor().id, catchup, clock.now()):
        raise Conflict(what_next=_("Open the catch-up again to see how things stand."))


def _not_now_form(catchup: CatchUp, **kwargs: Any) -> NotNowForm:
    actor = current_actor()
    form = NotNowForm(**kwargs)
    form.offer(queries.people_to_suggest(actor, catchup.other(actor.id)))
    return form


def _not_now_page(catchup: CatchUp, form: NotNowForm) -> Any:
    other = catchup.other(current_actor().id)
    return page("catchups/not_now.html", form=form, catchup=catchup, other=other, title=titled(catchup, other))


def _proposal_page(catchup: CatchUp, form: ProposalForm, *, previewed: bool = False) -> Any:
    other = catchup.other(current_actor().id)
    return page(
        "catchups/propose.html",
        form=form,
        catchup=catchup,
        person=other,
        title=titled(catchup, other),
        previewed=previewed,
        both=lambda moment: for_both(moment, other),
    )


def _back(catchup: CatchUp) -> Any:
    return see_other("catchups.show", catchup=catchup.public_id)
