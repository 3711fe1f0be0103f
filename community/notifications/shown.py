"""The inbox as its page draws it: one row for each thing, with what came before folded beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.accounts.models import Person
from community.notifications import queries
from community.notifications.models import Notice


@dataclass(frozen=True, slots=True)
class Row:
    """The newest notice of a thing, the earlier ones to unfold, and how many more there are than are shown."""

    newest: Notice
    earlier: Sequence[Notice]
    many: int
    is_unread: bool

    @property
    def beyond(self) -> int:
        """How many are too old to be unfolded."""
        return self.many - len(self.earlier)


def rows(person: Person, notices: Sequence[Notice]) -> list[Row]:
    """The rows of a page of the inbox."""
    earlier = queries.earlier_about(person, [notice.thing for notice in notices])
    return [_row(notice, earlier.get(notice.thing)) for notice in notices]


def _row(notice: Notice, earlier: queries.Earlier | None) -> Row:
    if earlier is None:
        return Row(notice, (), 0, notice.is_unread)
    return Row(notice, earlier.notices, earlier.many, notice.is_unread or bool(earlier.unread))
