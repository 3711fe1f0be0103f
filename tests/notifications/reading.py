"""What tests about the inbox share: telling somebody something, and reading what their inbox says."""

from typing import Any

from sqlalchemy import func, select

from community.accounts.models import Person
from community.core import clock
from community.core.extensions import db
from community.notifications.actions.taking import note_names
from community.notifications.models import Notice


def tell(
    person: Person, title: str = "Mia asks you", *, thing: str = "", names: Person | None = None, **values: Any
) -> Notice:
    """A notice of somebody, as the inbox takes one in, without a mail. `names`: whom its title names."""
    notices = db.session.scalars(select(Notice).where(Notice.person_id == person.id, Notice.thing == (thing or title)))
    for earlier in notices:
        earlier.is_newest = False
    told = {"topic": "catchups.asked", "way": "now", "address": "/catchups", "page": "/catchups", **values}
    notice = Notice(person_id=person.id, thing=thing or title, title=title, **told)
    db.session.add(notice)
    db.session.flush()
    note_names(notice, [names.id] if names else [])
    if notice.read_at is None:
        held = db.session.get_one(Person, person.id)
        held.unread_notices += 1
    db.session.flush()
    return notice


def read(person: Person, title: str, **values: Any) -> Notice:
    """The same, read already."""
    return tell(person, title, read_at=clock.now(), **values)


def titles(person: Person) -> list[str]:
    """What stands in somebody's inbox, newest first."""
    found = select(Notice.title).where(Notice.person_id == person.id).order_by(Notice.id.desc())
    return list(db.session.scalars(found))


def unread(person: Person) -> list[str]:
    """What is unread in it."""
    found = select(Notice.title).where(Notice.person_id == person.id, Notice.read_at.is_(None))
    return list(db.session.scalars(found.order_by(Notice.id.desc())))


def count_is_true() -> bool:
    """Whether the number at every inbox is what can be counted there."""
    counted = select(func.count()).where(Notice.person_id == Person.id, Notice.read_at.is_(None)).scalar_subquery()
    wrong = select(Person.name, Person.unread_notices, counted).where(Person.unread_notices != counted)
    found = db.session.execute(wrong).all()
    assert not found, found
    return True


def badge(page: Any) -> str:
    """The number at the inbox in the navigation of a page; empty where there is none."""
    [entry] = [
        link
        for link in page.find_all("a")
        if link.get("href") == "/notifications" and "nav-entry" in link.get("class", "")
    ]
    return "".join("".join(entry.itertext()).replace("News", "").split()).replace("unread", "")
