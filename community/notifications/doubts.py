"""Whether what an inbox says is still so. Two are asked: the route of the page a notice leads to, whether its reader finds
anything there; and the composer of its mail, whether it is still to be said.

Where there is no page any more, nothing stands in the inbox either. What is no longer to be said (answered meanwhile, from a mail perhaps)
counts as read.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from community.accounts.models import Person
from community.core.mail import OutgoingMail, in_words_of
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
    naming: str = "",
    below: int | None = None,
    only_settles: bool = False,
) -> int | None:
    """Ask again of everything in somebody's inbox, or of one thing: of the newest few below a notice. Below which the rest is to be
    asked, None when that was all.

    `naming`: what names somebody who is out of this person's sight goes too, unless it is still to be said (of another one of
    that name). `only_settles`: nothing has happened that would close a page for good, so what leads to a closed one is left as it
    is (the inside of a circle is closed to its members until they have signed a new charter). Of who takes no part at the moment nothing can be asked: what names that somebody goes, the rest is asked when they
    are back.
    """
    actions.hold_inbox(person.id)
    some = queries.with_mails(person.id, MOST, thing, below)
    if person.is_present:
        _settle(person, some, naming, only_settles)
    elif naming:
        actions.forget([notice.id for notice, _mail in some if naming in notice.title])
    return some[-1][0].id if len(some) == MOST else None


def _settle(person: Person, some: Sequence[Any], naming: str, only_settles: bool) -> None:
    found: dict[str, list[int]] = {GONE: [], SETTLED: [], STANDS: []}
    with in_words_of(person):
        opens = lru_cache(maxsize=None)(lambda page: is_open_to(person, page))
        for notice, mail in some:
            if notice.page and not opens(notice.page):
                found[STANDS if only_settles else GONE].append(notice.id)
            else:
                found[_verdict(person, notice, mail, naming)].append(notice.id)
    if found[SETTLED]:
        actions.settle(person.id, found[SETTLED])
    actions.forget(found[GONE])


def _verdict(person: Person, notice: Notice, mail: OutgoingMail | None, naming: str) -> str:
    names = bool(naming) and naming in notice.title
    if not names and not notice.is_unread:
        return STANDS
    if mail is None:  # thrown away long ago: nobody can be asked
        return GONE if names else STANDS
    if _is_wanted(mail, person):
        return STANDS
    return GONE if names else SETTLED


def _is_wanted(mail: OutgoingMail, person: Person) -> bool:
    try:
        return not isinstance(wanted(mail, person), Unwanted)
    except CannotCompose:  # a defect of that room, which the sending of the mail tells of
        return True
