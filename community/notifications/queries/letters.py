"""Whose letter is due, and what has been kept for it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.prepared import READER, built_once, rows, values_for
from community.notifications.hours import FURTHEST_AHEAD
from community.notifications.models import LETTER_MAIL, MailWishes, Notice, TopicWish

MOST_KEPT = 100  # of one person, in one letter

KEPT = (Notice.way == "letter", Notice.read_at.is_(None), Notice.told_at.is_(None))


def whose_hour_has_come(now: datetime, most: int) -> Sequence[Any]:
    """Some of those whose letter is due, longest waiting first, their rows held; what another worker holds is left to it.

    Rows of id, email, email_bounced_at, standing, time_zone, rhythm, weekday, hour, letter_at.
    """
    return _held(MailWishes.next_at <= now, most, MailWishes.next_at)


def who_has_no_hour(now: datetime, most: int) -> Sequence[Any]:
    """The same of those who want letters and have no hour yet, or one so far ahead that a clock must have been wrong."""
    unplaced = MailWishes.next_at.is_(None) & (MailWishes.rhythm != "never") & (Person.standing != "left")
    return _held(or_(unplaced, MailWishes.next_at > now + FURTHEST_AHEAD), most)


def _held(which: ColumnElement[bool], most: int, *order: Any) -> Sequence[Any]:
    of_person = (Person.id, Person.email, Person.email_bounced_at, Person.standing, Person.time_zone)
    wishes = (MailWishes.rhythm, MailWishes.weekday, MailWishes.hour, MailWishes.letter_at)
    found = select(*of_person, *wishes).join_from(MailWishes, Person, Person.id == MailWishes.person_id).where(which)
    return db.session.execute(found.order_by(*order).limit(most).with_for_update(of=MailWishes, skip_locked=True)).all()


def kept_for(person_ids: Collection[int]) -> dict[int, list[int]]:
    """What is kept for the letters of people: ids of notices, by person."""
    found = select(Notice.person_id, Notice.id).where(Notice.person_id.in_(person_ids), *KEPT).order_by(Notice.id)
    kept: dict[int, list[int]] = {}
    for person_id, notice_id in db.session.execute(found):
        kept.setdefault(person_id, []).append(notice_id)
    return kept


def letter_by_mail_id(mail_id: int) -> OutgoingMail | None:
    """A letter as it was posted."""
    return db.session.get(OutgoingMail, mail_id)


@built_once
def _state() -> Any:
    own, newer = aliased(OutgoingMail), aliased(OutgoingMail)
    recipient = bindparam("recipient", type_=String)
    overtaken = exists().where(
        own.kind == LETTER_MAIL,
        own.recipient == recipient,
        own.about == bindparam("about", type_=String),
        newer.kind == LETTER_MAIL,
        newer.recipient == recipient,
        newer.id > own.id,
    )
    wishes = (MailWishes.rhythm, MailWishes.next_at, MailWishes.letter_at)
    return select(*wishes, overtaken.label("is_overtaken")).where(MailWishes.person_id == READER.id)


def state_of_letter(person: Person, about: str) -> Any | None:
    """How a letter stands that was posted before: rhythm, next_at and letter_at of now, and whether a newer one was posted."""
    found = rows(_state(), person, recipient=f"p:{person.id}", about=about)
    return found[0] if found else None


def _for_this_letter() -> ColumnElement[bool]:
    """What was written down for a letter and is still to be told in it: unread, untold, and about no topic switched off since."""
    some: Any = bindparam("notices", expanding=True, type_=Integer)
    never = exists().where(TopicWish.person_id == READER.id, TopicWish.topic == Notice.topic, TopicWish.way == "never")
    return and_(Notice.id.in_(some), *KEPT, ~never)


@built_once
def _kept_notices() -> Any:
    return (
        select(Notice.thing, Notice.created_at, OutgoingMail)
        .join(OutgoingMail, OutgoingMail.id == Notice.mail_id)
        .where(Notice.person_id == READER.id, _for_this_letter(), OutgoingMail.state == "kept")
        .order_by(Notice.created_at.desc(), Notice.id.desc())
        .limit(MOST_KEPT)
    )


def kept_notices(person: Person, notice_ids: Collection[int]) -> Sequence[Any]:
    """Of notices that were kept for a letter, those still unread and untold, newest first: thing, created_at, and the mail.

    What cannot be composed at the moment is tried by itself and not kept meanwhile.
    """
    if not notice_ids:
        return []
    values = values_for(person) | {"notices": [*notice_ids]}
    return db.session.execute(_kept_notices(), values).all()


@built_once
def _things_kept() -> Any:
    kept = select(Notice.thing).join(OutgoingMail, OutgoingMail.id == Notice.mail_id).distinct()
    kept = kept.where(Notice.person_id == READER.id, _for_this_letter(), OutgoingMail.state == "kept")
    return select(func.count()).select_from(kept.subquery())


def how_many_things(person: Person, notice_ids: Collection[int], found: Sequence[Any]) -> int:
    """How many things these notices are about, also where there are more of them than kept_notices `found`."""
    if len(found) < MOST_KEPT:
        return len({row.thing for row in found})
    values = values_for(person) | {"notices": [*notice_ids]}
    return int(db.session.scalar(_things_kept(), values) or 0)


@built_once
def _told() -> Any:
    things: Any = bindparam("things", expanding=True, type_=String)
    return (
        select(Notice.thing, func.max(Notice.created_at))
        .outerjoin(OutgoingMail, OutgoingMail.id == Notice.mail_id)
        .where(Notice.person_id == READER.id, Notice.thing.in_(things))
        .where(or_(~_for_this_letter(), OutgoingMail.state == "failed"))
        .group_by(Notice.thing)
    )


def told_of(person: Person, things: Collection[str], notice_ids: Collection[int]) -> dict[str, datetime]:
    """Of things, those of which a notice tells that is not for the letter with `notice_ids` to tell (mailed, read, in an earlier
    letter, kept for the next, not wanted, or not to be said at the moment): when the newest came."""
    if not things:
        return {}
    return dict(rows(_told(), person, things=[*things], notices=[*notice_ids]))  # type: ignore[arg-type]
