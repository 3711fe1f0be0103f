"""Letters: found due by the clock, promised a portion at a time, and remembered once they are sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, Update, bindparam, exists, func, update

from community.core import wall_time
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.mail import OutgoingMail, Posting, post_many
from community.core.outbox import publish
from community.core.prepared import run
from community.events import LettersDue
from community.notifications import queries
from community.notifications.actions.reading import hold_inbox
from community.notifications.hours import FURTHEST_BACK, PERIODS, next_hour
from community.notifications.models import LETTER_MAIL, MailWishes, Notice

# What one transaction takes: other writers wait for it, and other mails stand behind the letters of one portion only.
PORTION = 300
# What is being written at this moment is for the next letter: nobody knows yet whether it will have been.
MARGIN = timedelta(minutes=1)

_wishes: Table = MailWishes.__table__  # type: ignore[assignment]
_notices: Table = Notice.__table__  # type: ignore[assignment]
_at = bindparam("at", type_=UtcDateTime())
_WENT_OUT = update(_wishes).where(_wishes.c.person_id == bindparam("owner")).values(letter_at=_at)
_OF_THESE = update(_notices).where(_notices.c.id.in_(bindparam("notices", expanding=True))).values(told_at=_at)
_left_out = exists().where(OutgoingMail.id == _notices.c.mail_id, OutgoingMail.state == "failed")
_TOLD = _OF_THESE.where(_notices.c.told_at.is_(None), ~_left_out)


def call_letters() -> None:
    """Let the letters begin whose hour has come. Publishes LettersDue."""
    publish(LettersDue())


def promise_letters(now: datetime) -> int:
    """Promise the letters of one portion of those whose hour has come, perhaps long ago; how many came. Publishes LettersDue
    while there are more.

    Their next hour is the next one from now on, so that hours that were missed become one letter. Who takes no part at the
    moment or is quiet gets none. The letter itself is composed when it is sent; what the inbox has kept for it is written
    down here, so that it is told in this one and in no other.
    """
    due = queries.whose_hour_has_come(now, PORTION)
    nowhere = queries.who_has_no_hour(now, PORTION - len(due)) if len(due) < PORTION else ()
    _move([*due, *nowhere], now)
    getting = [
        row for row in due if row.standing == "active" and row.email_bounced_at is None and row.rhythm in PERIODS
    ]
    kept = queries.kept_for([row.id for row in getting]) if getting else {}
    post_many(LETTER_MAIL, [_posting(row, kept.get(row.id, []), now) for row in getting])
    if len(due) + len(nowhere) == PORTION:
        publish(LettersDue())
    return len(due)


def letter_went_out(mail: OutgoingMail, at: datetime) -> None:
    """A letter was sent: what it told is told, and the next one begins where it ended."""
    _remember(mail, _WENT_OUT, _TOLD, letter_at=mail.context["until"], told_at=at)


def letter_came_back(mail: OutgoingMail) -> None:
    """Nobody has read this letter: what it told is still to be told, and the next one begins where it began, unless one was sent since."""
    newest = _WENT_OUT.where(_wishes.c.letter_at == datetime.fromisoformat(mail.context["until"]))
    told_in_it = _OF_THESE.where(_notices.c.told_at == mail.sent_at)
    _remember(mail, newest, told_in_it, letter_at=mail.context["since"], told_at=None)


def _remember(mail: OutgoingMail, wishes: Update, told: Update, *, letter_at: str, told_at: datetime | None) -> None:
    """Wishes first, then the inbox, as all do who need both: whoever waits for somebody who waits for them is ended by the
    database, and a letter that is not written down as sent is sent again."""
    run(wishes, owner=mail.person_id, at=datetime.fromisoformat(letter_at))
    if mail.person_id is not None and mail.context["notices"]:
        hold_inbox(mail.person_id)
        run(told, notices=mail.context["notices"], at=told_at)


def _move(rows: Sequence[Any], now: datetime) -> None:
    if not rows:
        return
    hour, since = bindparam("hour_then", type_=UtcDateTime()), bindparam("since", type_=UtcDateTime())
    one = update(MailWishes).where(MailWishes.person_id == bindparam("person"))
    one = one.values(next_at=hour, letter_at=func.coalesce(MailWishes.letter_at, since))
    hours = [{"person": row.id, "hour_then": _next_hour(row, now), "since": now} for row in rows]
    db.session.connection().execute(one, hours)


def _next_hour(row: Any, now: datetime) -> datetime | None:
    rhythm = "never" if row.standing == "left" else row.rhythm
    return next_hour(rhythm, row.weekday, row.hour, row.time_zone, now)


def _posting(row: Any, kept: list[int], now: datetime) -> Posting:
    until = now - MARGIN
    since = row.letter_at
    if since is None or since > until:  # the first letter, or the clock was wrong at the last
        since = until - PERIODS[row.rhythm]
    slot = f"letter:{wall_time.wall(now, row.time_zone):%Y-%m-%d}"  # two in one day are one
    span = {"since": max(since, until - FURTHEST_BACK).isoformat(), "until": until.isoformat()}
    return Posting(row.id, row.email, slot, {"slot": slot, **span, "notices": kept})
