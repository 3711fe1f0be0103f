"""Every reading of introductions: whom one can introduce, what waits for one's answer, and what one has proposed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from community.accounts.models import Person
from community.accounts.queries import person_by_public_id
from community.catchups.models.introductions import Introduction, IntroductionSide
from community.catchups.permissions.introductions import made_by, sides_visible_to
from community.catchups.queries.catchups import PERSON_ON_A_LINE
from community.core.columns import UtcDateTime
from community.core.extensions import db
from community.core.paging import Page, keyset
from community.core.prepared import READER, built_once, values_for

MOST_SHOWN = 50


# --- whom to introduce ----------------------------------------------------------------------------------------------


def person_to_introduce(actor: Person | None, person: str) -> tuple[Person, ...] | None:
    """The person of an address as somebody to introduce, if the actor may see them."""
    found = person_by_public_id(actor, person)
    return None if found is None else (found,)


def people_to_introduce(actor: Person | None, person: str, other: str) -> tuple[Person, ...] | None:
    """Both people of an address, if the actor may see both."""
    found = person_by_public_id(actor, person), person_by_public_id(actor, other)
    return None if found[0] is None or found[1] is None else (found[0], found[1])


# --- what waits for an answer ---------------------------------------------------------------------------------------


def side_by_public_id(actor: Person | None, introduction: str) -> IntroductionSide | None:
    """The actor's side of an introduction, as long as it is shown to them."""
    found = IntroductionSide.public_id == introduction, sides_visible_to(actor)
    return db.session.scalar(select(IntroductionSide).options(*_people()).where(*found))


def side_of(person: Person, side_id: int) -> IntroductionSide | None:
    """The side a mail is about, as long as it is shown to this person."""
    found = IntroductionSide.id == side_id, sides_visible_to(person)
    return db.session.scalar(select(IntroductionSide).options(*_people()).where(*found))


@built_once
def _sides(unanswered: bool) -> Select[IntroductionSide]:
    found = select(IntroductionSide).options(*_people()).where(_is_shown())
    if unanswered:
        found = found.where(IntroductionSide.wants.is_(None))
    return found.order_by(IntroductionSide.introduced_at.desc(), IntroductionSide.id.desc()).limit(MOST_SHOWN)


def _is_shown() -> ColumnElement[bool]:
    return sides_visible_to(READER, bindparam("introduced_now", type_=UtcDateTime()))


def has_introductions_waiting() -> ColumnElement[bool]:
    """Whether the actor has one to answer (asked with `introduced_now`)."""
    return exists().where(_is_shown(), IntroductionSide.wants.is_(None))


def introductions_waiting(actor: Person, now: datetime) -> Sequence[IntroductionSide]:
    """What the actor has not answered yet, newest first."""
    return db.session.scalars(_sides(True), values_for(actor) | {"introduced_now": now}).all()


def introductions_to(actor: Person, now: datetime) -> Sequence[IntroductionSide]:
    """What is shown to the actor, answered or not, newest first."""
    return db.session.scalars(_sides(False), values_for(actor) | {"introduced_now": now}).all()


def _people() -> tuple[ORMOption, ...]:
    return (
        joinedload(IntroductionSide.other, innerjoin=True).load_only(*PERSON_ON_A_LINE),
        joinedload(IntroductionSide.proposer, innerjoin=True).load_only(*PERSON_ON_A_LINE),
    )


# --- what one has proposed ------------------------------------------------------------------------------------------


def introductions_by(actor: Person, after: str | None, size: int = 20) -> Page[Any]:
    """Whom the actor introduced and when, newest first: all there is to know for them, whatever became of it."""
    one, other = aliased(Person), aliased(Person)
    made: Any = (
        select(one.name.label("one"), other.name.label("other"), Introduction.introduced_at)
        .select_from(Introduction)
        .join(one, one.id == Introduction.one_id)
        .join(other, other.id == Introduction.other_id)
        .where(made_by(actor))
    )
    key: Any = ((Introduction.introduced_at, "desc"), (Introduction.id, "desc"))
    return keyset(made, key=key, after=after, size=size, rows=True)


def proposed_since(actor: Person, since: datetime) -> int:
    """How many people have been introduced to each other by the actor since then, whatever became of it."""
    made = select(func.count()).where(Introduction.proposer_id == actor.id, Introduction.introduced_at > since)
    return db.session.scalar(made) or 0


def is_introduced(one: Person, other: Person, now: datetime) -> bool:
    """Whether somebody has told the two of each other lately, whatever they answered."""
    found = select(Introduction.id).where(_between(one.id, other.id), Introduction.rests_at > now)
    return db.session.scalar(found.where(Introduction.state != "untold").limit(1)) is not None


# --- for the clock and the subscribers ------------------------------------------------------------------------------


def introduction_held(introduction_id: int) -> Introduction | None:
    """The introduction with both sides as it is now, held until the end of the transaction."""
    held = select(Introduction.id).where(Introduction.id == introduction_id).with_for_update()
    if db.session.scalar(held) is None:
        return None
    whole = select(Introduction).options(selectinload(Introduction.sides)).where(Introduction.id == introduction_id)
    return db.session.scalar(whole.execution_options(populate_existing=True))


def introduction_sides(introduction_id: int) -> Sequence[IntroductionSide]:
    """Both sides, for those who are to be told."""
    return db.session.scalars(
        select(IntroductionSide)
        .options(joinedload(IntroductionSide.person, innerjoin=True))
        .where(IntroductionSide.introduction_id == introduction_id)
        .order_by(IntroductionSide.id)
    ).all()


def introductions_due(now: datetime, most: int = 200) -> Sequence[int]:
    """Ids of those to which both said yes, and of those whose time is over."""
    doubtful = (
        select(IntroductionSide.id)
        .where(IntroductionSide.introduction_id == Introduction.id, IntroductionSide.wants.is_not(True))
        .exists()
    )
    over = and_(Introduction.state.in_(("open", "cut")), Introduction.rests_at <= now)
    wanted = and_(Introduction.state == "open", Introduction.rests_at > now, ~doubtful)
    return db.session.scalars(
        select(Introduction.id).where(or_(over, wanted)).order_by(Introduction.rests_at, Introduction.id).limit(most)
    ).all()


def introductions_between(one_id: int, other_id: int) -> Sequence[int]:
    """Ids of the unfinished ones in which both people are, in whatever part."""
    both = [or_(*(column == person_id for column in _PARTS)) for person_id in (one_id, other_id)]
    return db.session.scalars(_unfinished().where(*both)).all()


def introductions_with(person_id: int) -> Sequence[int]:
    """Ids of the unfinished ones in which somebody is, in whatever part."""
    return db.session.scalars(_unfinished().where(or_(*(column == person_id for column in _PARTS)))).all()


_PARTS = (Introduction.proposer_id, Introduction.one_id, Introduction.other_id)


def _unfinished() -> Select[int]:
    return select(Introduction.id).where(Introduction.state.in_(("open", "cut"))).order_by(Introduction.id)


def _between(one_id: int, other_id: int) -> Any:
    pair = (one_id, other_id)
    return and_(Introduction.one_id.in_(pair), Introduction.other_id.in_(pair))
