"""Questions to the inbox: its page, grouped by thing, and what a page of the site shows of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from community.accounts.models import Person
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, columns, rows
from community.notifications.models import Notice
from community.notifications.permissions import visible_to

PAGE = 20
MOST_FOLDED = 10
LINE = (
    Notice.id, Notice.public_id, Notice.thing, Notice.title, Notice.address, Notice.created_at, Notice.read_at,
)  # fmt: skip
NEWEST_FIRST: Key = ((Notice.created_at, "desc"), (Notice.id, "desc"))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is folded beneath the newest notice of a thing: the next few, how many there are, and how many of them are unread."""

    notices: list[Any]
    many: int
    unread: int


def mails_since(person: Person, since: datetime) -> int:
    """How many mails of somebody's budget were used since then: sent, or still to be sent; not what they saw before, or held back."""
    taken = (Notice.person_id == person.id, Notice.in_budget, Notice.created_at > since)
    used = (Notice.way == "now", or_(Notice.told_at.is_not(None), Notice.read_at.is_(None)))
    return db.session.scalar(select(func.count()).select_from(Notice).where(*taken, *used)) or 0


def state_of_mail(mail_id: int) -> Any | None:
    """Of the notice that goes with a mail: when it was read, and its way; None where a mail stands in no inbox."""
    found = columns(_STATE, mail=mail_id)
    return found[0] if found else None


_STATE = select(Notice.read_at, Notice.way).where(Notice.mail_id == bindparam("mail"))


def notice_of_mail(mail_id: int) -> Notice | None:
    """The notice that goes with a mail."""
    return db.session.scalar(_OF_MAIL, {"mail": mail_id})


_OF_MAIL = select(Notice).where(Notice.mail_id == bindparam("mail"))


def inbox(person: Person, *, after: str | None = None, unread_only: bool = False) -> Page[Any]:
    """A page of somebody's inbox, newest first: of each thing its newest notice. `unread_only`: things with something unread.

    Its rows, and those of `earlier_about`, have the columns of LINE.
    """
    if not person.is_present:
        return Page([])
    place = place_in(after, NEWEST_FIRST)
    return page_of(rows(_inbox(unread_only, place is not None), person, **(place or {})), NEWEST_FIRST, PAGE)


@built_once
def _inbox(unread_only: bool, started: bool) -> Any:
    newest: Any = select(*LINE).where(visible_to(READER), Notice.is_newest)
    if unread_only:
        unread = select(Notice.thing).where(visible_to(READER), Notice.read_at.is_(None))
        newest = newest.where(Notice.thing.in_(unread))
    return ordered(newest, NEWEST_FIRST, PAGE, started=started)


def earlier_about(person: Person, things: Collection[str]) -> dict[str, Earlier]:
    """By thing, what the inbox folds beneath its newest notice: the latest few of each, newest first."""
    found: dict[str, Earlier] = {}
    for notice in rows(_earlier(), person, things=[*things]) if things else ():
        found.setdefault(notice.thing, Earlier([], notice.many, notice.unread)).notices.append(notice)
    return found


@built_once
def _earlier() -> Any:
    same: Any = {"partition_by": Notice.thing}
    many = func.count().over(**same)
    ranked = (
        select(
            *LINE,
            func.row_number().over(**same, order_by=Notice.id.desc()).label("place"),
            many.label("many"),
            (many - func.count(Notice.read_at).over(**same)).label("unread"),
        )
        .where(visible_to(READER), Notice.thing.in_(bindparam("things", expanding=True)), ~Notice.is_newest)
        .subquery()
    )
    return select(ranked).where(ranked.c.place <= MOST_FOLDED).order_by(ranked.c.place)


def by_public_id(actor: Person, notice: str) -> Notice | None:
    """A notice of somebody's own inbox."""
    return db.session.scalar(select(Notice).where(visible_to(actor), Notice.public_id == notice))


def unread_about(person_id: int, page: str) -> Sequence[int]:
    """Somebody's unread notices that lead to a page of the site."""
    return [notice.id for notice in columns(_UNREAD_ABOUT, person_id=person_id, page=page)]


_UNREAD_ABOUT = select(Notice.id).where(
    Notice.person_id == bindparam("person_id"), Notice.page == bindparam("page"), Notice.read_at.is_(None)
)


def owners_and_things(notice_ids: Collection[int]) -> set[tuple[int, str]]:
    """Whose inbox these notices stand in, and what they are about."""
    found = db.session.execute(select(Notice.person_id, Notice.thing).where(Notice.id.in_(notice_ids)))
    return {(owner, thing) for owner, thing in found}
