"""Mails about catch-ups, composed at the moment of sending in the reader's language and zone.

Each says who, what kind and when, with a link; topic, words and place stay on the site. A composer gives None when the
mail is no longer wanted: answered meanwhile, outdated, blocked, suspended, gone.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.actions import suggestion_for
from community.catchups.calendar import cancellation, invitation
from community.catchups.links import ANSWER, NOT_NOW, token_for
from community.catchups.models import CatchUp
from community.catchups.permissions import Step, open_steps
from community.catchups.wording import asks, for_other, minutes_words, titled
from community.core import clock
from community.core.language import gettext as _
from community.core.mail import CalendarPart, Message
from community.core.web.filters import date_words, when_words


def asked(person: Person, *, catchup_id: int) -> Message | None:
    """Somebody would like to meet you."""
    catchup = _for(person, catchup_id, "asked")
    if catchup is None or catchup.turn_id != person.id or catchup.round != 1:
        return None
    lines = [_("You can say yes to a time, propose others, or say “not now” without a reason.")]
    if catchup.is_exchange:
        lines = [
            _("What it says stands on the site, for the two of you alone."),
            _("You can write back, or say “not now” without a reason."),
        ]
    return note(
        catchup,
        asks(catchup, catchup.asker),
        lines,
        _("See the request"),
        facts=_times(catchup, catchup.asker),
        also=_answers(person, catchup),
    )


def other_times(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """The other proposes other times, in answer or to move what is agreed."""
    catchup = _for(person, catchup_id, "asked", "agreed")
    if catchup is None or catchup.turn_id != person.id or catchup.round != round:
        return None
    other = catchup.other(person.id)
    lines = [_("Choose one of them, or propose others.")]
    if catchup.state == "agreed":
        lines = [_("Until you answer, the agreed time stands: %(when)s.", when=when_words(_start(catchup)))]
    return note(
        catchup,
        _("%(name)s proposes other times", name=other.name),
        lines,
        _("See the times"),
        facts=_times(catchup, other),
        also=_answers(person, catchup),
    )


def if_need_be(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """The other could make some of the proposed times possible; one of them is to be chosen."""
    catchup = _for(person, catchup_id, "asked", "agreed")
    if catchup is None or catchup.turn_id != person.id or catchup.round != round or not catchup.if_need_be:
        return None
    other = catchup.other(person.id)
    lines = [_("None of your times suits well, but these could be made possible. Choose one, or propose others.")]
    if catchup.state == "agreed":
        lines.append(_("Until you answer, the agreed time stands: %(when)s.", when=when_words(_start(catchup))))
    return note(
        catchup,
        _("%(name)s could do it if need be", name=other.name),
        lines,
        _("See the times"),
        facts=_times(catchup, other),
        also=_answers(person, catchup),
    )


def time_kept(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """The other would rather keep the agreed time."""
    catchup = _for(person, catchup_id, "agreed")
    if catchup is None or catchup.round != round:
        return None
    name = catchup.other(person.id).name
    lines = [_("The agreed time stands. If it is impossible for you, you can propose another one, or cancel.")]
    return note(
        catchup,
        _("%(name)s would rather keep your time", name=name),
        lines,
        _("See the catch-up"),
        facts=[when_words(_start(catchup))],
    )


def agreed(person: Person, *, catchup_id: int, sequence: int, starts_at: str) -> Message | None:
    """A time is agreed; the invitation for the calendar comes with it."""
    return _invitation(person, catchup_id, sequence, starts_at, _("It is agreed"))


def moved(person: Person, *, catchup_id: int, sequence: int, starts_at: str) -> Message | None:
    """The time is another one now; the same invitation, with a higher sequence."""
    return _invitation(person, catchup_id, sequence, starts_at, _("It is at another time now"))


def _invitation(person: Person, catchup_id: int, sequence: int, starts_at: str, news: str) -> Message | None:
    catchup = _for(person, catchup_id, "agreed")
    # A newer invitation or the cancellation is on its way: an outdated one would only confuse.
    if catchup is None or catchup.sequence != sequence:
        return None
    other, start = catchup.other(person.id), datetime.fromisoformat(starts_at)
    lines = [
        _("The invitation for your calendar is attached."),
        _("If something comes up, move or cancel it on its page: the other’s calendar follows."),
    ]
    calendar = invitation(catchup, person, sequence=sequence, starts_at=start)
    subject = _("%(news)s: %(title)s", news=news, title=titled(catchup, other))
    return note(catchup, subject, lines, _("See the catch-up"), facts=_when(catchup, other, start), calendar=calendar)


def cancelled(person: Person, *, catchup_id: int, sequence: int, starts_at: str, by_person_id: int) -> Message | None:
    """It will not take place; both calendars forget it."""
    catchup = queries.by_id(catchup_id)
    if catchup is None or not queries.may_be_told(person, catchup):
        return None
    other, start = catchup.other(person.id), datetime.fromisoformat(starts_at)
    line = (
        _("You cancelled it.") if by_person_id == person.id else _("Plans change. You can ask again whenever you like.")
    )
    subject = _("Cancelled: %(title)s", title=titled(catchup, other))
    lines = [line, _("Your calendar takes the meeting out with the attached file.")]
    calendar = cancellation(catchup, person, sequence=sequence, starts_at=start)
    url = url_for("catchups.index", _external=True)
    return note(catchup, subject, lines, _("Your catch-ups"), facts=[when_words(start)], calendar=calendar, url=url)


def not_now(person: Person, *, catchup_id: int) -> Message | None:
    """It does not fit for the other right now."""
    catchup = _for(person, catchup_id, "declined")
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
    catchup = _for(person, catchup_id, "lapsed")
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
    return note(catchup, _("No answer yet: %(title)s", title=titled(catchup, other)), lines, _("See the catch-up"))


def waiting(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """One reminder after a week; none in a quiet time."""
    catchup = _for(person, catchup_id, "asked")
    if catchup is None or catchup.turn_id != person.id or catchup.round != round or person.standing == "quiet":
        return None
    other = catchup.other(person.id)
    lines = [
        _("A short answer is enough, and “not now” is one too."),
        _(
            "Without an answer by %(day)s the request rests by itself. We do not remind you again.",
            day=date_words(catchup.lapses_at),
        ),
    ]
    return note(
        catchup,
        _("%(name)s would be glad of an answer", name=other.name),
        lines,
        _("Answer"),
        facts=_times(catchup, other),
        also=_answers(person, catchup),
    )


def tomorrow(person: Person, *, catchup_id: int, sequence: int) -> Message | None:
    """A day before the meeting."""
    catchup = _for(person, catchup_id, "agreed")
    if catchup is None or catchup.sequence != sequence or _start(catchup) <= clock.now():
        return None
    other = catchup.other(person.id)
    lines = [_("If something has come up, tell %(name)s in time: move or cancel it on its page.", name=other.name)]
    return note(
        catchup,
        _("Soon: %(title)s", title=titled(catchup, other)),
        lines,
        _("See the catch-up"),
        facts=_when(catchup, other, _start(catchup)),
    )


def did_you_meet(person: Person, *, catchup_id: int) -> Message | None:
    """One question afterwards; each answer is a link to a page with one button."""
    catchup = _for(person, catchup_id, "agreed")
    if catchup is None or catchup.answer_of(person.id) is not None:
        return None
    other = catchup.other(person.id)
    lines = [_("One word from either of you is enough. The link opens a page with one button; you need not sign in.")]
    no = url_for("catchups.outcome", token=token_for(person, catchup, met=False), _external=True)
    return note(
        catchup,
        _("Did you meet %(name)s?", name=other.name),
        lines,
        _("Yes, we met"),
        facts=[when_words(_start(catchup))],
        url=url_for("catchups.outcome", token=token_for(person, catchup, met=True), _external=True),
        also=[(_("No, it did not happen"), no)],
    )


# --- parts ----------------------------------------------------------------------------------------------------


def _for(person: Person, catchup_id: int, *states: str) -> CatchUp | None:
    """The catch-up, if this person may still see it and it still stands like this."""
    if not queries.sees_of(person, catchup_id):
        return None
    catchup = queries.by_id(catchup_id)
    return catchup if catchup is not None and catchup.state in states else None


def _start(catchup: CatchUp) -> datetime:
    assert catchup.starts_at is not None  # an agreed one has a time
    return catchup.starts_at


def _when(catchup: CatchUp, other: Person, start: datetime) -> list[str]:
    return [when_words(start), for_other(start, other), minutes_words(catchup.minutes)]


def _times(catchup: CatchUp, other: Person) -> list[str]:
    if catchup.is_exchange:
        return []
    now = clock.now()
    ahead = [when_words(time.starts_at) for time in catchup.offered if time.starts_at > now]
    return ahead or [_("%(name)s would be glad if you suggested a time.", name=other.name)]


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


def note(
    catchup: CatchUp,
    subject: str,
    lines: Sequence[str],
    action: str,
    *,
    facts: Sequence[str] = (),
    url: str | None = None,
    also: Sequence[tuple[str, str]] = (),
    calendar: CalendarPart | None = None,
) -> Message:
    context: dict[str, Any] = {
        "headline": subject,
        "lines": list(lines),
        "facts": list(facts),
        "action": action,
        "url": url or url_for("catchups.show", catchup=catchup.public_id, _external=True),
        "also": list(also),
    }
    why = _("You get this mail because this catch-up is between you and one other member.")
    return Message(template="catchups_note", context=context, calendar=calendar, why=why)
