"""The mails about ties: an offer, and the reminder. Composed when they go out, so they know what happened meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.core import clock
from community.core.language import gettext as _
from community.core.letter import REACH, Line
from community.core.mail import Message
from community.core.panels import under_way
from community.ties import queries
from community.ties.links import LATER_LINK, TALKED_LINK, offer_token, reminder_token
from community.ties.wording import last_words

MOST_IN_WORDS = 7


def offer(person: Person, *, offer_id: int) -> Message | None:
    """Somebody would like to keep in touch; nothing once it is settled."""
    found = queries.offer_by_id(person, offer_id)
    if found is None or not person.is_present:
        return None
    if queries.waits_for(person, found.person) is None or queries.between(person.id, found.person_id) is not None:
        return None
    page = url_for("alumni.profile", person=found.person.public_id, _external=True)
    yes, no = (_offer_url(person, found.person_id, yes=wants) for wants in (True, False))
    context = {"by": found.person, "yes_url": yes, "no_url": no, "profile_url": page}
    why = _("You get this mail, once, because %(name)s offered to keep in touch.", name=found.person.name)
    steps = [(_("Yes, gladly"), yes), (_("No, thank you"), no)]
    return Message(template="ties_offer", context=context, why=why, page=page, steps=steps, names=[found.person_id])


def reminder(person: Person, *, tie_ids: Sequence[int]) -> Message | None:
    """Everybody who was due when the message was promised and still is, and with whom nothing is under way. Nobody left: none.

    In the letter each of them is a line by itself. For who has become quiet it waits there: their inbox sees to that.
    """
    if not person.is_present:
        return None
    found = queries.to_remind_of(person, clock.today(person.time_zone), tie_ids)
    busy = under_way(person, [row.person_id for row in found])
    due = [row for row in found if row.person_id not in busy]
    if not due:
        return None
    page = url_for("ties.index", state="due", _external=True)
    said = [_said_of(person, row) for row in due[:MOST_IN_WORDS]]
    context = {
        "lines": said,
        "more": len(due) - MOST_IN_WORDS,
        "name": due[0].name,
        "count": len(due),
        "all_url": page,
    }
    why = _("You get this mail because you chose how often you would like to be in touch.")
    lines = [one.in_letter for one in said]
    return Message("ties_reminder", context, why=why, page=page, lines=lines, names=[due[0].person_id])


@dataclass(frozen=True, slots=True)
class Said:
    """One person in the reminder: who, one reason, and what can be said from the mail."""

    tie: str
    name: str
    last_on: date
    reason: str
    talked_url: str
    later_url: str
    url: str

    @property
    def in_letter(self) -> Line:
        """The same as a line of the letter; who waits longest comes first."""
        return Line(
            section=REACH,
            words=_("A word with %(name)s would be well timed. %(reason)s", name=self.name, reason=self.reason),
            url=self.url,
            at=datetime.combine(self.last_on, time(), UTC),
            thing=f"tie:{self.tie}",
            steps=((_("We talked"), self.talked_url), (_("Later, in four weeks"), self.later_url)),
        )


def _said_of(person: Person, row: Any) -> Said:
    talked, later = (reminder_token(link, person, row.tie, row.last_on) for link in (TALKED_LINK, LATER_LINK))
    return Said(
        tie=row.tie,
        name=row.name,
        last_on=row.last_on,
        reason=_("%(last)s.", last=last_words(row, clock.today(person.time_zone))),
        talked_url=url_for("ties.talked_by_mail", token=talked, _external=True),
        later_url=url_for("ties.later_by_mail", token=later, _external=True),
        url=url_for("ties.show", tie=row.tie, _external=True),
    )


def _offer_url(person: Person, offerer_id: int, *, yes: bool) -> str:
    return url_for("ties.offer_by_mail", token=offer_token(person, offerer_id, yes=yes), _external=True)
