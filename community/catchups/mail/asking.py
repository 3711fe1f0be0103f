"""Mails about a request and its answers: asked, other times, if need be, not now, no answer."""

from flask import url_for

from community.accounts.models import Person
from community.catchups.actions import suggestion_for
from community.catchups.links import ANSWER, NOT_NOW
from community.catchups.mail.note import note, standing_at, start_of, times_of
from community.catchups.models import CatchUp
from community.catchups.permissions import Step, open_steps
from community.catchups.wording import asks, titled
from community.core import clock
from community.core.language import gettext as _
from community.core.mail import Message
from community.core.web.filters import date_words, when_words


def asked(person: Person, *, catchup_id: int) -> Message | None:
    """Somebody would like to meet you."""
    catchup = standing_at(person, catchup_id, "asked")
    if catchup is None or catchup.turn_id != person.id or catchup.round != 1:
        return None
    lines = [_("You can say yes to a time, propose others, or say “not now” without a reason.")]
    if catchup.is_exchange:
        lines = [
            _("What it says is on the site, for the two of you alone."),
            _("You can write back, or say “not now” without a reason."),
        ]
    return note(
        catchup,
        asks(catchup, catchup.asker),
        lines,
        _("Read the message") if catchup.is_exchange else _("See the request"),
        facts=times_of(catchup, catchup.asker),
        also=_answers(person, catchup),
    )


def other_times(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """The other proposes times, the first ones or others, in answer or to move what is agreed."""
    catchup = standing_at(person, catchup_id, "asked", "agreed")
    if catchup is None or catchup.turn_id != person.id or catchup.round != round:
        return None
    other = catchup.other(person.id)
    lines = [_("Choose one of them, or propose others.")]
    if catchup.state == "agreed":
        lines = [_("Until you answer, the agreed time stands: %(when)s.", when=when_words(start_of(catchup)))]
    subject = _("%(name)s proposes other times", name=other.name)
    if catchup.has_first_times:
        subject = _("%(name)s proposes times", name=other.name)
    return note(
        catchup,
        subject,
        lines,
        _("See the times"),
        facts=times_of(catchup, other),
        also=_answers(person, catchup),
    )


def if_need_be(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """The other could make some of the proposed times possible; one of them is to be chosen."""
    catchup = standing_at(person, catchup_id, "asked", "agreed")
    if catchup is None or catchup.turn_id != person.id or catchup.round != round or not catchup.if_need_be:
        return None
    other = catchup.other(person.id)
    lines = [
        _("None of your times suits %(name)s well, but these would be possible if need be.", name=other.name),
        _("Choose one, or propose others."),
    ]
    if catchup.state == "agreed":
        lines.append(_("Until you answer, the agreed time stands: %(when)s.", when=when_words(start_of(catchup))))
    return note(
        catchup,
        _("%(name)s could do it if need be", name=other.name),
        lines,
        _("See the times"),
        facts=times_of(catchup, other),
        also=_answers(person, catchup),
    )


def not_now(person: Person, *, catchup_id: int) -> Message | None:
    """It does not fit for the other right now."""
    catchup = standing_at(person, catchup_id, "declined")
    if catchup is None:
        return None
    name = catchup.other(person.id).name
    lines = [
        _(
            "It does not fit for %(name)s right now. That is about time, not about you, and nobody needs a reason.",
            name=name,
        ),
        _("You can ask again later, or ask somebody else."),
    ]
    said_more = catchup.ask_after is not None or suggestion_for(person, catchup) is not None
    if said_more:
        lines[1] = _("%(name)s left a suggestion for you. You find it on the page of this catch-up.", name=name)
    return note(
        catchup,
        _("%(name)s: it does not fit right now", name=name),
        lines,
        _("See the suggestion") if said_more else _("Your catch-ups"),
        url=None if said_more else url_for("catchups.index", _external=True),
    )


def lapsed(person: Person, *, catchup_id: int) -> Message | None:
    """Nobody answered within two weeks."""
    catchup = standing_at(person, catchup_id, "lapsed")
    if catchup is None:
        return None
    other = catchup.other(person.id)
    lines = [
        _(
            "There was no answer from %(name)s within two weeks, so the request rests. Life is full, and mail gets lost.",
            name=other.name,
        ),
        _("You can ask again whenever you like."),
    ]
    if catchup.is_exchange:
        lines = [
            _("%(name)s has not written back within two weeks, so your message rests. Life is full, and mail gets lost.", name=other.name),
            _("You can write again whenever you like."),
        ]  # fmt: skip
    return note(catchup, _("No answer yet: %(title)s", title=titled(catchup, other)), lines, _("See the catch-up"))


def waiting(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """One reminder after a week. Where a quiet time has begun since, it waits: their inbox sees to that."""
    catchup = standing_at(person, catchup_id, "asked")
    if catchup is None or catchup.turn_id != person.id or catchup.round != round:
        return None
    other, day = catchup.other(person.id), date_words(catchup.lapses_at)
    rests = _("Without an answer by %(day)s the request rests by itself. We do not remind you again.", day=day)
    if catchup.is_exchange:
        rests = _("Without a word back by %(day)s the message rests by itself. We do not remind you again.", day=day)
    lines = [_("A short answer is enough, and “not now” is one too."), rests]
    return note(
        catchup,
        _("%(name)s would be glad of an answer", name=other.name),
        lines,
        _("Answer"),
        facts=times_of(catchup, other),
        also=_answers(person, catchup),
    )


def _answers(person: Person, catchup: CatchUp) -> list[tuple[str, str]]:
    """The links with which one can answer without signing in, as far as these answers are open."""
    now = clock.now()
    steps = open_steps(person.id, catchup, now)
    found = []
    if Step.ACCEPT in steps and any(time.starts_at > now for time in catchup.offered):
        token = ANSWER.token(person, catchup.id)
        found.append((_("Answer without signing in"), url_for("catchups.answer_by_link", token=token, _external=True)))
    if Step.NOT_NOW in steps:
        token = NOT_NOW.token(person, catchup.id)
        found.append((_("Not now"), url_for("catchups.not_now_by_link", token=token, _external=True)))
    return found
