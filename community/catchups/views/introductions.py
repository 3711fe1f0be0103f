"""Introducing two people to each other; one's own side of an introduction; and the answer from the mail.

The answer from a mail works signed out. Opening its page changes nothing.
"""

from typing import Any

from flask import flash, request, url_for

from community.accounts.models import Person
from community.accounts.queries import people_by_name
from community.catchups import actions, queries
from community.catchups.forms import IntroductionAnswerForm, IntroductionForm
from community.catchups.links import INTRODUCED
from community.catchups.models import IntroductionSide
from community.catchups.permissions import INTRODUCE, SEE_INTRODUCTION
from community.catchups.views import blueprint
from community.catchups.views.limits import answers_by_mail
from community.catchups.wording import introduced_words
from community.core import clock
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.text import clean_line
from community.core.web import current_actor, page, public, requires, see_other, signed_in
from community.core.web.filters import date_words


@blueprint.get("/catchups/introductions")
@signed_in
def introductions() -> Any:
    """To whom I was introduced and can still answer, and whom I introduced."""
    actor, after = current_actor(), request.args.get("after")
    return page(
        "catchups/introductions/index.html",
        introductions=[] if after else queries.introductions_to(actor, clock.now()),
        made=queries.introductions_by(actor, after),
        introduced_words=introduced_words,
        answered=answered_words,
    )


@blueprint.get("/catchups/introductions/new")
@signed_in
def choose_first() -> Any:
    """Whom to introduce: the first of the two."""
    actor, words = current_actor(), _words()
    return page(
        "catchups/introductions/choose.html",
        person=None,
        words=words,
        refusal=actions.reason_not_to_introduce(actor),
        found=[(one, url_for("catchups.choose_other", person=one.public_id)) for one in people_by_name(actor, words)],
    )


@blueprint.get("/members/<person>/introduction")
@requires(INTRODUCE, load=queries.person_to_introduce)
def choose_other(people: tuple[Person, ...]) -> Any:
    """To whom: the second of the two."""
    actor, words, (person,) = current_actor(), _words(), people
    return page(
        "catchups/introductions/choose.html",
        person=person,
        words=words,
        refusal=actions.reason_not_to_introduce(actor),
        found=[
            (one, url_for("catchups.introduce", person=person.public_id, other=one.public_id))
            for one in people_by_name(actor, words, but_not=people)
        ],
    )


@blueprint.get("/members/<person>/introduction/<other>")
@requires(INTRODUCE, load=queries.people_to_introduce)
def introduce(people: tuple[Person, ...]) -> Any:
    """A reason for each of the two."""
    refusal = actions.reason_not_to_introduce(current_actor())
    return _reasons_page(people, None if refusal else IntroductionForm(*people, formdata=None), refusal)


@blueprint.post("/members/<person>/introduction/<other>")
@requires(INTRODUCE, load=queries.people_to_introduce)
def send_introduction(people: tuple[Person, ...]) -> Any:
    """Propose the two to each other. The answer is the same whatever stands between them."""
    one, other = people
    form = IntroductionForm(one, other)
    if not form.validate():
        return _reasons_page(people, form)
    reasons = {"reason_for_one": form.reason_for_one.data or "", "reason_for_other": form.reason_for_other.data or ""}
    try:
        actions.introduce(current_actor(), one, other, **reasons)
    except Invalid as error:
        form.refuse(error)
        return _reasons_page(people, form)
    flash(_("Thank you. What comes of it is theirs: whether they meet, they tell you themselves if they like."), "good")
    return see_other("catchups.introductions")


@blueprint.get("/catchups/introductions/<introduction>")
@requires(SEE_INTRODUCTION, load=queries.side_by_public_id)
def introduction(side: IntroductionSide) -> Any:
    """My side of an introduction."""
    return page(
        "catchups/introductions/show.html",
        side=side,
        title=introduced_words(side.proposer, side.other),
        answered=answered_words(side),
    )


@blueprint.post("/catchups/introductions/<introduction>/answer")
@requires(SEE_INTRODUCTION, load=queries.side_by_public_id)
def answer_introduction(side: IntroductionSide) -> Any:
    """Yes, or no thank you."""
    form = IntroductionAnswerForm()
    if not form.validate():
        raise Invalid(_("Please say yes or no."))
    actions.answer_introduction(current_actor(), side, wants=form.wants.data == "yes")
    flash(_("It is noted. Nobody sees your answer."), "good")
    return see_other("catchups.introduction", introduction=side.public_id)


@blueprint.get("/catchups/introduced/<token>")
@public
def introduction_by_mail(token: str) -> Any:
    """What the link is about to say, with the one button that says it."""
    person, side_id, wants = INTRODUCED.read(token)
    with in_words_of(person):
        side = queries.side_of(person, side_id)
        if side is None:
            return page(
                "one_answer.html",
                title=_("This introduction has come to rest"),
                lead=_("There is nothing left for you to do. What has begun, you find under Catch-ups."),
            )
        if side.wants is wants:
            return page("one_answer.html", title=_("It is noted"), lead=answered_words(side))
        return page(
            "one_answer.html",
            title=introduced_words(side.proposer, side.other),
            lead=_("Nobody sees your answer. Only if you both say yes, we tell you both."),
            action_label=_("Yes, I would like to") if wants else _("No, thank you"),
            style="primary" if wants else "secondary",
        )


@blueprint.post("/catchups/introduced/<token>")
@public
@answers_by_mail
def answer_introduction_by_mail(token: str) -> Any:
    """Say it."""
    person, side_id, wants = INTRODUCED.read(token)
    side = queries.side_of(person, side_id)
    if side is not None:
        actions.answer_introduction(person, side, wants=bool(wants))
    return see_other("catchups.introduction_by_mail", token=token)


def answered_words(side: IntroductionSide) -> str:
    """What the reader has said, and what follows from it: the same whatever the other says."""
    day = date_words(side.shown_until)
    if side.wants is None:
        return _("Would you like to meet? Without an answer it rests by itself on %(day)s.", day=day)
    if side.wants:
        return _(
            "You said yes. If %(name)s says so too by %(day)s, we tell you both; if not, it rests, and nobody is told.",
            name=side.other.name,
            day=day,
        )
    return _("You said no, thank you. Nobody is told, and it rests on %(day)s.", day=day)


def _reasons_page(people: tuple[Person, ...], form: IntroductionForm | None, refusal: Any = None) -> Any:
    one, other = people
    return page("catchups/introductions/new.html", form=form, one=one, other=other, refusal=refusal)


def _words() -> str:
    return clean_line(request.args.get("q", ""))[:100]
