"""Questions for looking through inboxes again: whose, which notices, and which have been kept long enough."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.notifications.models import Notice, NoticeName


def with_mails(
    person_id: int, most: int, thing: str | None = None, below: int | None = None, *, unread_only: bool = False
) -> Sequence[Any]:
    """Some notices of somebody, newest first, each with its mail if that is kept: of one thing or of all, and from below a notice on."""
    found = select(Notice, OutgoingMail).outerjoin(OutgoingMail, OutgoingMail.id == Notice.mail_id)
    found = found.where(Notice.person_id == person_id, *([Notice.thing == thing] if thing else []))
    found = found.where(Notice.id < below) if below is not None else found
    found = found.where(Notice.read_at.is_(None)) if unread_only else found
    return db.session.execute(found.order_by(Notice.id.desc()).limit(most)).all()


def owners_about(thing: str) -> Sequence[int]:
    """Everybody whose inbox has something about a thing."""
    return db.session.scalars(
        select(Notice.person_id).where(Notice.thing == thing).distinct().order_by(Notice.person_id)
    ).all()


def of_mail_about(person_id: int, ending: str) -> Sequence[int]:
    """Somebody's notices of mails whose `about` ends so."""
    found = select(Notice.id).join(OutgoingMail, OutgoingMail.id == Notice.mail_id)
    return db.session.scalars(
        found.where(Notice.person_id == person_id, OutgoingMail.about.endswith(ending, autoescape=True))
    ).all()


def naming(owner_id: int, person_id: int) -> set[int]:
    """Somebody's notices that name a person."""
    found = select(Notice.id).join(NoticeName, NoticeName.notice_id == Notice.id)
    return set(db.session.scalars(found.where(Notice.person_id == owner_id, NoticeName.person_id == person_id)))


def owners_naming(person_id: int) -> Sequence[int]:
    """Everybody whose inbox names a person."""
    found = select(Notice.person_id).join(NoticeName, NoticeName.notice_id == Notice.id)
    return db.session.scalars(
        found.where(NoticeName.person_id == person_id).distinct().order_by(Notice.person_id)
    ).all()


def owners_of_unread(since: datetime, part: int, parts: int) -> Sequence[int]:
    """One part of everybody with something unread that came since then."""
    unread = (Notice.read_at.is_(None), Notice.created_at > since, Notice.person_id % parts == part)
    return db.session.scalars(select(Notice.person_id).where(*unread).distinct().order_by(Notice.person_id)).all()


def ids_of(person_id: int) -> Sequence[int]:
    """All notices of somebody."""
    return db.session.scalars(select(Notice.id).where(Notice.person_id == person_id)).all()


def outlived(read_before: datetime, any_before: datetime, most: int) -> Sequence[int]:
    """Notices read and older than the one instant, or older than the other."""
    old = or_(Notice.created_at < any_before, Notice.read_at.is_not(None))
    found = select(Notice.id).where(Notice.created_at < read_before, old).order_by(Notice.created_at, Notice.id)
    return db.session.scalars(found.limit(most)).all()
