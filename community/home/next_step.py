"""The one next step home offers, chosen by simple rules: answer first, then oneself, then somebody one has known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.accounts.models import Person
from community.catchups.groups import Groups
from community.core.panels import Panel
from community.home import queries


@dataclass(frozen=True)
class NextStep:
    """`kind`: "reach" (somebody I shared a mentorship with) or "find" (the directory)."""

    kind: str
    person: Any = None
    was_mentor: bool = False
    year: int | None = None


def next_step(actor: Person, groups: Groups, panels: list[Panel], now: datetime) -> NextStep | None:
    """What to offer; None when something waits already, or a panel asks for something: one thing at a time."""
    if groups.waiting_for_me or any(panel.order < 70 for panel in panels):
        return None
    found = queries.somebody_to_reach(actor, now)
    if found is not None:
        return NextStep("reach", found, bool(found.was_mentor), found.ended_on.year)
    return None if groups.coming or groups.waiting_for_them else NextStep("find")
