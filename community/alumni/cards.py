"""The cards of the directory, made of rows: only what the reader may read gets onto one."""

from datetime import date
from typing import Any, NamedTuple

from community.accounts.models import Person
from community.alumni.fields import UNASKED
from community.alumni.permissions import audiences_of
from community.alumni.shown import Open, open_to

MOST_REASONS = 2


class Card(NamedTuple):
    """Somebody in the directory. `name` and `public_id` are what the avatar needs."""

    public_id: str
    name: str
    is_own: bool
    pronouns: str
    portrait: str
    headline: str
    place: str
    open: Open
    why: tuple[Any, ...]


def card(actor: Person, row: Any, why: list[Any], today: date) -> Card:
    """The card of one row of queries.directory.people."""
    readable = audiences_of(actor, row.person_id, bool(row.related))

    def read(key: str, value: Any) -> Any:
        return value if value and row.audiences.get(key, UNASKED) in readable else ""

    return Card(
        public_id=row.public_id,
        name=row.name,
        is_own=row.person_id == actor.id,
        pronouns=read("pronouns", row.pronouns),
        portrait=read("portrait", row.portrait),
        headline=read("headline", row.headline)
        or read("work", ", ".join(part for part in (row.work_role, row.work_organisation) if part)),
        place=read("place", row.place),
        open=open_to(row, row.standing, bool(row.related), today),
        why=tuple(why[:MOST_REASONS]),
    )
