"""What the clock finds for ties: who and what is due, a few at a time, so that no transaction grows with the community."""

from dataclasses import dataclass

from community.events.event import Event


@dataclass(frozen=True)
class TieLooksDue(Event):
    """The own day of these ties has come: a look may be had at them."""

    tie_ids: tuple[int, ...]


@dataclass(frozen=True)
class TieRemindersDue(Event):
    """These people have ties that are due: they may be reminded of whom they have not been in touch with."""

    person_ids: tuple[int, ...]
