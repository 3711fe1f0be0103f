"""The thread on the page of a catch-up: what was written, page by page, and whether the reader can write now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.actions.talking import note_read
from community.catchups.forms import WordsForm
from community.catchups.models import CatchUp, CatchUpMessage
from community.catchups.permissions import may_edit, may_write
from community.core.database import write_aside
from community.core.paging import Page


@dataclass(frozen=True)
class Said:
    """One message as its reader sees it."""

    message: CatchUpMessage
    is_mine: bool
    is_new: bool
    can_change: bool


@dataclass(frozen=True)
class Thread:
    """One page of what was written, oldest first; `form` when the reader can write now. `is_answer`: it would be the first answer."""

    said: Sequence[Said]
    page: Page[CatchUpMessage]
    form: WordsForm | None
    is_answer: bool

    @property
    def is_shown(self) -> bool:
        """There is something to read, or to write."""
        return bool(self.said) or self.form is not None


def thread_of(reader: Person, catchup: CatchUp, now: datetime, form: WordsForm | None = None) -> Thread:
    """The thread for one of the two. Their opening of the newest page is what counts as having read it."""
    earlier = request.args.get("earlier")
    page = queries.thread(catchup, earlier)
    said = [_said(reader, catchup, message, now) for message in reversed(page.items)]
    if request.method == "GET" and any(one.is_new for one in said):
        write_aside(lambda aside: note_read(aside, reader.id, page.items[0]))
    is_long = bool(earlier or page.next_after)  # nobody fills a page without an answer
    asked_has_written = is_long or any(one.message.author_id == catchup.asked_id for one in said)
    is_open = may_write(reader.id, catchup, asked_has_written=asked_has_written)
    return Thread(
        said=said,
        page=page,
        form=(form or WordsForm(formdata=None)) if is_open else None,
        is_answer=catchup.is_exchange and catchup.state == "asked" and reader.id == catchup.asked_id,
    )


def _said(reader: Person, catchup: CatchUp, message: CatchUpMessage, now: datetime) -> Said:
    is_mine = message.author_id == reader.id
    return Said(
        message=message,
        is_mine=is_mine,
        is_new=not is_mine and message.read_at is None,
        can_change=is_mine and may_edit(reader.id, catchup, message, now),
    )
