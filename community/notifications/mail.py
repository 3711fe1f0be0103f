"""The letter: what the inbox has kept for it, what the rooms have to say, what is coming, and one person to reach out to.

Composed when it is sent: what was read, answered or taken back meanwhile is not in it. With nothing to say there is no letter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.core import clock, registry
from community.core.feature import Urgency
from community.core.language import gettext as _
from community.core.language import ngettext
from community.core.letter import COMING, PEOPLE, REACH, Line, lines
from community.core.mail import Message, tell_again
from community.core.mail.composing import subject_of
from community.core.mail.inbox import topic_of
from community.core.mail.wanting import CannotCompose, Unwanted, composing, wanted
from community.core.text import cut
from community.notifications import queries
from community.notifications.coming import coming
from community.notifications.hours import PERIODS
from community.notifications.letter import MOST, WAITS, Letter, arrange, is_worth_it

LONGEST_IN_SUBJECT = 90
Said = dict[str, list[Line]]


def letter(person: Person, *, slot: str, since: str, until: str, notices: Sequence[int]) -> Message | None:
    """The letter of a slot ("letter:2026-10-22") with what was new between two instants and the notices kept for it.

    None for who takes no part or is quiet, wants no letter any more, has a newer one under way, or when there is nothing to say.
    """
    state = queries.state_of_letter(person, slot) if person.standing == "active" else None
    if state is None or state.is_overtaken or state.rhythm not in PERIODS:
        return None
    now, first, last = clock.now(), datetime.fromisoformat(since), datetime.fromisoformat(until)
    if state.letter_at is not None and first < state.letter_at <= last:
        first = state.letter_at  # another letter was sent meanwhile
    then = state.next_at or now + PERIODS[state.rhythm]
    kept = _kept(person, notices)
    _add_lines(kept, person, notices, first, last)
    if not is_worth_it(kept.said):
        return None
    kept.said[COMING] += coming(person, now, then)
    return _message(arrange(kept.said, kept.unsaid), state.rhythm, kept.more_to_reach)


@dataclass
class Kept:
    """What the inbox has kept for a letter: lines by section, how many things are not among them, which of those are for the next
    letter because their room failed to say them, and where all stand whom one may reach out to."""

    unsaid: int
    said: Said = field(default_factory=lambda: defaultdict(list))
    failed: set[str] = field(default_factory=set)
    more_to_reach: str = ""

    def add(self, line: Line, page: str) -> None:
        """One line more, where its thing is not told already."""
        if not line.thing or line.thing not in {one.thing for one in self.said[line.section]}:
            self.said[line.section].append(line)
        if line.section == REACH:
            self.more_to_reach = page

    @property
    def is_full(self) -> bool:
        """Whether there is room for no other line. To reach out to: one, however many there are."""
        return sum(len(lines) for section, lines in self.said.items() if section != REACH) >= MOST


def _kept(person: Person, notice_ids: Collection[int]) -> Kept:
    """What the inbox has kept, as far as it is still wanted, once for each thing."""
    by_thing: dict[str, list[Any]] = defaultdict(list)
    found = queries.kept_notices(person, notice_ids)
    for row in found:
        by_thing[row.thing].append(row)
    kept = Kept(unsaid=queries.how_many_things(person, notice_ids, found))
    for newest_first in _in_turn(by_thing.values()):
        if kept.is_full:
            break
        kept.unsaid -= 1
        for line, page in _lines_of(person, newest_first, kept.failed):
            kept.add(line, page)
    kept.said[REACH].sort(key=lambda line: line.at)
    kept.said[PEOPLE].sort(key=lambda line: line.at, reverse=True)
    return kept


def _in_turn(things: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """What waits for its reader first; then the newest of each kind, so that no kind crowds out another; then the others."""
    known: set[str] = set()

    def place(newest_first: Sequence[Any]) -> tuple[bool, bool]:
        kind = newest_first[0].OutgoingMail.kind
        is_another = kind in known
        known.add(kind)
        return _section(kind) != WAITS, is_another

    return sorted(things, key=place)


def _lines_of(person: Person, newest_first: Sequence[Any], failed: set[str]) -> Iterator[tuple[Line, str]]:
    """What the letter says of one thing, each line with the page of its message; nothing when the room it comes from no longer
    wants it told, or fails to say it: then the letter goes without it, and it is one of `failed`."""
    for row in newest_first:
        try:
            message = wanted(row.OutgoingMail, person)
            if isinstance(message, Unwanted):
                continue
            found = message.lines or [_line(person, row, message)]
        except CannotCompose as failure:
            tell_again(row.OutgoingMail.id, str(failure))
            failed.add(row.thing)
            continue
        yield from ((line, message.page) for line in found)
        if not message.lines:
            return  # of several messages about one thing the newest says enough


def _line(person: Person, row: Any, message: Message) -> Line:
    url = message.page or url_for("notifications.index", _external=True)
    with composing():
        words = subject_of(row.OutgoingMail, person, message)
    return Line(_section(row.OutgoingMail.kind), words, url, row.created_at, row.thing, message.steps)


def _section(kind: str) -> str:
    topic = topic_of(kind)
    if topic is not None and (topic.urgency == Urgency.REQUEST or topic.waits):
        return WAITS
    return COMING if topic is not None and topic.urgency == Urgency.TIME else PEOPLE


def _add_lines(inbox: Kept, person: Person, notices: Collection[int], since: datetime, last: datetime) -> None:
    """What the rooms say beside it: of people only what was new up to `last`, and nothing that was told before or will be in the next."""
    found = [
        line
        for line in lines(registry.of_app().letter, person, since, last)
        if line.section != PEOPLE or since < line.at <= last
    ]
    kept = {line.thing for those in inbox.said.values() for line in those if line.thing}
    told = queries.told_of(person, {line.thing for line in found if line.thing} - kept, notices)
    told |= dict.fromkeys(inbox.failed, last)
    for line in found:
        before = told.get(line.thing)
        if line.thing not in kept and (line.section == COMING or before is None or before < line.at):
            inbox.said[line.section].append(line)


def _message(found: Letter, rhythm: str, more_to_reach: str = "") -> Message:
    first = _cut(found.first.words.rstrip("."))
    more = ngettext(
        "%(first)s (and %(num)s more thing)", "%(first)s (and %(num)s more things)", found.others, first=first
    )
    context = {
        "sections": found.sections,
        "titles": {
            WAITS: _("Waiting for you"),
            PEOPLE: _("News of your people"),
            COMING: _("What is coming"),
            REACH: _("Somebody to reach out to"),
        },
        "opening": _opening(found),
        "told": more if found.others else first,
        "left_out": found.left_out,
        "all_url": url_for("notifications.index", _external=True),
        "reach_url": more_to_reach or url_for("home.index", _external=True),
    }
    often = {
        "week": _("This letter comes once a week, and only when there is something to tell."),
        "month": _("This letter comes once a month, and only when there is something to tell."),
    }
    return Message("letter", context, why=often[rhythm])


def _cut(words: str) -> str:
    """As much of a line as a subject has room for."""
    if len(words) <= LONGEST_IN_SUBJECT:
        return words
    return cut(words[: LONGEST_IN_SUBJECT - 1].rstrip(), LONGEST_IN_SUBJECT) + "…"


def _opening(found: Letter) -> str:
    """One sentence that says what kind of letter it is."""
    if found.has(WAITS):
        return _("A word from you would be welcome. The rest can wait for a quiet moment.")
    if found.has(PEOPLE):
        return _("Here is what your people have been up to. One sentence back is plenty.")
    if found.has(REACH):
        return _("A few words are enough, and they are nearly always more welcome than one expects.")
    return _("Here is how things stand with your meetings. Nothing waits for you.")
