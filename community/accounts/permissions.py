"""Who may see whom: the ground all other permissions stand on."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, exists, false, literal, literal_column, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import ABSENT, Block, Person
from community.core.policy import Permission
from community.core.prepared import READER, built_once, rows


def _blocked_between(actor: Person, person: Person) -> bool:
    return bool(rows(_blocks_between(), actor, person=person.id))


@built_once
def _blocks_between() -> Any:
    return select(literal(1)).where(blocked_with(READER.id, bindparam("person", type_=Integer)))


def _may_see(actor: Any, person: Any) -> bool:
    if actor is None or person is None or not actor.is_present:
        return False
    if actor.id == person.id:
        return True
    return person.is_present and not _blocked_between(actor, person)


SEE_PERSON = Permission("accounts.see_person", _may_see)


def visible_to(actor: Person | None, person: Any = Person) -> ColumnElement[bool]:
    """The SQL twin of SEE_PERSON: a clause on `person` (Person or an alias of it).

    Said as "not absent": nearly everybody is present, and no database should look for them by an index over standing.
    """
    if actor is None or not actor.is_present:
        return false()
    return or_(
        person.id == actor.id,
        and_(person.standing.not_in(_ABSENT), ~blocked_with(actor.id, person.id)),
    )


# Written into the SQL: PostgreSQL plans a statement for all values of its parameters alike, and would expect nearly nobody present.
_ABSENT: list[Any] = [literal_column(f"'{standing}'") for standing in ABSENT]

# Aliases, so that no query with blocks of its own is confused; made once, because making one takes as long as a query.
_by_actor, _by_person = aliased(Block), aliased(Block)


def blocked_with(actor_id: Any, person_id: Any) -> ColumnElement[bool]:
    """Clause: a block stands between the actor and the person of column `person_id`, either way.

    Both may be columns of any select around it, however deep it stands: only the blocks are its own.
    """
    return or_(
        exists().where(_by_actor.blocker_id == actor_id, _by_actor.blocked_id == person_id).correlate_except(_by_actor),
        exists()
        .where(_by_person.blocked_id == actor_id, _by_person.blocker_id == person_id)
        .correlate_except(_by_person),
    )


COORDINATE = Permission(
    "accounts.coordinate",
    lambda actor, row: actor is not None and actor.is_present and actor.is_coordinator,
)
MODERATE = Permission(
    "accounts.moderate",
    lambda actor, row: actor is not None and actor.is_present and actor.is_moderator,
)

BLOCK = Permission(
    "accounts.block",
    lambda actor, row: _may_see(actor, row) and actor.id != row.id,
)
UNBLOCK = Permission(
    "accounts.unblock",
    lambda actor, row: actor is not None and actor.is_present and row is not None and row.id != actor.id,
)
OWN_PASSKEY = Permission(
    "accounts.own_passkey",
    lambda actor, row: actor is not None and actor.is_present and row is not None and row.person_id == actor.id,
)
