"""Answers by the links in mails, also for who is signed out: yes or no to an invitation or a kept place, with one button.

Opening a page changes nothing, so that a mail scanner can look as often as it likes. It says no more than the mail did.
"""

from contextlib import suppress
from typing import Any

from flask import url_for

from community.circles import actions, queries
from community.circles.links import PlaceAnswer, answer_in
from community.circles.models import IN, OFFERED, WAITING
from community.circles.permissions import SEE_CIRCLE
from community.circles.views import blueprint
from community.circles.views.limits import answers_by_mail
from community.circles.wording import invited_words, kept_words, named, no_reason_words, seen_words
from community.core.errors import Conflict
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.policy import can
from community.core.web import page, public, see_other


@blueprint.get("/answer/<token>")
@public
def place_by_mail(token: str) -> Any:
    """What the link is about to say, with the one button that says it; or how it stands now."""
    answer = answer_in(token)
    with in_words_of(answer.person):
        if answer.place is None or not answer.is_open:
            return _as_it_stands(answer)
        place, circle = answer.place, answer.place.circle
        kept = place.state == OFFERED
        return page(
            "one_answer.html",
            title=kept_words(circle) if kept else invited_words(place, queries.inviter(answer.person, place)),
            lead=seen_words(circle.is_listed) if answer.wants else no_reason_words(),
            action_label=_("Yes, I would like to join") if answer.wants else _("No, thank you"),
            style="primary" if answer.wants else "secondary",
            picture="circle",
        )


@blueprint.post("/answer/<token>")
@public
@answers_by_mail
def answer_place_by_mail(token: str) -> Any:
    """Say it."""
    answer = answer_in(token)
    if answer.place is not None and answer.is_open:
        with suppress(Conflict):  # answered meanwhile: the page says how it stands
            actions.answer_place(answer.person, answer.place, wants=answer.wants)
    return see_other("circles.place_by_mail", token=token)


def _as_it_stands(answer: PlaceAnswer) -> Any:
    member = queries.member_by_id(answer.member_id)
    own = member is not None and member.person_id == answer.person.id
    if member is None or not own or not can(answer.person, SEE_CIRCLE, member.circle):
        lead = _("There is nothing left for you to do. The circles you have to do with, you find under Circles.")
        return page("one_answer.html", title=_("It is noted"), lead=lead, picture="circle")
    if member.state == IN:
        title = _("You are in %(circle)s", circle=named(member.circle))
        lead = _("Sign in to read its charter, and to sign it: then you read and write with the others.")
    elif member.state == WAITING:
        title = _("You are on the waiting list")
        lead = _("Every place has been taken meanwhile. The next free one is kept for you, and we write to you.")
    else:
        title, lead = _("It is noted"), no_reason_words()
    return page(
        "circles/stands_by_mail.html",
        title=title,
        lead=lead,
        url=url_for("circles.show", circle=member.circle.public_id),
    )
