"""What was said to milestones: names beneath a line of the feed, and the whole on a page of its own."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, rows
from community.milestones.models import WORDS, Congratulation, Milestone
from community.milestones.permissions import milestones
from community.milestones.permissions.congratulations import readable_below

PAGE = 20
OUT_OF_SIGHT = 50
NAMED = 4  # beneath a line of the feed; whoever wants to read more opens it
ORDER: Key = ((Congratulation.id, "asc"),)


def congratulations_of(actor: Person, milestone: Milestone, after: str | None = None) -> Page[Any]:
    """What was said to a milestone the actor may see, first said first. Rows of id, public_id, kind, words, created_at,
    edited_at, thanks (only those the actor may read), thanks_openly, thanked_at, and person_public_id, person_name, person_portrait, is_mine.
    """
    place = place_in(after, ORDER)
    found = rows(_said(place is not None), actor, milestone=milestone.id, **(place or {}))
    return page_of(found, ORDER, PAGE)


@built_once
def _said(started: bool) -> Any:
    one = Congratulation
    may_read_thanks = or_(one.thanks_openly, one.person_id == READER.id, Milestone.subject_id == READER.id)
    said = (
        select(
            one.id, one.public_id, one.kind, one.words, one.created_at, one.edited_at,
            case((may_read_thanks, one.thanks)).label("thanks"),
            case((may_read_thanks, one.thanked_at)).label("thanked_at"),
            one.thanks_openly, one.person_id, (one.person_id == READER.id).label("is_mine"),
            Person.public_id.label("person_public_id"), Person.name.label("person_name"),
            Person.portrait.label("person_portrait"),
        )
        .join(Milestone, Milestone.id == one.milestone_id)
        .join(Person, Person.id == one.person_id)
        .where(one.milestone_id == bindparam("milestone", type_=Integer), readable_below(READER))
    )  # fmt: skip
    return ordered(said, ORDER, PAGE, started=started)


def congratulators(actor: Person, milestone_ids: Collection[int], most: int = NAMED) -> dict[int, list[Any]]:
    """Who congratulated each of these milestones (which the actor may see), a few names each: rows of kind, person_id,
    person_public_id, person_name by milestone. One query; there may be one more than `most`, to say "and others"."""
    found: dict[int, list[Any]] = {}
    if milestone_ids:
        for row in rows(_congratulators(), actor, milestones=[*milestone_ids], most=most + 1):
            found.setdefault(row.milestone_id, []).append(row)
    return found


@built_once
def _congratulators() -> Any:
    ids: Any = bindparam("milestones", expanding=True)
    inner = aliased(Congratulation)
    newest = (
        select(inner.id)
        .where(inner.milestone_id == Milestone.id)
        .order_by(inner.id.desc())
        .limit(bindparam("most", type_=Integer))
    )
    return (
        select(
            Congratulation.milestone_id,
            Congratulation.kind,
            Congratulation.person_id,
            Person.public_id.label("person_public_id"),
            Person.name.label("person_name"),
        )
        .join(Milestone, Milestone.id == Congratulation.milestone_id)
        .join(Person, Person.id == Congratulation.person_id)
        .where(Milestone.id.in_(ids), Congratulation.id.in_(newest.correlate(Milestone)), readable_below(READER))
        .order_by(Congratulation.id.desc())
    )


def said_by(actor: Person, milestone_ids: Collection[int]) -> dict[int, set[str]]:
    """What the actor has said to each of these milestones: {id: {"words", "applause"}}. One query."""
    found: dict[int, set[str]] = {}
    if milestone_ids:
        for milestone_id, kind in rows(_said_by(), actor, milestones=[*milestone_ids]):
            found.setdefault(milestone_id, set()).add(kind)
    return found


@built_once
def _said_by() -> Any:
    ids: Any = bindparam("milestones", expanding=True)
    own = Congratulation.person_id == READER.id
    return select(Congratulation.milestone_id, Congratulation.kind).where(own, Congratulation.milestone_id.in_(ids))


def own_words(actor: Person, milestone: Milestone) -> Sequence[Any]:
    """What the actor has said to a milestone: rows of public_id, kind, words."""
    return rows(_own_words(), actor, milestone=milestone.id)


@built_once
def _own_words() -> Any:
    one = Congratulation.milestone_id == bindparam("milestone", type_=Integer)
    columns = (Congratulation.public_id, Congratulation.kind, Congratulation.words)
    own = and_(one, Congratulation.person_id == READER.id)
    return select(*columns).where(own).order_by(Congratulation.kind == WORDS)


def said_rows(actor: Person, milestone_id: int, kind: str) -> Sequence[Congratulation]:
    """What the actor has said to a milestone in this way: one row or none, for an action."""
    own = (Congratulation.person_id == actor.id, Congratulation.kind == kind)
    return db.session.scalars(select(Congratulation).where(Congratulation.milestone_id == milestone_id, *own)).all()


def out_of_sight(actor: Person) -> Sequence[Any]:
    """What the actor said to milestones they may not see any more, newest first: rows of public_id, kind, words, created_at."""
    return rows(_out_of_sight(), actor)


@built_once
def _out_of_sight() -> Any:
    columns = (Congratulation.public_id, Congratulation.kind, Congratulation.words, Congratulation.created_at)
    in_sight = exists().where(Milestone.id == Congratulation.milestone_id, milestones.visible_to(READER))
    own = select(*columns).where(Congratulation.person_id == READER.id, ~in_sight.correlate(Congratulation))
    return own.order_by(Congratulation.id.desc()).limit(OUT_OF_SIGHT)
