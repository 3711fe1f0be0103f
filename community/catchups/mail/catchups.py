"""Mails about catch-ups, composed at the moment of sending in the reader's language and zone.

Each says who, what kind and when, with a link; topic, words and place stay on the site. A composer gives None when the
mail is no longer wanted: answered meanwhile, outdated, blocked, suspended, gone.
"""

from datetime import datetime

from flask import url_for

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.calendar import cancellation, invitation
from community.catchups.links import token_for
from community.catchups.mail.note import note, standing_at, start_of
from community.catchups.models import CatchUp
from community.catchups.wording import for_other, minutes_words, titled
from community.core import clock
from community.core.language import gettext as _
from community.core.mail import Message
from community.core.web.filters import when_words


def time_kept(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """The other would rather keep the agreed time."""
    catchup = standing_at(person, catchup_id, "agreed")
    if catchup is None or catchup.round != round:
        return None
    name = catchup.other(person.id).name
    lines = [_("The agreed time stands. If it is impossible for you, you can propose another one, or cancel.")]
    return note(
        catchup,
        _("%(name)s would rather keep the agreed time", name=name),
        lines,
        _("See the catch-up"),
        facts=[when_words(start_of(catchup))],
    )


def agreed(person: Person, *, catchup_id: int, sequence: int, starts_at: str) -> Message | None:
    """A time is agreed; the invitation for the calendar comes with it."""
    return _invitation(person, catchup_id, sequence, starts_at, _("It is agreed"))


def moved(person: Person, *, catchup_id: int, sequence: int, starts_at: str) -> Message | None:
    """The time is another one now; the same invitation, with a higher sequence."""
    return _invitation(person, catchup_id, sequence, starts_at, _("It is at another time now"))


def _invitation(person: Person, catchup_id: int, sequence: int, starts_at: str, news: str) -> Message | None:
    catchup = standing_at(person, catchup_id, "agreed")
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
    lines = [line, _("The attached file takes it out of your calendar.")]
    calendar = cancellation(catchup, person, sequence=sequence, starts_at=start)
    url = url_for("catchups.index", _external=True)
    return note(catchup, subject, lines, _("Your catch-ups"), facts=[when_words(start)], calendar=calendar, url=url)


def tomorrow(person: Person, *, catchup_id: int, sequence: int) -> Message | None:
    """A day before the meeting."""
    catchup = standing_at(person, catchup_id, "agreed")
    if catchup is None or catchup.sequence != sequence or start_of(catchup) <= clock.now():
        return None
    other = catchup.other(person.id)
    lines = [_("If something has come up, tell %(name)s in time: move or cancel it on its page.", name=other.name)]
    return note(
        catchup,
        _("Soon: %(title)s", title=titled(catchup, other)),
        lines,
        _("See the catch-up"),
        facts=_when(catchup, other, start_of(catchup)),
    )


def did_you_meet(person: Person, *, catchup_id: int) -> Message | None:
    """One question afterwards; each answer is a link to a page with one button."""
    catchup = standing_at(person, catchup_id, "agreed")
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
        facts=[when_words(start_of(catchup))],
        url=url_for("catchups.outcome", token=token_for(person, catchup, met=True), _external=True),
        also=[(_("No, it did not happen"), no)],
        page=url_for("catchups.show", catchup=catchup.public_id, _external=True),
    )


def _when(catchup: CatchUp, other: Person, start: datetime) -> list[str]:
    return [when_words(start), for_other(start, other), minutes_words(catchup.minutes)]
