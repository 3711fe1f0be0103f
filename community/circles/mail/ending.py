"""Mails about the end of a circle: its closing round has begun, it has ended, and two who both wish to keep in touch."""

from flask import url_for

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.queries import person_by_id
from community.circles import queries
from community.circles.permissions import PART_WELL, WRITE_CLOSING
from community.circles.wording import named
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can
from community.core.web.filters import date_words


def closing(person: Person, *, circle_id: int) -> Message | None:
    """The closing round has begun; to who can write in it and has not."""
    seat, round_ = queries.seat_by_ids(circle_id, person.id), queries.closing_of(circle_id)
    if seat is None or round_ is None or not can(person, WRITE_CLOSING, seat):
        return None
    if queries.own_closing_words(circle_id, person.id) is not None:
        return None
    circle = seat.circle
    return note(
        _("The closing round of %(circle)s has begun", circle=named(circle)),
        [
            _("What do you keep, what do you let go, what do you take along? A few words are enough."),
            _("There is time until %(day)s. What you write opens what the others wrote.", day=date_words(round_.until)),
        ],
        _("Write your closing words"),
        url_for("circles.closing", circle=circle.public_id, _external=True),
        why=_("You get this mail because you are a member of this circle."),
    )


def ended(person: Person, *, circle_id: int) -> Message | None:
    """It has ended, and this is what remains; to who was in it at the end and may read it."""
    seat = queries.seat_by_ids(circle_id, person.id)
    if seat is None or not seat.circle.is_ended or not can(person, PART_WELL, seat):
        return None
    circle = seat.circle
    return note(
        _("The end of %(circle)s", circle=named(circle)),
        [
            _("What was written there stays for you to read. Nobody writes there any more."),
            _("You can say with whom you would like to keep in touch, or go on in a new circle."),
        ],
        _("See what remains"),
        url_for("circles.closing", circle=circle.public_id, _external=True),
        why=_("You get this mail because you were a member of this circle."),
    )


def both_wish(person: Person, *, circle_id: int, other_id: int) -> Message | None:
    """Both would like to keep in touch; to the one who had said so first."""
    seat, other = queries.seat_by_ids(circle_id, person.id), person_by_id(other_id)
    if seat is None or other is None or not can(person, PART_WELL, seat) or not can(person, SEE_PERSON, other):
        return None
    if not queries.both_wish(circle_id, person.id, other_id):
        return None
    return note(
        _("You and %(name)s would both like to keep in touch", name=other.name),
        [
            _(
                "You said so at the end of %(circle)s, and %(name)s said so too.",
                circle=named(seat.circle),
                name=other.name,
            ),
            _("From now on you find each other among the people you keep in touch with."),
        ],
        _("Open their profile"),
        url_for("alumni.profile", person=other.public_id, _external=True),
        why=_("You get this mail because you said that you would like to keep in touch."),
        names=[other.id],
    )
