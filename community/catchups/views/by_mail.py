"""Answers by the links in mails, also for who is signed out: the times with one button, and "not now" with one button.

Opening a page changes nothing, so that a mail scanner can look as often as it likes. It says no more than the mail did:
topic, words and place are behind the sign-in.
"""

from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.catchups import actions
from community.catchups.forms import AcceptForm, AskAfterForm
from community.catchups.links import ANSWER, NOT_NOW, catchup_in
from community.catchups.models import CatchUp
from community.catchups.permissions import Step, open_steps
from community.catchups.views import blueprint
from community.catchups.views.answer_parts import TimesForm, ahead_of, on_their_clock, times_form
from community.catchups.views.limits import answers_by_mail
from community.catchups.wording import asks, standing, titled
from community.core import clock
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.web import page, public, see_other


@blueprint.get("/catchups/answer/<token>")
@public
def answer_by_link(token: str) -> Any:
    """The proposed times, with the one button that answers them."""
    person, catchup = catchup_in(ANSWER, token)
    with in_words_of(person):
        return _times_page(person, catchup)


@blueprint.post("/catchups/answer/<token>")
@public
@answers_by_mail
def send_answer_by_link(token: str) -> Any:
    """Say it."""
    person, catchup = catchup_in(ANSWER, token)
    with in_words_of(person):
        if Step.ACCEPT not in _steps(person, catchup):
            return see_other("catchups.answer_by_link", token=token)
        form = times_form(catchup, clock.now())
        if not form.validate():
            return _times_page(person, catchup, form)
        try:
            if isinstance(form, AcceptForm):
                assert form.chosen is not None
                actions.accept(person, catchup, starts_at=form.chosen)
            else:
                actions.answer(person, catchup, answers=form.answers)
        except Invalid as error:
            form.refuse(error)
            return _times_page(person, catchup, form)
    return see_other("catchups.answer_by_link", token=token)


@blueprint.get("/catchups/not-now/<token>")
@public
def not_now_by_link(token: str) -> Any:
    """Not now, with one button, and a day to ask again for whom would like to give one."""
    person, catchup = catchup_in(NOT_NOW, token)
    with in_words_of(person):
        return _not_now_page(person, catchup)


@blueprint.post("/catchups/not-now/<token>")
@public
@answers_by_mail
def say_not_now_by_link(token: str) -> Any:
    """Say it."""
    person, catchup = catchup_in(NOT_NOW, token)
    with in_words_of(person):
        if Step.NOT_NOW not in _steps(person, catchup):
            return see_other("catchups.not_now_by_link", token=token)
        form = AskAfterForm()
        if not form.validate():
            return _not_now_page(person, catchup, form)
        try:
            actions.say_not_now(person, catchup, ask_after=form.ask_after.data)
        except Invalid as error:
            form.refuse(error)
            return _not_now_page(person, catchup, form)
    return see_other("catchups.not_now_by_link", token=token)


def _times_page(person: Person, catchup: CatchUp, form: TimesForm | None = None) -> Any:
    now, steps = clock.now(), _steps(person, catchup)
    ahead = ahead_of(catchup, now)
    if Step.ACCEPT not in steps or not ahead:
        return _as_it_stands(person, catchup)
    return page(
        "catchups/answer_by_mail.html",
        form=form or times_form(catchup, now, formdata=None),
        catchup=catchup,
        other=catchup.other(person.id),
        title=_heading(person, catchup),
        lead=standing(catchup, person, now),
        theirs=on_their_clock(person, catchup, ahead),
        can_say_not_now=Step.NOT_NOW in steps,
        not_now_token=NOT_NOW.token(person, catchup.id),
    )


def _not_now_page(person: Person, catchup: CatchUp, form: AskAfterForm | None = None) -> Any:
    if Step.NOT_NOW not in _steps(person, catchup):
        return _as_it_stands(person, catchup)
    name = catchup.other(person.id).name
    return page(
        "one_answer.html",
        # Of two who were introduced neither asked: there is nobody to ask again.
        form=None if catchup.introduced else form or AskAfterForm(formdata=None),
        title=_heading(person, catchup),
        lead=_("“Not now” needs no reason: %(name)s only reads that it does not fit right now.", name=name),
        action_label=_("Not now"),
    )


def _as_it_stands(person: Person, catchup: CatchUp) -> Any:
    """There is nothing (more) to answer here: how it stands, and the way to its page."""
    return page(
        "catchups/stands_by_mail.html",
        title=titled(catchup, catchup.other(person.id)),
        lead=standing(catchup, person, clock.now()),
        starts_at=catchup.starts_at if catchup.lies_ahead(clock.now()) else None,
        url=url_for("catchups.show", catchup=catchup.public_id),
    )


def _heading(person: Person, catchup: CatchUp) -> str:
    if person.id == catchup.asked_id and catchup.state == "asked":
        return asks(catchup, catchup.asker)
    return titled(catchup, catchup.other(person.id))


def _steps(person: Person, catchup: CatchUp) -> frozenset[Step]:
    return open_steps(person.id, catchup, clock.now())
