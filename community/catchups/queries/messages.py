"""Every reading of threads: what two people write to each other, and what of it is new to whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.catchups.models import CatchUp, CatchUpMessage
from community.catchups.permissions import visible_to
from community.catchups.queries.catchups import PERSON_ON_A_LINE
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.paging import Page, keyset

ON_A_PAGE = 30


def thread(catchup: CatchUp, after: str | None, size: int = ON_A_PAGE) -> Page[CatchUpMessage]:
    """One page of a thread, newest first; the next one holds what was written before."""
    written = select(CatchUpMessage).where(CatchUpMessage.catchup_id == catchup.id)
    return keyset(written, key=((CatchUpMessage.id, "desc"),), after=after, size=size)


def message_of(actor: Person | None, catchup: str, message: str) -> CatchUpMessage | None:
    """One message of a thread of the actor's, with its catch-up and the two."""
    found = (
        select(CatchUpMessage)
        .join(CatchUpMessage.catchup)
        .options(*_with_the_two())
        .where(CatchUpMessage.public_id == message, CatchUp.public_id == catchup, visible_to(actor))
    )
    return db.session.scalar(found)


def message_by_id(message_id: int) -> CatchUpMessage | None:
    """The message of an event; who may know of it is asked by the caller."""
    return db.session.get(CatchUpMessage, message_id)


def newest_message(catchup_id: int) -> CatchUpMessage | None:
    """The last thing that was written in a thread."""
    written = select(CatchUpMessage).where(CatchUpMessage.catchup_id == catchup_id)
    return db.session.scalar(written.order_by(CatchUpMessage.id.desc()).limit(1))


def asked_has_written(catchup: CatchUp) -> bool:
    """Whether the asked person has ever written in the thread."""
    theirs = and_(CatchUpMessage.catchup_id == catchup.id, CatchUpMessage.author_id == catchup.asked_id)
    return db.session.scalar(select(exists().where(theirs))) or False


def exchange_between(one: Person, other: Person, since: datetime) -> CatchUp | None:
    """Where two people write to each other now: an exchange that waits for its answer, or had it since then."""
    pair = or_(
        and_(CatchUp.asker_id == one.id, CatchUp.asked_id == other.id),
        and_(CatchUp.asker_id == other.id, CatchUp.asked_id == one.id),
    )
    answered = and_(CatchUp.state == "happened", CatchUp.agreed_at >= since)
    running = select(CatchUp).where(pair, CatchUp.kind == "messages", or_(CatchUp.state == "asked", answered))
    return db.session.scalar(running.order_by(CatchUp.id.desc()).limit(1))


# --- what is new ----------------------------------------------------------------------------------------------


def new_to(person_id: Any) -> ColumnElement[bool]:
    """What the other wrote and this person has not seen."""
    return and_(
        CatchUpMessage.author_id != person_id,
        CatchUpMessage.read_at.is_(None),
        CatchUpMessage.taken_back_at.is_(None),
    )


def has_new(person: Person, catchup_id: int) -> bool:
    """Whether something in a thread is new to this person: asked before a mail says so."""
    new = and_(CatchUpMessage.catchup_id == catchup_id, new_to(person.id))
    return db.session.scalar(select(exists().where(new))) or False


def mail_is_out(message: CatchUpMessage, mail_about: Any) -> bool:
    """Whether a mail for what this author wrote and the other has not seen is on its way, or was sent."""
    unseen = select(CatchUpMessage.id).where(
        CatchUpMessage.catchup_id == message.catchup_id,
        CatchUpMessage.author_id == message.author_id,
        CatchUpMessage.read_at.is_(None),
        CatchUpMessage.is_mailed,
    )
    mailed = [mail_about(message_id) for message_id in db.session.scalars(unseen)]
    # What was taken back before its mail went out has used up no mail.
    unsent = select(OutgoingMail.about).where(
        OutgoingMail.kind == "catchups.message", OutgoingMail.about.in_(mailed), OutgoingMail.state == "dropped"
    )
    return bool(mailed) and len(mailed) > len(db.session.scalars(unsent).all())


def _with_the_two() -> tuple[Any, ...]:
    whole = joinedload(CatchUpMessage.catchup, innerjoin=True)
    return (
        whole.joinedload(CatchUp.asker, innerjoin=True).load_only(*PERSON_ON_A_LINE),
        whole.joinedload(CatchUp.asked, innerjoin=True).load_only(*PERSON_ON_A_LINE),
    )
