"""The mail that asks when one could meet."""

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.permissions import ANSWER_POLL
from community.circles.wording import named
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can


def poll(person: Person, *, poll_id: int) -> Message | None:
    """Which of some times suit you? To members who can still answer, and have not."""
    found = queries.poll_by_id(poll_id)
    if found is None or not can(person, ANSWER_POLL, found) or queries.has_answered_poll(poll_id, person.id):
        return None
    return note(
        _("When could you meet? A question from %(circle)s", circle=named(found.circle)),
        [_("Say of each time whether it suits you. It takes a minute, on your own clock.")],
        _("Say what suits you"),
        url_for("circles.poll", poll=found.public_id, _external=True),
        why=_("You get this mail because you are a member of this circle."),
    )
