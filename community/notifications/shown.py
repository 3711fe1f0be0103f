"""The inbox as its page draws it: one row for each thing, with what came before folded beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from community.accounts.models import Person
from community.notifications import queries


@dataclass(frozen=True, slots=True)
class Row:
    """The newest notice of a thing, the earlier ones to unfold, and how many more there are than are shown."""

    newest: Any
    earlier: Sequence[Any]
    many: int
    is_unread: bool

    @property
    def beyond(self) -> int:
        """How many are too old to be unfolded."""
        return self.many - len(self.earlier)


def rows(person: Person, notices: Sequence[Any]) -> list[Row]:
    """The rows of a page of the inbox."""
    earlier = queries.earlier_about(person, [notice.thing for notice in notices])
    return [_row(notice, earlier.get(notice.thing)) for notice in notices]


def _row(notice: Any, earlier: queries.Earlier | None) -> Row:
    is_unread = notice.read_at is None
    if earlier is None:
        return Row(notice, (), 0, is_unread)
    return Row(notice, earlier.notices, earlier.many, is_unread or bool(earlier.unread))
