"""What happens to notices in the inboxes of members."""

from dataclasses import dataclass

from community.events.event import Event


@dataclass(frozen=True)
class AnsweredByMail(Event):
    """Somebody has answered by a link in a mail, signed out perhaps: what their inbox says of it may be settled."""

    person_id: int


@dataclass(frozen=True)
class InboxDoubted(Event):
    """Something in somebody's inbox may not be wanted any more: all of it is asked about again, or one thing, a portion at a time, from
    below the notice `below` on. `absent_id`: somebody who is out of their sight now. `only_settles`: nothing is taken out."""

    person_id: int
    thing: str | None = None
    absent_id: int | None = None
    below: int | None = None
    only_settles: bool = False


@dataclass(frozen=True)
class InboxesDoubted(Event):
    """In the inboxes of a few people something may not be wanted any more, and is to be asked about again."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class NameOutOfSight(Event):
    """Nobody finds this person any more: notices that name them are looked for once more, when what was being told then is told."""

    person_id: int


@dataclass(frozen=True)
class NoticesOutlived(Event):
    """A few notices that have been kept long enough."""

    notice_ids: tuple[int, ...]
