"""The directory: a page of cards, filtered by what the reader may read, and the values to filter by."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    and_,
    bindparam,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from community.accounts.models import Availability, Person
from community.accounts.permissions import visible_to
from community.alumni.facets import KINDS
from community.alumni.models import Facet, Profile
from community.alumni.permissions import facets_visible_to
from community.alumni.queries.offered import Options
from community.core import search
from community.core.audiences import Audience
from community.core.paging import Key, Page, ordered, page_of, place_in
from community.core.prepared import READER, built_once, each_related_to_reader, related_to_reader, rows, values_for

PAGE = 20
SEARCH_KIND = "person"
ORDER: Key = ((Profile.directory_rank, "desc"), (Profile.person_id, "desc"))
OPEN_TO = ("catchups", "peer_mentoring", "circles")
# A value fewer people have than this is looked up first; one more common is met soon enough on a walk down the ranks.
RARE = 1_000

Value = tuple[str, str]


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
        single = [(kind, getattr(self, kind)) for kind in KINDS if kind != "place" and getattr(self, kind)]
        return single + [("place", part) for part in self.place]

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


def people(actor: Person, wanted: Wanted, options: Options, today: date, after: str | None) -> Page[Any]:
    """A page of rows for cards, best first when words were asked for, in the order of the directory otherwise."""
    if not actor.is_present:
        return Page([])
    terms, place = search.asks(wanted.words), place_in(after, ORDER)
    facets = sorted(wanted.values(), key=lambda one: _how_common(one, options))
    values: dict[str, Any] = {"today": today} | (place or {})
    values |= {f"value_{number}": value for number, (_kind, value) in enumerate(facets)}
    kinds = tuple(kind for kind, _value in facets)
    if terms:
        values |= search.question(SEARCH_KIND, wanted.words)
        if kinds:
            page = _page_by_words_among(wanted, kinds, values_for(actor) | values, place is not None)
        else:
            page = _page_by_words(terms, wanted.open_to, place is not None)
    else:
        rare = bool(facets) and _how_common(facets[0], options) < RARE
        page = _page(kinds, rare, wanted.open_to, place is not None)
    return page_of(rows(page, actor, **values), ORDER, PAGE)


@built_once
def _page(kinds: tuple[str, ...], rare: bool, open_to: str, started: bool) -> Any:
    """A page in the order of the directory, of people with a value of each of these kinds."""
    cards = _cards().where(visible_to(READER), *_open_to(open_to))
    if rare:
        cards = cards.where(Profile.person_id.in_(_all_having(kinds)))
    else:
        cards = cards.where(*(_has(kind, number) for number, kind in enumerate(kinds)))
    # Ordering by a sum instead of the column keeps the database from walking all ranks in search of a rare value.
    rank = Profile.directory_rank + 0 if rare else Profile.directory_rank
    return ordered(cards, ((rank, "desc"), ORDER[1]), PAGE, started=started)


@built_once
def _page_by_words(terms: int, open_to: str, started: bool) -> Any:
    """A page of those who answer a question best."""
    found = search.matching_terms(terms, readable=_readable_by(open_to))
    return _best(found, started)


def _page_by_words_among(wanted: Wanted, kinds: tuple[str, ...], values: dict[str, Any], started: bool) -> Any:
    """The same among people with a value of each kind: how it is asked depends on how many those are."""
    readable, among = _readable_by(wanted.open_to), _all_having(kinds)
    found = search.matching(SEARCH_KIND, wanted.words, readable=readable, among=among, values=values)
    return _best(found, started)


def _best(found: Any, started: bool) -> Any:
    """The cards of one page; the page is cut before anything about its people is looked up."""
    key: Key = ((found.c.rank, "desc"), (found.c.row_id, "desc"))
    best = ordered(select(found.c.row_id), key, PAGE, started=started).subquery("best")
    cards = _cards().join(best, best.c.row_id == Profile.person_id)
    return cards.add_columns(best.c.paging_0, best.c.paging_1).order_by(best.c.paging_0.desc(), best.c.paging_1.desc())


def _all_having(kinds: tuple[str, ...]) -> Any:
    """The people who have a value of each kind, as a select of ids that begins with the first."""
    facet = aliased(Facet)
    first = select(facet.person_id).where(
        facet.kind == kinds[0],
        facet.value == bindparam("value_0", type_=String),
        facets_visible_to(READER, facet),
    )
    others = enumerate(kinds[1:], 1)
    return first.where(*(_has(kind, number, facet.person_id) for number, kind in others))


@built_once
def _readable_by(open_to: str) -> ColumnElement[bool]:
    """Clause on search.entries: the reader may read the entry and see the person, who is open to this."""
    entry = search.entries.c
    own_or_related = or_(entry.row_id == READER.id, related_to_reader(entry.row_id))
    here = select(Person.id).where(Person.id == entry.row_id, visible_to(READER), *_open_to(open_to))
    if open_to:
        here = here.join(Availability, Availability.person_id == Person.id)
    return and_(
        or_(
            entry.audience == Audience.MEMBERS,
            and_(entry.audience == Audience.RELATED, own_or_related),
        ),
        here.correlate(search.entries).exists(),
    )


def _cards() -> Any:
    return (
        select(
            Profile.person_id, Person.public_id, Person.name, Person.pronouns, Person.portrait, Person.standing,
            Profile.headline, Profile.place, Profile.work_role, Profile.work_organisation, Profile.audiences,
            Availability.catchups, Availability.catchups_until, Availability.catchups_then,
            Availability.peer_mentoring, Availability.speaks_to_circles,
            each_related_to_reader(Profile.person_id).label("related"),
        )
        .join(Person, Person.id == Profile.person_id)
        .join(Availability, Availability.person_id == Profile.person_id)
    )  # fmt: skip


def _has(kind: str, number: int, person_id: Any = Profile.person_id) -> ColumnElement[bool]:
    facet = aliased(Facet)
    return (
        select(literal(1))
        .where(
            facet.person_id == person_id,
            facet.kind == kind,
            facet.value == bindparam(f"value_{number}", type_=String),
            facets_visible_to(READER, facet),
        )
        .exists()
    )


def _how_common(one: Value, options: Options) -> int:
    """About how many people have a value; one too rare to be among the choices counts as nobody's."""
    kind, value = one
    return options.get(kind, {}).get(value, ("", 0))[1]


def _open_to(what: str) -> list[ColumnElement[bool]]:
    """Clauses on Availability and Person: open to this, for this reader, today. Nobody quiet is.

    Said in terms whose frequency the database knows, so that it walks the ranks where most people qualify.
    """
    here = Person.standing != "quiet"
    if what == "catchups":
        anyone, related = _catchups_now("anyone"), _catchups_now("related")
        return [here, or_(anyone, and_(related, related_to_reader(Availability.person_id)))]
    if what == "peer_mentoring":
        return [here, Availability.peer_mentoring != "closed"]
    if what == "circles":
        return [here, Availability.speaks_to_circles.is_(True)]
    return []


def _catchups_now(asked_by: str) -> ColumnElement[bool]:
    """The SQL twin of Availability.catchups_on(today) == asked_by."""
    today = bindparam("today", type_=Date)
    over = and_(Availability.catchups == "not_now", Availability.catchups_until < today)
    return or_(Availability.catchups == asked_by, and_(over, Availability.catchups_then == asked_by))
