"""The feed: what my people or everyone share with me, newest first, narrowed by kind, programme, cohort and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, case, exists, literal, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import ABSENT, Cohort, Participation, Person, Programme
from community.core import search
from community.core.extensions import db
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, related_to_reader, rows
from community.milestones.models import Milestone
from community.milestones.permissions import milestones

PAGE = 20
SEARCH_KIND = "milestone"
ORDER: Key = ((Milestone.shared_at, "desc"), (Milestone.id, "desc"))
PEOPLE, EVERYONE = "people", "everyone"

_ABSENT = [literal(standing) for standing in ABSENT]
AUTHOR, SUBJECT = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Wanted:
    """What a reader would like to read: of whom, of which kind, from which programme or cohort (public ids), with which words."""

    of: str = PEOPLE
    kind: str = ""
    programme: str = ""
    cohort: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.programme or self.cohort or self.words)


def feed(actor: Person, wanted: Wanted, after: str | None = None) -> Page[Any]:
    """A page of rows (see `line`), newest first. One query."""
    if not actor.is_present:
        return Page([])
    place, terms = place_in(after, ORDER), search.asks(wanted.words)
    values: dict[str, Any] = {"kind": wanted.kind, "programme": wanted.programme, "cohort": wanted.cohort}
    values = {name: value for name, value in values.items() if value}
    shape = tuple(values)
    if terms:
        values |= search.question(SEARCH_KIND, wanted.words)
    page = _page(wanted.of == PEOPLE, shape, terms, place is not None)
    return page_of(rows(page, actor, **values | (place or {})), ORDER, PAGE)


@built_once
def _page(of_people: bool, shape: tuple[str, ...], terms: int, started: bool) -> Any:
    wanted = [Milestone.shared_at.is_not(None), milestones.visible_to(READER), *_narrowed(shape)]
    if of_people:
        wanted.append(or_(related_to_reader(Milestone.subject_id), Milestone.subject_id == READER.id))
    found = line().where(*wanted)
    if terms:
        readable = exists().where(Milestone.id == search.entries.c.row_id, *wanted)
        hits = search.matching_terms(terms, readable=readable)
        found = line().join(hits, hits.c.row_id == Milestone.id)
    return ordered(found, ORDER, PAGE, started=started)


def _narrowed(shape: tuple[str, ...]) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if "kind" in shape:
        clauses.append(Milestone.kind == bindparam("kind", type_=String))
    if "cohort" in shape or "programme" in shape:
        part = select(literal(1)).where(Participation.person_id == Milestone.subject_id)
        part = part.join(Cohort, Cohort.id == Participation.cohort_id)
        if "cohort" in shape:
            part = part.where(Cohort.public_id == bindparam("cohort", type_=String))
        if "programme" in shape:
            part = part.join(Programme, Programme.id == Cohort.programme_id)
            part = part.where(Programme.public_id == bindparam("programme", type_=String))
        clauses.append(part.correlate(Milestone).exists())
    return clauses


def line() -> Any:
    """The columns of a milestone on a list: itself, its subject, and its author as long as they are here (None otherwise)."""
    itself = (
        Milestone.id, Milestone.public_id, Milestone.kind, Milestone.on, Milestone.words, Milestone.picture,
        Milestone.picture_alt, Milestone.audience, Milestone.cohort_id, Milestone.state, Milestone.shared_at,
        Milestone.edited_at, Milestone.author_id, Milestone.subject_id, Milestone.created_at,
    )  # fmt: skip
    subject = (SUBJECT.public_id, SUBJECT.name, SUBJECT.standing, SUBJECT.portrait)
    author_is_here = AUTHOR.standing.not_in(_ABSENT)
    return (
        select(
            *itself,
            *(column.label(f"subject_{column.key}") for column in subject),
            case((author_is_here, AUTHOR.public_id)).label("author_public_id"),
            case((author_is_here, AUTHOR.name)).label("author_name"),
        )
        .join(SUBJECT, SUBJECT.id == Milestone.subject_id)
        .join(AUTHOR, AUTHOR.id == Milestone.author_id)
    )


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
