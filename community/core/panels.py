"""Panels: what one feature shows on a page that belongs to another (a profile, home).

A feature names functions in its manifest; each gives a Panel or None when it has nothing to say.
profile_panels and asking_panels (what to know before asking somebody for something): `fn(actor, person)`;
home_panels: `fn(actor)`; reasons (why you two): `fn(actor, person_ids) -> {person_id: words}`;
happenings (why to reach out to somebody now): `fn(actor) -> list[Happening]`, a few, newest first, of people the actor may see;
a panel of home may bring some along, so that one statement answers both;
shared_past (what the two have behind them): `fn(actor, person) -> list[Shared]`, as far as the actor may see it;
anniversaries (round years of what two people have behind them): `fn(actor, first, last) -> list[Anniversary]` of these days;
under_way (with whom something is asked or agreed, or did not fit lately): `fn(actor, person_ids) -> person ids among them`;
requests_received: `fn(since) -> select of (person_id, how many requests)`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from community.core import prepared, registry


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that makes it a good moment to reach out to somebody: said in one sentence, with one next step."""

    person_id: int
    at: datetime
    words: Any
    url: str
    step: Any
    icon: str = "chat-heart"


@dataclass(frozen=True)
class Panel:
    """A piece of a page: its template finds `panel` (this object) and its `context` by name.

    At home it may bring `happenings` along, and nothing else: then it has no template.
    """

    title: Any
    template: str | None
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50
    happenings: Sequence[Happening] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing two people have behind them. `url` leads to it where it has a page the reader may open."""

    on: date | None
    words: Any
    url: str | None = None
    icon: str = "dot"


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A round number of years since something began between the reader and somebody else, on a day of this year."""

    person_id: int
    public_id: str
    name: str
    on: date
    years: int
    as_mentor: bool  # the reader was the mentor


@dataclass(frozen=True, slots=True)
class Asking:
    """What has to hold for a function of home to have anything to say: a clause on READER, and the values of its bindparams.

    All of them are asked in one statement, so every bindparam has a name of its own ("mentorships_since").
    """

    clause: Callable[[], ColumnElement[bool]]
    values: Callable[[Any], Mapping[str, Any]]


def only_if(
    clause: Callable[[], ColumnElement[bool]], values: Callable[[Any], Mapping[str, Any]] = lambda actor: {}
) -> Callable[[Any], Any]:
    """Mark a function of home_panels or happenings: it is only called for readers for whom the clause holds.

    Home has many things it may say and mostly says few of them: one statement finds out which, instead of one for each.
    """

    def mark(function: Any) -> Any:
        function.asking = Asking(clause, values)
        return function

    return mark


def with_something_to_say(functions: Iterable[Any], actor: Any) -> set[Any]:
    """Those of the functions marked with `only_if` that have something to say to this reader, and all that are not marked."""
    functions = tuple(functions)
    marked = tuple(function for function in functions if hasattr(function, "asking"))
    if not marked:
        return {*functions}
    values = {name: value for one in marked for name, value in one.asking.values(actor).items()}
    (answers,) = prepared.rows(_asked(marked), actor, **values)
    silent = {function for function, answer in zip(marked, answers, strict=True) if not answer}
    return {*functions} - silent


@prepared.built_once
def _asked(marked: tuple[Any, ...]) -> Any:
    return select(*(one.asking.clause().label(f"asked_{number}") for number, one in enumerate(marked)))


def said(functions: Iterable[Any], *whom: Any) -> list[Panel]:
    """What the registered `functions` have to say, in order."""
    found = (function(*whom) for function in functions)
    return sorted((panel for panel in found if panel is not None), key=lambda panel: panel.order)


def reasons(actor: Any, person_ids: Sequence[int], but_not: Any = None) -> dict[int, list[Any]]:
    """Why you two: what each feature says the actor shares with each of these people, in the order of the features.

    A feature gives one sentence for a person or a list of them; `but_not` leaves out the caller's own function.
    """
    found: dict[int, list[Any]] = {}
    for function in registry.of_app().reasons:
        if function is but_not:
            continue
        for person_id, words in function(actor, person_ids).items():
            found.setdefault(person_id, []).extend(words if isinstance(words, list) else [words])
    return found


def at_home(actor: Any) -> tuple[list[Panel], list[Happening]]:
    """What the features have to say to the reader at home, in order; and what happened to people they know, newest first."""
    ours = registry.of_app()
    speaking = with_something_to_say((*ours.home_panels, *ours.happenings), actor)
    panels = said((function for function in ours.home_panels if function in speaking), actor)
    happened = [one for function in ours.happenings if function in speaking for one in function(actor)]
    happened += [one for panel in panels for one in panel.happenings]
    return [panel for panel in panels if panel.template is not None], sorted(
        happened, key=lambda one: one.at, reverse=True
    )


def under_way(actor: Any, person_ids: Sequence[int]) -> set[int]:
    """Those of the people whom the actor need not be asked to reach out to: something with them is under way, or did not fit lately."""
    asked = registry.of_app().under_way if person_ids else ()
    return {person_id for function in asked for person_id in function(actor, person_ids)}


def shared_past(actor: Any, person: Any) -> list[Shared]:
    """What the two have behind them, newest first; what has no day comes last."""
    found = [one for function in registry.of_app().shared_past for one in function(actor, person)]
    return sorted(found, key=lambda one: one.on or date.min, reverse=True)


def anniversaries(actor: Any, first: date, last: date) -> list[Anniversary]:
    """What the actor and people they may see began a round number of years before one of these days, soonest first."""
    found = [one for function in registry.of_app().anniversaries for one in function(actor, first, last)]
    return sorted(found, key=lambda one: (one.on, one.person_id))
