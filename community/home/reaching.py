"""Whom home suggests to reach out to: at most three, each once, with one reason and one next step. Pure rules on rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, zip_longest
from typing import Any

from community.accounts.models import Availability
from community.core import clock
from community.core.language import _l
from community.core.language import gettext as _
from community.core.panels import Happening
from community.home.queries import DUE, HAPPENED, NEW, OFFER
from community.ties.wording import last_words

MOST = 3
AVAILABILITY = ("catchups", "catchups_until", "catchups_then")


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing to do next. `kind`: "ask", "write", "rhythm" (pages of one's own), or "go" to `url`."""

    kind: str
    label: Any
    icon: str
    url: str | None = None


ASK = Step("ask", _l("Ask for a catch-up"), "cup-hot")
WRITE = Step("write", _l("Write"), "pencil-square")
CHOOSE_RHYTHM = Step("rhythm", _l("Say how often"), "arrow-repeat")


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody to reach out to: `line` has public_id, name, standing, and tie (None: the two have none).

    `ways`: how they can be reached here just now, the kinds of steps that would not be refused.
    """

    line: Any
    reason: str
    step: Step
    ways: frozenset[str] = frozenset()


def offers_in(lines: Iterable[Any]) -> list[Any]:
    """Who would like to keep in touch with the reader."""
    return [line for line in lines if line.kind == OFFER]


def to_reach(
    lines: Sequence[Any], happenings: Iterable[Happening], today: date, but_not: Iterable[int] = ()
) -> list[Reach]:
    """Something that happened to somebody and a tie that is due take turns; then new ties, whose rhythm is not said yet.

    `but_not`: people with whom something is under way already.
    """
    seen = set(but_not) | {line.person_id for line in offers_in(lines)}
    return list(islice(_each_once(_in_turns(lines, happenings, today), seen), MOST))


def _each_once(reaches: Iterable[Reach], seen: set[int]) -> Iterator[Reach]:
    for reach in reaches:
        if reach.line.person_id not in seen:
            seen.add(reach.line.person_id)
            yield reach


def _in_turns(lines: Sequence[Any], happenings: Iterable[Happening], today: date) -> Iterator[Reach]:
    """One after the other, as they are asked for: finding words for many and showing three would be a waste."""
    known = {line.person_id: line for line in lines if line.kind == HAPPENED}
    happened = (_happened(known[one.person_id], one, today) for one in happenings if one.person_id in known)
    due = (_due(line, today) for line in lines if line.kind == DUE)
    for pair in zip_longest(happened, due):
        yield from (reach for reach in pair if reach is not None)
    yield from (_new(line, today) for line in lines if line.kind == NEW)


def _happened(line: Any, one: Happening, today: date) -> Reach:
    reason = str(one.words)
    ways = ways_to(line)
    if line.tie is not None:
        reason = _("%(what)s. %(last)s.", what=reason.rstrip("."), last=last_words(line, today))
    return Reach(line, reason, Step("go", one.step, one.icon, one.url), ways)


def _due(line: Any, today: date) -> Reach | None:
    """Nobody whom every step would be refused for."""
    ways = ways_to(line)
    if not ways:
        return None
    step = WRITE if "ask" not in ways or line.channel in {"message", "mail"} else ASK
    return Reach(line, _("%(last)s. A word now would be well timed.", last=last_words(line, today)), step, ways)


def _new(line: Any, today: date) -> Reach:
    reason = _("%(last)s. How often would you like to hear from each other?", last=last_words(line, today))
    return Reach(line, reason, CHOOSE_RHYTHM, ways_to(line))


def ways_to(line: Any) -> frozenset[str]:
    """Who takes catch-ups can be asked and written to; who takes none, only where the two write to each other already."""
    kept = {} if line.catchups is None else {name: getattr(line, name) for name in AVAILABILITY}
    if Availability(**kept).takes_catchups_from(line.is_related, clock.today(line.time_zone)):
        return frozenset({"ask", "write"})
    return frozenset({"write"} if line.can_write else ())
