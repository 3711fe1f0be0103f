"""The clock of a tie: when two people may be reminded of each other, and what each of them reads about it.

Pure functions on dates; neither Flask nor the database. What they stand on:

- Closeness fades when contact does, and contact, whatever its kind, is what holds it (Roberts & Dunbar, "Managing relationship
  decay", Human Nature 26, 2015): so every kind of contact restarts the clock, and the newest one counts.
- A tie that has slept for years still holds its trust, and is worth as much as one in use (Levin, Walter & Murnighan,
  "Dormant ties", Organization Science 22, 2011): so "long ago" is an invitation, and nothing ever ends by silence.
- Being written to is appreciated more than the writer expects (Liu, Rim, Min & Min, "The surprise of reaching out",
  Journal of Personality and Social Psychology 124, 2023). That rhythms are asked of both and the slower counts is our own choice:
  nobody is to be pressed by the eagerness of the other.

Nobody learns what the other wishes. A tie is found due on its own day of the week only; from then on it is due for both
sides, whatever either sets meanwhile, until there is contact or four weeks have passed (DUE_FOR). After these it fades by
itself, for everybody alike: the end says nothing about the other, and who does not feel like it is not asked for ever.
It may be found due again once the slower rhythm has passed anew. What a side sets hides it from that side alone, at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zlib import crc32

LONG_AGO = timedelta(weeks=52)
DUE_FOR = timedelta(weeks=4)
STATES = ("due", "in_touch", "long_ago", "quiet", "resting")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What one side wishes, as far as the clock has to know it. `is_here`: takes part in the community."""

    rhythm_weeks: int | None
    quiet_until: date | None = None
    is_resting: bool = False
    is_here: bool = True


def newest(began_on: date, contacts: Iterable[date]) -> date:
    """The day the clock runs from: that of the newest contact, or of the beginning."""
    return max((began_on, *contacts))


def slower(one: Wish, other: Wish) -> timedelta | None:
    """The rhythm that counts: the slower one; none when a side has none or lets it rest."""
    if one.rhythm_weeks is None or other.rhythm_weeks is None or one.is_resting or other.is_resting:
        return None
    return timedelta(weeks=max(one.rhythm_weeks, other.rhythm_weeks))


def runs_from(last_on: date, settled_on: date | None, found_on: date | None) -> date:
    """The day both rhythms are counted from: that of the newest contact, but not before the tie was last found due, nor,
    if there was no contact since, before that has faded."""
    if settled_on is None or found_on is None:
        return last_on
    return max(last_on, fades_on(found_on) if last_on <= settled_on else found_on)


def ready(one: Wish, other: Wish, start: date, today: date) -> bool:
    """Whether both may be reminded: the slower rhythm has passed since `start` (`runs_from`), and neither wants quiet."""
    rhythm = slower(one, other)
    if rhythm is None or not (one.is_here and other.is_here):
        return False
    return start + rhythm <= today and not any(is_quiet(wish, today) for wish in (one, other))


def is_quiet(side: Any, today: date) -> bool:
    """Whether a side has asked for quiet until a later day."""
    return side.quiet_until is not None and side.quiet_until > today


# --- due: for four weeks, whatever anybody sets ---------------------------------------------------------------------


def fades_on(found_on: date) -> date:
    """When a tie that was found due on a day is due no more."""
    return found_on + DUE_FOR


def is_open(side: Any, today: date) -> bool:
    """Whether a side is due, as far as both know; what it set itself may hide it. `side`: a TieSide, or a row of its columns."""
    return bool(side.is_due) and side.due_until is not None and side.due_until > today


def put_off(side: Any, found_on: date, until: date | None, today: date) -> date | None:
    """`due_until` of a side that says "later" (None: not later after all): who is due is due again then, for four weeks,
    whatever the other has set meanwhile."""
    if not is_open(side, today) or (until is None and not is_quiet(side, today)):
        return side.due_until  # type: ignore[no-any-return]
    return fades_on(found_on if until is None else max(found_on, until))


# --- looking: once a week, so that nobody learns the other's rhythm by turning their own ---------------------------


def weekday_of(public_id: str) -> int:
    """The tie's own day of the week (0 is Monday)."""
    return crc32(public_id.encode()) % 7


def next_look(public_id: str, after: date) -> date:
    """The tie's next own day after a day; never that day itself."""
    return after + timedelta(days=(weekday_of(public_id) - after.weekday() - 1) % 7 + 1)


def planned_look(public_id: str, one: Wish, other: Wish, start: date, today: date) -> date | None:
    """When to look again, having looked today: the first own day on which anything can have changed by itself."""
    rhythm = slower(one, other)
    if rhythm is None:
        return None
    quiet = [wish.quiet_until for wish in (one, other) if wish.quiet_until is not None]
    earliest = max(today + DAY, start + rhythm, *quiet)
    return next_look(public_id, earliest - DAY)


def look_for_reminders(public_id: str, sides: Iterable[Any], today: date) -> date | None:
    """When to look for the sake of sides that are due, and may be quiet yet: they are to be reminded then."""
    open_ones = [side for side in sides if is_open(side, today)]
    days = [max(today + DAY, side.quiet_until or today) for side in open_ones]
    return next_look(public_id, min(days) - DAY) if days else None


# --- what one side reads -------------------------------------------------------------------------------------


def state(side: Any, today: date) -> str:
    """One of STATES, from what this side set itself and from what both know. `side`: a TieSide, or a row of its columns."""
    if side.rested_at is not None:
        return "resting"
    if is_quiet(side, today):
        return "quiet"
    if is_open(side, today) and side.rhythm_weeks is not None:
        return "due"
    return "long_ago" if side.last_on < today - LONG_AGO else "in_touch"
