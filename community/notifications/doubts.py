"""Whether what an inbox says is still so. Two are asked: the route of the page a notice leads to, whether its reader finds
anything there; and the composer of its mail, whether it is still to be said.

Where there is no page any more, nothing stands in the inbox either. What is no longer to be said (answered meanwhile, from a mail perhaps)
counts as read.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from community.accounts.models import Person
from community.core.mail import OutgoingMail, in_words_of
from community.core.mail.composing import subject_of
from community.core.mail.wanting import CannotCompose, Unwanted, wanted
from community.core.web.access import is_open_to
from community.notifications import actions, queries
from community.notifications.models import Notice

GONE, SETTLED, STANDS = "gone", "settled", "stands"
# Each is asked with a few statements, while other writers wait (SQLite has room for one).
MOST = 50


def look_again(
    person: Person,
    *,
    thing: str | None = None,
    absent_id: int | None = None,
    below: int | None = None,
    only_settles: bool = False,
) -> int | None:
    """Ask again of everything in somebody's inbox, or of one thing: of the newest few below a notice. Below which the rest is to be
    asked, None when that was all.

    `absent_id`: what names somebody who is out of this person's sight goes too, or says what is still to be said without them.
    `only_settles`: nothing has happened that would close a page for good, so what leads to a closed one is left as it is (the inside
    of a circle is closed to its members until they have signed a new charter), and what was read is not asked about. Of who takes
    no part at the moment nothing can be asked: what names that somebody goes, the rest is asked when they are back.
    """
    actions.hold_inbox(person.id)
    some = queries.with_mails(person.id, MOST, thing, below, unread_only=only_settles)
    naming = queries.naming(person.id, absent_id) if absent_id is not None else set()
    if person.is_present:
        _settle(person, some, naming, absent_id, only_settles)
    else:
        actions.forget([notice.id for notice, _mail in some if notice.id in naming])
    return some[-1][0].id if len(some) == MOST else None


def _settle(
    person: Person, some: Sequence[Any], naming: Collection[int], absent_id: int | None, only_settles: bool
) -> None:
    found: dict[str, list[int]] = {GONE: [], SETTLED: [], STANDS: []}
    with in_words_of(person):
        opens = lru_cache(maxsize=None)(lambda page: is_open_to(person, page))
        for notice, mail in some:
            if notice.page and not opens(notice.page):
                found[STANDS if only_settles else GONE].append(notice.id)
            else:
                names = absent_id if notice.id in naming else None
                found[_verdict(person, notice, mail, names)].append(notice.id)
    if found[SETTLED]:
        actions.settle(person.id, found[SETTLED])
    actions.forget(found[GONE])


def _verdict(person: Person, notice: Notice, mail: OutgoingMail | None, names: int | None) -> str:
    """How a notice stands; `names`: the one it names who is out of sight."""
    if names is None and not notice.is_unread:
        return STANDS
    if mail is None:  # thrown away long ago: nobody can be asked
        return STANDS if names is None else GONE
    try:
        message = wanted(mail, person)
        if isinstance(message, Unwanted):
            return SETTLED if names is None else GONE
        if names is not None and names not in message.names:
            actions.rename(notice, subject_of(mail, person, message), message.names)
    except CannotCompose:  # a defect of that room, which the letter or the sending of the mail tells of
        return STANDS if names is None else GONE
    return STANDS
