"""The directory: a page of cards, filtered by what the reader may read, and the values to filter by."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from community.accounts.models import Availability, Block, Person
from community.accounts.permissions import visible_to
from community.alumni.facets import KINDS
from community.alumni.models import Facet, FacetValue, Profile
from community.alumni.permissions import facets_visible_to
from community.core import search
from community.core.audiences import Audience
from community.core.extensions import db
from community.core.paging import Page, keyset
from community.core.prepared import READER, built_once, related_to_reader, values_for

PAGE = 20
CHOICES = 40
SEARCH_KIND = "person"
OPEN_TO = ("catchups", "peer_mentoring", "circles")
# A value fewer people have than this is looked up first; one more common is met soon enough on a walk down the ranks.
RARE = 1_000

Value = tuple[str, str]
Options = dict[str, dict[str, tuple[str, int]]]


@dataclass(frozen=True)
class Wanted:
    """What a reader is looking for: words, one value of each kind (folded), and something people are open to."""

    words: str = ""
    programme: str = ""
    cohort: str = ""
    field: str = ""
    place: tuple[str, ...] = ()
    language: str = ""
    offers: str = ""
    wants: str = ""
    open_to: str = ""

    def values(self) -> list[Value]:
        """(kind, value) of every facet asked for."""
        single = [
            (kind, getattr(self, kind)) for kind in KINDS if kind != "place" and getattr(self, kind)
        ]
        return single + [("place", part) for part in self.place]

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


def people(
    actor: Person, wanted: Wanted, options: Options, today: date, after: str | None
) -> Page[Any]:
    """A page of rows for cards, best first when words were asked for, in the order of the directory otherwise."""
    if not actor.is_present:
        return Page([])
    if search.asks(wanted.words):
        return _people_by_words(actor, wanted, options, today, after)
    values = _rarest_first(wanted, options)
    rare = bool(values) and _how_common(values[0], options) < RARE
    clauses = _open_to(wanted.open_to, today)
    if rare:
        clauses.append(Profile.person_id.in_(_all_having(values)))
    else:
        clauses += [_has(kind, value) for kind, value in values]
    cards = _visible_cards().where(*clauses) if clauses else _visible_cards()
    # Ordering by a sum instead of the column keeps the database from walking all ranks in search of a rare value.
    rank = Profile.directory_rank + 0 if rare else Profile.directory_rank
    return keyset(
        cards,
        key=((rank, "desc"), (Profile.person_id, "desc")),
        after=after,
        size=PAGE,
        rows=True,
        values=values_for(actor),
    )


def _people_by_words(
    actor: Person, wanted: Wanted, options: Options, today: date, after: str | None
) -> Page[Any]:
    entry = search.entries.c
    here = select(Person.id).where(
        Person.id == entry.row_id, visible_to(READER), *_open_to(wanted.open_to, today)
    )
    if wanted.open_to:
        here = here.join(Availability, Availability.person_id == Person.id)
    readable = and_(_readable_entries(), here.correlate(search.entries).exists())
    among = _all_having(_rarest_first(wanted, options))
    found = search.matching(SEARCH_KIND, wanted.words, readable=readable, among=among)
    cards = _cards().join(found, found.c.row_id == Profile.person_id)
    return keyset(
        cards,
        key=((found.c.rank, "desc"), (Profile.person_id, "desc")),
        after=after,
        size=PAGE,
        rows=True,
        values=values_for(actor),
    )


def _rarest_first(wanted: Wanted, options: Options) -> list[Value]:
    return sorted(wanted.values(), key=lambda one: _how_common(one, options))


def _all_having(values: list[Value]) -> Any:
    """The people who have all of these values, as a select of ids that begins with the first; None for no values."""
    if not values:
        return None
    (kind, value), *others = values
    facet = aliased(Facet)
    first = select(facet.person_id).where(
        facet.kind == kind, facet.value == value, facets_visible_to(READER, facet)
    )
    return first.where(*(_has(kind, value, facet.person_id) for kind, value in others))


@built_once
def _readable_entries() -> ColumnElement[bool]:
    entry = search.entries.c
    own_or_related = or_(entry.row_id == READER.id, related_to_reader(entry.row_id))
    return or_(
        entry.audience == Audience.MEMBERS, and_(entry.audience == Audience.RELATED, own_or_related)
    )


@built_once
def _cards() -> Any:
    return (
        select(
            Profile.person_id, Person.public_id, Person.name, Person.pronouns, Person.portrait, Person.standing,
            Profile.headline, Profile.place, Profile.work_role, Profile.work_organisation, Profile.audiences,
            Availability.catchups, Availability.catchups_until, Availability.catchups_then,
            Availability.peer_mentoring, Availability.speaks_to_circles,
            related_to_reader(Profile.person_id).label("related"),
        )
        .join(Person, Person.id == Profile.person_id)
        .join(Availability, Availability.person_id == Profile.person_id)
    )  # fmt: skip


@built_once
def _visible_cards() -> Select[Any]:
    return _cards().where(visible_to(READER))


def _has(kind: str, value: str, person_id: Any = Profile.person_id) -> ColumnElement[bool]:
    facet = aliased(Facet)
    return (
        select(literal(1))
        .where(
            facet.person_id == person_id,
            facet.kind == kind,
            facet.value == value,
            facets_visible_to(READER, facet),
        )
        .exists()
    )


def _how_common(one: Value, options: Options) -> int:
    """About how many people have a value; one too rare to be among the choices counts as nobody's."""
    kind, value = one
    return options.get(kind, {}).get(value, ("", 0))[1]


def _open_to(what: str, today: date) -> list[ColumnElement[bool]]:
    """Clauses on Availability and Person: open to this, for this reader, today. Nobody quiet is.

    Said in terms whose frequency the database knows, so that it walks the ranks where most people qualify.
    """
    here = Person.standing != "quiet"
    if what == "catchups":
        anyone, related = _catchups_now("anyone", today), _catchups_now("related", today)
        return [here, or_(anyone, and_(related, related_to_reader(Availability.person_id)))]
    if what == "peer_mentoring":
        return [here, Availability.peer_mentoring != "closed"]
    if what == "circles":
        return [here, Availability.speaks_to_circles.is_(True)]
    return []


def _catchups_now(asked_by: str, today: date) -> ColumnElement[bool]:
    """The SQL twin of Availability.catchups_on(today) == asked_by."""
    over = and_(Availability.catchups == "not_now", Availability.catchups_until < today)
    return or_(
        Availability.catchups == asked_by, and_(over, Availability.catchups_then == asked_by)
    )


def _most_common(kind: str) -> Select[Any]:
    found = (
        select(FacetValue.kind, FacetValue.value, FacetValue.label, FacetValue.people)
        .where(FacetValue.kind == kind, FacetValue.people > 0)
        .order_by(FacetValue.people.desc(), FacetValue.value)
        .limit(CHOICES)
        .subquery()
    )
    return select(found)


def _of_the_blocked() -> Any:
    by_me = select(Block.blocked_id).where(Block.blocker_id == bindparam("actor"))
    by_them = select(Block.blocker_id).where(Block.blocked_id == bindparam("actor"))
    return (
        select(Facet.kind, Facet.value, literal(""), -func.count())
        .where(Facet.audience == Audience.MEMBERS, Facet.person_id.in_(by_me.union(by_them)))
        .group_by(Facet.kind, Facet.value)
    )


_OPTIONS = union_all(*(_most_common(kind) for kind in KINDS), _of_the_blocked())


def options(actor: Person) -> Options:
    """The commonest values of each kind: kind -> {value: (label, how many)}. What only blocked people have is not among them."""
    found: Options = {}
    for kind, value, label, count in db.session.execute(_OPTIONS, {"actor": actor.id}).all():
        known = found.setdefault(kind, {})
        if count > 0:
            known[value] = (label, count)
        elif value in known:
            known[value] = (known[value][0], known[value][1] + count)
    return {
        kind: {value: one for value, one in known.items() if one[1] > 0}
        for kind, known in found.items()
    }
