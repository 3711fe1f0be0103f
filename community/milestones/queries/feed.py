"""The feed: what my people or everyone share with me, newest first, narrowed by kind, programme, cohort and words.

A page is found in two steps. First its ids: along an index for each way a milestone can reach the reader, as many as a
page holds, so that it costs the same however much others share that the reader may not see. Then its lines, where
permissions.visible_to has the last word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from community.accounts.models import ABSENT, Cohort, Participation, Person, Programme
from community.core import audiences, search
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, rows
from community.milestones.models import CIRCLE, EVERYONE, GROUPS, Milestone
from community.milestones.permissions import milestones

PAGE = 20
SEARCH_KIND = "milestone"
ORDER: Key = ((Milestone.shared_at, "desc"), (Milestone.id, "desc"))
PEOPLE = "people"
FIELDS = ("programme", "cohort")
# Of fewer people the milestones are looked up; of more they are soon met on the way through the newest.
RARE = 5_000

_ABSENT: list[Any] = [literal_column(f"'{standing}'") for standing in ABSENT]
AUTHOR, SUBJECT = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Wanted:
    """What a reader would like to read: of whom ("people" or "everyone"), which kind, from which programme or cohort
    (public ids), with which words."""

    of: str = PEOPLE
    kind: str = ""
    programme: str = ""
    cohort: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.programme or self.cohort or self.words)


def feed(actor: Person, wanted: Wanted, after: str | None = None) -> Page[Any]:
    """A page of rows (see `line`), newest first. One query; one more to see how many people a programme or cohort has."""
    if not actor.is_present:
        return Page([])
    place, terms = place_in(after, ORDER), search.asks(wanted.words)
    asked = {name: getattr(wanted, name) for name in ("kind", *FIELDS) if getattr(wanted, name)}
    values: dict[str, Any] = asked | (place or {})
    if terms:
        values |= search.question(SEARCH_KIND, wanted.words)
        page = _found(terms, wanted.of == PEOPLE, tuple(asked), place is not None)
    else:
        rare = any(field in asked for field in FIELDS) and _is_rare(wanted)
        page = _page(wanted.of == PEOPLE, tuple(asked), rare, place is not None)
    return page_of(rows(page, actor, **values), ORDER, PAGE)


@built_once
def _page(of_people: bool, asked: tuple[str, ...], rare: bool, started: bool) -> Any:
    ways = [_of_people()] if of_people else _of_everyone()
    # Of what is for everyone an index keeps each kind apart; on every other way the few milestones are asked for theirs.
    narrowed = [_narrowed(asked, rare, by_kind=not of_people and number == 0) for number in range(len(ways))]
    branches = [
        _newest(select(Milestone.id).where(way, *clauses), started) for way, clauses in zip(ways, narrowed, strict=True)
    ]
    ids = branches[0] if len(branches) == 1 else union(*(select(branch.c.id) for branch in branches)).subquery("ids")
    page = line().join(ids, ids.c.id == Milestone.id).where(milestones.visible_to(READER))
    return ordered(page, ORDER, PAGE, started=started)


def _newest(ids: Select[Any], started: bool) -> Any:
    """The first of these, as many as a page holds and the one after."""
    theirs = ids.where(Milestone.shared_at.is_not(None), milestones.nobody_missing(READER))
    return ordered(theirs, ORDER, PAGE, started=started).subquery()


def _of_people() -> ColumnElement[bool]:
    """What those share who are related to the reader, and the reader themself, as far as it reaches the reader."""
    people, mine = audiences.related(READER.id), select(READER.id.label("person_id"))
    theirs = Milestone.subject_id.in_(mine if people is None else union(mine, select(*people.subquery().c)))
    own = or_(Milestone.author_id == READER.id, Milestone.subject_id == READER.id)
    return and_(theirs, or_(own, milestones.reaches(READER, Milestone.subject_id)))


def _of_everyone() -> list[ColumnElement[bool]]:
    """Each way a milestone can reach the reader: every one is a walk along an index of its own."""
    ways = [milestones.is_for(EVERYONE)]
    for name in GROUPS:
        group = audiences.group(name, READER.id)
        if group is not None:
            ways.append(and_(milestones.is_for(name), Milestone.subject_id.in_(group)))
    # What has a cohort is for that cohort (a constraint of the table); its audience would lead along another index.
    ways.append(Milestone.cohort_id.in_(select(Participation.cohort_id).where(Participation.person_id == READER.id)))
    circles = audiences.named_groups(CIRCLE)
    if circles is not None:
        ways.append(Milestone.circle_id.in_(circles.ids_of(READER.id)))
    return [*ways, Milestone.subject_id == READER.id, Milestone.author_id == READER.id]


@built_once
def _found(terms: int, of_people: bool, asked: tuple[str, ...], started: bool) -> Any:
    """A page of the newest that hold these words."""
    wanted = [
        milestones.visible_to(READER),
        Milestone.shared_at.is_not(None),
        *_narrowed(asked, rare=False, by_kind=False),
    ]
    if of_people:
        wanted.append(_of_people())
    readable = exists().where(Milestone.id == search.entries.c.row_id, *wanted)
    hits = search.matching_terms(terms, readable=readable)
    return ordered(line().join(hits, hits.c.row_id == Milestone.id), ORDER, PAGE, started=started)


def _narrowed(asked: tuple[str, ...], rare: bool, *, by_kind: bool) -> list[ColumnElement[bool]]:
    """Clauses for what was asked for. What somebody hides on their profile finds nothing of them."""
    clauses: list[ColumnElement[bool]] = []
    if "kind" in asked:
        # A sum, where the database should not be led along the index of kinds.
        clauses.append((Milestone.kind if by_kind else Milestone.kind + "") == bindparam("kind", type_=String))
    for field in FIELDS:
        if field in asked:
            people = audiences.people_with(field, bindparam(field, type_=String))
            clauses.append(false() if people is None else _is_among(people, rare))
    return clauses


def _is_among(people: Select[Any], rare: bool) -> ColumnElement[bool]:
    if rare:
        return Milestone.subject_id.in_(people)
    own = people.selected_columns[0]
    return people.where(own == Milestone.subject_id).correlate(Milestone).exists()


def _is_rare(wanted: Wanted) -> bool:
    values = {"value": wanted.cohort or wanted.programme, "most": RARE + 1}
    return db.session.execute(_how_many(bool(wanted.cohort)), values).scalar_one() <= RARE


@built_once
def _how_many(of_cohort: bool) -> Any:
    named = (Cohort if of_cohort else Programme).public_id == bindparam("value", type_=String)
    some = (
        select(Participation.person_id)
        .join(Cohort, Cohort.id == Participation.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .where(named)
        .limit(bindparam("most"))
    )
    return select(func.count()).select_from(some.subquery())


def newest_of_people(*more: ColumnElement[bool]) -> Any:
    """The statement of the newest `most` lines of what others of the reader's people share, narrowed by these clauses."""
    others = and_(Milestone.author_id != READER.id, Milestone.subject_id != READER.id)
    shared = and_(Milestone.shared_at.is_not(None), milestones.nobody_missing(READER))
    directed = [column.desc() for column, _direction in ORDER]
    ids = select(Milestone.id).where(_of_people(), others, shared, *more).order_by(*directed)
    newest = ids.limit(bindparam("most", type_=Integer)).subquery()
    return line().join(newest, newest.c.id == Milestone.id).where(milestones.visible_to(READER)).order_by(*directed)


def line() -> Any:
    """The columns of a milestone on a list: itself, its subject, and its author as long as they are here (None otherwise)."""
    itself = (
        Milestone.id, Milestone.public_id, Milestone.kind, Milestone.on, Milestone.words, Milestone.picture,
        Milestone.picture_alt, Milestone.picture_width, Milestone.picture_height, Milestone.audience,
        Milestone.cohort_id, Milestone.state, Milestone.shared_at, Milestone.edited_at, Milestone.author_id,
        Milestone.subject_id, Milestone.created_at, Milestone.reworded,
    )  # fmt: skip
    subject = (SUBJECT.public_id, SUBJECT.name, SUBJECT.standing, SUBJECT.portrait)
    return (
        select(
            *itself,
            *(column.label(f"subject_{column.key}") for column in subject),
            case((author_is_here(), AUTHOR.public_id)).label("author_public_id"),
            case((author_is_here(), AUTHOR.name)).label("author_name"),
        )
        .join(SUBJECT, SUBJECT.id == Milestone.subject_id)
        .join(AUTHOR, AUTHOR.id == Milestone.author_id)
    )


def author_is_here() -> ColumnElement[bool]:
    """Clause beside `line`: whoever tells it takes part."""
    return AUTHOR.standing.not_in(_ABSENT)


def filters() -> Sequence[Any]:
    """Every cohort with its programme, to choose from: rows of programme, programme_name, cohort, cohort_name (public ids)."""
    return db.session.execute(_filters()).all()


@built_once
def _filters() -> Any:
    return (
        select(
            Programme.public_id.label("programme"),
            Programme.name.label("programme_name"),
            Cohort.public_id.label("cohort"),
            Cohort.name.label("cohort_name"),
        )
        .join(Cohort, Cohort.programme_id == Programme.id)
        .order_by(Programme.name_folded, Cohort.name.desc())
        .limit(500)
    )
