"""The open catch-ups of one person, sorted by what they mean for them. A pure rule on rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from community.accounts.models import Person
from community.catchups.models import CatchUp
from community.catchups.permissions import Step, open_steps


@dataclass(frozen=True)
class Groups:
    """Each open catch-up in exactly one list."""

    waiting_for_me: list[CatchUp] = field(default_factory=list)
    waiting_for_them: list[CatchUp] = field(default_factory=list)
    coming: list[CatchUp] = field(default_factory=list)
    new_words: set[int] = field(default_factory=set)  # ids of those in which the other wrote something new

    @property
    def is_empty(self) -> bool:
        """Nothing is open at all."""
        return not (self.waiting_for_me or self.waiting_for_them or self.coming)


def grouped(found: Iterable[tuple[CatchUp, bool]], me: Person, now: datetime) -> Groups:
    """Sort open catch-ups: my answer is awaited, somebody else's is, or it is agreed and lies ahead.

    Each comes with whether the other wrote something new in it: to be read is to be waited for, too.
    """
    groups = Groups()
    for catchup, has_new_words in found:
        if has_new_words:
            groups.new_words.add(catchup.id)
        if has_new_words or awaits(catchup, me, now):
            groups.waiting_for_me.append(catchup)
        elif catchup.lies_ahead(now):
            groups.coming.append(catchup)
        else:
            groups.waiting_for_them.append(catchup)
    return groups


def awaits(catchup: CatchUp, me: Person, now: datetime) -> bool:
    """Whether an answer of mine is awaited: to a request, to another time, or to "did you meet?"."""
    steps = open_steps(me.id, catchup, now)
    if Step.TELL in steps:
        return catchup.state == "agreed" and catchup.answer_of(me.id) is None
    mine = catchup.turn_id == me.id or catchup.is_open_to_either
    return Step.ACCEPT in steps or (catchup.state == "asked" and mine)
