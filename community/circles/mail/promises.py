"""The one mail about a promise: to who made it, a day before. What was promised is not in it."""

from datetime import date

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.permissions import CHANGE_PROMISE
from community.circles.wording import named
from community.core import clock
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can
from community.core.web.filters import date_words


def promise(person: Person, *, promise_id: int, due_on: str) -> Message | None:
    """Tomorrow is the day; unless it is done, moved, over, or not theirs to change any more."""
    found = queries.promise_by_id(promise_id)
    day = date.fromisoformat(due_on)
    if found is None or not found.is_open or found.due_on != day or day < clock.today(person.time_zone):
        return None
    if not can(person, CHANGE_PROMISE, found):
        return None
    return note(
        _("You promised something to %(circle)s", circle=named(found.circle)),
        [
            _("Its day is %(day)s. If it is done, say so with one click.", day=date_words(day)),
            _("If another day fits better, choose one in time: that is as good as keeping it."),
        ],
        _("Open the promises"),
        url_for("circles.promises", circle=found.circle.public_id, _external=True),
        why=_("You get this mail because you made a promise. Nobody else is reminded of it."),
    )
