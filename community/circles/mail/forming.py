"""The mail to somebody of the list for whom no circle was found this time."""

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.forming_words import NO_PLACE, NO_PLACE_NEXT
from community.core.language import gettext as _
from community.core.mail import Message, note


def no_place(person: Person, *, reason: str) -> Message | None:
    """Not wanted any more once they took their wish back, or found a circle."""
    if not person.is_present or queries.wish_of(person.id) is None:
        return None
    return note(
        _("No circle for you yet"),
        [
            str(NO_PLACE[reason]),
            _("You stay on the list, and next time you are among the first. You need not do anything."),
            str(NO_PLACE_NEXT[reason]),
        ],
        _("See what you said"),
        url_for("circles.wish", _external=True),
        why=_("You get this mail because you said that you would like a circle."),
    )
