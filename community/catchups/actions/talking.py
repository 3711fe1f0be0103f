"""Writing to each other: in the thread of a catch-up, and first, to somebody one has nothing open with."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.actions.asking import ask
from community.catchups.actions.steps import stop_clock
from community.catchups.models import LONGEST_MESSAGE, STAYS_OPEN, CatchUp, CatchUpMessage
from community.catchups.permissions import ASK, EDIT_MESSAGE, WRITE_MESSAGE, may_edit, may_write
from community.core import clock
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.core.text import clean_text
from community.events import CatchUpHappened, CatchUpMessageWritten

SENT_TWICE_WITHIN = timedelta(minutes=2)


def write_first(actor: Person, person: Person, *, words: str) -> CatchUp:
    """Write to `person`: an exchange of messages begins, which they answer by writing back. What runs already is used.

    Refuses: Missing for somebody the actor may not see; Conflict for the reasons not to ask, and while the actor waits
    for the first answer; Invalid for no words, or too many. Publishes CatchUpAsked, or what `write` publishes.
    """
    if not can(actor, ASK, person):
        raise Missing
    said = _usable(words)
    queries.hold_people(actor.id, person.id)
    running = running_with(actor, person)
    if running is not None:
        write(actor, running, words=said)
        return running
    catchup = ask(actor, person, kind="messages", mode="remote", minutes=15)
    _add(actor, catchup, said)
    return catchup


def running_with(actor: Person, person: Person) -> CatchUp | None:
    """Where the two write to each other already: their exchange, or else the request that is open between them."""
    exchange = queries.exchange_between(actor, person, clock.now() - STAYS_OPEN)
    return exchange or queries.open_between(actor, person)


def write(actor: Person, catchup: CatchUp, *, words: str) -> CatchUpMessage:
    """Write in the thread. In an exchange of messages the first answer is the yes: it has happened.

    Refuses: Missing for who is not one of the two, or no longer sees the other; Conflict while it is the other's turn
    to write, and once the request has ended; Invalid for no words, or too many. The same words sent twice are one message.
    Publishes CatchUpMessageWritten; in an exchange also CatchUpHappened, with the first answer and with each later one.
    """
    said = _usable(words)
    held = queries.locked(catchup.id)
    if held is None or not can(actor, WRITE_MESSAGE, held):
        raise Missing
    now, last = clock.now(), queries.newest_message(held.id)
    if (same := _sent_just_now(actor, last, said, now)) is not None:
        return same
    if (refusal := reason_not_to_write(actor, held)) is not None:
        raise refusal
    message = _add(actor, held, said)
    held.changed_at = now
    if held.is_exchange and held.state == "asked" and actor.id == held.asked_id:
        stop_clock(held)
        held.state, held.agreed_at = "happened", now
        publish(CatchUpHappened(held.id, held.pair, now.date(), "messages"))
    elif held.is_exchange and last is not None and last.author_id != actor.id:
        publish(CatchUpHappened(held.id, held.pair, now.date(), "messages", revision=message.id))
    db.session.flush()
    publish(CatchUpMessageWritten(message.id))
    return message


def reason_not_to_write(actor: Person, catchup: CatchUp) -> Conflict | None:
    """Why the thread is closed to the actor now, in kind words; None when it is open."""
    if may_write(actor.id, catchup, asked_has_written=queries.asked_has_written(catchup)):
        return None
    name: Any = catchup.other(actor.id).name
    if catchup.state == "asked":
        return Conflict(
            _l("%(name)s has not answered yet.", name=name),
            what_next=_l("You can write more here once %(name)s has written.", name=name),
        )
    return Conflict(
        _l("This has come to an end, so nobody can write in it any more."),
        what_next=_l("You can still read everything. To write to %(name)s, begin anew on their page.", name=name),
    )


def edit_message(actor: Person, message: CatchUpMessage, *, words: str) -> CatchUpMessage:
    """Change one's own words for a while; the other sees that they were changed.

    Refuses: Missing for words of somebody else; Conflict when it is too late, or the thread closed; Invalid as `write`.
    Publishes nothing.
    """
    said = _usable(words)
    held = _held_by_author(actor, message)
    now = clock.now()
    if not may_edit(actor.id, held, message, now):
        raise Conflict(
            _l("It is too late to change these words."),
            what_next=_l("You can take them back, or write what you would rather have said."),
        )
    if said != message.words:
        message.words, message.edited_at = said, now
        db.session.flush()
    return message


def take_message_back(actor: Person, message: CatchUpMessage) -> CatchUpMessage:
    """Take one's own words back, at any time: they are deleted, and "taken back" stands in their place.

    Refuses (Missing) words of somebody else. Twice changes nothing. Publishes nothing.
    """
    _held_by_author(actor, message)
    if message.taken_back_at is None:
        message.words, message.taken_back_at = "", clock.now()
        db.session.flush()
    return message


def note_read(aside: Session, reader_id: int, newest: CatchUpMessage) -> None:
    """The reader has this message, and what was written before it, before their eyes. Beside a page that only reads."""
    new = (
        CatchUpMessage.catchup_id == newest.catchup_id,
        CatchUpMessage.author_id != reader_id,
        CatchUpMessage.read_at.is_(None),
        CatchUpMessage.id <= newest.id,
    )
    aside.execute(update(CatchUpMessage).where(*new).values(read_at=clock.now()))


def _usable(words: str) -> str:
    said = clean_text(words)
    if not said:
        raise Invalid(_l("Write a few words first."), field="words")
    if len(said) > LONGEST_MESSAGE:
        raise Invalid(_l("Please keep it to %(number)s characters.", number=LONGEST_MESSAGE), field="words")
    return said


def _held_by_author(actor: Person, message: CatchUpMessage) -> CatchUp:
    """The catch-up, held, with the message as it is now; refuses (Missing) everybody but its author."""
    held = queries.locked(message.catchup_id)
    if held is None or not can(actor, WRITE_MESSAGE, held) or not can(actor, EDIT_MESSAGE, message):
        raise Missing
    db.session.refresh(message)
    return held


def _add(actor: Person, catchup: CatchUp, words: str) -> CatchUpMessage:
    message = CatchUpMessage(catchup_id=catchup.id, author_id=actor.id, words=words)
    db.session.add(message)
    db.session.flush()
    return message


def _sent_just_now(actor: Person, last: CatchUpMessage | None, words: str, now: datetime) -> CatchUpMessage | None:
    """The last message, when a second click, or a page sent again, would repeat it."""
    if last is None or last.author_id != actor.id or last.words != words:
        return None
    return last if now - last.created_at <= SENT_TWICE_WITHIN else None
