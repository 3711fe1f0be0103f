"""Mails about the charter: there is one to sign; it is time to look at it again. Not a word of it."""

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.models import Circle
from community.circles.permissions import BELONG
from community.circles.wording import named
from community.core import clock
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can
from community.core.web.filters import date_words, when_words


def charter_changed(person: Person, *, circle_id: int, number: int) -> Message | None:
    """To every member who has not signed this version, as long as it is the newest."""
    seat = queries.seat_by_ids(circle_id, person.id)
    if seat is None or not can(person, BELONG, seat) or seat.circle.is_ended:
        return None
    circle = seat.circle
    if circle.charter_number != number or seat.signed_number >= number:
        return None
    if seat.has_signed(circle, clock.now()) and circle.charter_binds_at is not None:
        headline = _("There is a new version of the charter of %(circle)s", circle=named(circle))
        lines = [
            _("Its page shows what is different."),
            _("To go on taking part, sign it before %(when)s.", when=when_words(circle.charter_binds_at)),
        ]
    else:
        headline = _("The charter of %(circle)s is there for you to sign", circle=named(circle))
        lines = [_("Once you have read and signed it, you can read, write and come to meetings.")]
    return note(headline, lines, _("Read the charter"), _page(circle, "circles.charter"), why=_why())


def charter_review(person: Person, *, circle_id: int, day: str) -> Message | None:
    """To the facilitator, on the day on which the circle wanted to look at its charter again."""
    seat = queries.seat_by_ids(circle_id, person.id)
    if seat is None or not can(person, BELONG, seat) or not seat.facilitates or not seat.circle.is_running:
        return None
    review_on = seat.circle.review_on
    if review_on is None or review_on.isoformat() != day:
        return None
    return note(
        _("Does the charter of %(circle)s still fit?", circle=named(seat.circle)),
        [
            _("You wanted to look at it again by %(day)s.", day=date_words(review_on)),
            _("Ask the others when you meet next; then say that it still fits, or write a new version."),
        ],
        _("Look at the charter"),
        _page(seat.circle, "circles.charter_review"),
        why=_("You get this mail because you hold this circle together."),
    )


def _page(circle: Circle, endpoint: str) -> str:
    return url_for(endpoint, circle=circle.public_id, _external=True)


def _why() -> str:
    return _("You get this mail because you are a member of this circle.")
