"""Mails about who holds a circle together, and to whoever was let go."""

from flask import url_for

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.circles import queries
from community.circles.models import Circle, CircleMember
from community.circles.permissions import BELONG
from community.circles.permissions.people import READ_FAREWELL, TAKE_OVER
from community.circles.wording import named
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can


def facilitating_asked(person: Person, *, circle_id: int) -> Message | None:
    """To whom the facilitator would like to hand over, or the coordinators where nobody holds it together, as long as the
    question stands."""
    seat = _seat(person, circle_id)
    if seat is None or seat.circle.asked_to_facilitate_id != person.id:
        return None
    facilitator = seat.circle.facilitator
    is_held = facilitator is not None and facilitator.is_present
    if is_held and not _sees_who_asks(person, seat.circle):
        return None
    asking = (
        _("The facilitator asks you: planning the meetings, minding the charter, letting people in.")
        if is_held
        else _("Nobody does at the moment, so the coordinators ask you: planning the meetings, letting people in.")
    )
    return note(
        _("Would you hold %(circle)s together from now on?", circle=named(seat.circle)),
        [asking, _("Nothing changes until you say yes. A no needs no reason.")],
        _("Answer"),
        _people(seat.circle),
        why=_("You get this mail because you are asked to hold this circle together."),
    )


def facilitator_needed(person: Person, *, circle_id: int) -> Message | None:
    """To every member, as long as nobody has said yes."""
    seat = _seat(person, circle_id)
    if seat is None or seat.circle.facilitator_id is not None or not can(person, TAKE_OVER, seat):
        return None
    return note(
        _("Who would like to hold %(circle)s together?", circle=named(seat.circle)),
        [
            _("Nobody does at the moment. Everything that was written and planned is still there."),
            _("The first of you to say yes takes it; it can be handed on at any time."),
        ],
        _("See the circle"),
        _people(seat.circle),
        why=_("You get this mail because you are a member of this circle."),
    )


def follows_as_facilitator(person: Person, *, circle_id: int) -> Message | None:
    """To the stand-in who follows a facilitator."""
    seat = _seat(person, circle_id)
    if seat is None or not seat.facilitates:
        return None
    return note(
        _("You hold %(circle)s together now", circle=named(seat.circle)),
        [
            _("Whoever facilitated can’t at the moment, and you are the stand-in."),
            _("If it does not fit, ask another member on the page of its people."),
        ],
        _("See the circle"),
        _people(seat.circle),
        why=_("You get this mail because you were its stand-in."),
    )


def stand_in_named(person: Person, *, circle_id: int) -> Message | None:
    """To the new stand-in."""
    seat = _seat(person, circle_id)
    if seat is None or seat.circle.stand_in_id != person.id or not _sees_who_asks(person, seat.circle):
        return None
    return note(
        _("You are the stand-in of %(circle)s", circle=named(seat.circle)),
        [
            _("When the facilitator can’t be there, you can do what they do, and you follow if they leave."),
            _("If you would rather not, step down on the page of its people, without a reason."),
        ],
        _("See the circle"),
        _people(seat.circle),
        why=_("You get this mail because the facilitator named you the stand-in of this circle."),
    )


def let_go(person: Person, *, member_id: int) -> Message | None:
    """To whoever was let go: the words that were left for them are on the site, for them alone."""
    row = queries.member_by_id(member_id)
    if row is None or not can(person, READ_FAREWELL, row):
        return None
    return note(
        _("You are not a member of %(circle)s any more", circle=named(row.circle)),
        [_("The facilitator wrote you a few words about it. You alone can read them.")],
        _("Read them"),
        url_for("circles.farewell", member=row.public_id, _external=True),
        why=_("You get this mail because you were a member of this circle."),
    )


def _seat(person: Person, circle_id: int) -> CircleMember | None:
    """What every one of these mails asks: still a member, of a circle that has not ended."""
    seat = queries.seat_by_ids(circle_id, person.id)
    return seat if seat is not None and can(person, BELONG, seat) and not seat.circle.is_ended else None


def _sees_who_asks(person: Person, circle: Circle) -> bool:
    """No mail comes from somebody whom a block parts from the reader."""
    return can(person, SEE_PERSON, circle.facilitator)


def _people(circle: Circle) -> str:
    return url_for("circles.people", circle=circle.public_id, _external=True)
