"""The charter: a new version, signing it, and saying that it still fits."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.steps import held_seat
from community.circles.models import PARTS, Charter, CharterSignature, Circle, CircleMember
from community.circles.permissions import BELONG, FACILITATE
from community.core import clock
from community.core.errors import Conflict, Invalid, Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.text import clean_text
from community.events import CharterChanged, CharterSigned

# How long the version before may be kept to, in a circle that plans no meeting.
GRACE = timedelta(days=14)
REVIEWED_EVERY = timedelta(days=182)


def write_charter(
    actor: Person,
    seat: CircleMember,
    *,
    parts: Mapping[str, str],
    review_on: date | None = None,
    newcomers_read_all: bool = False,
    replaces: int | None = None,
) -> Charter:
    """A new version of the charter, signed by who writes it. The others sign it before the next meeting (at once, the first time).

    `replaces`: the number of the version that was changed; another one since is not overwritten.
    Refuses (Refused) whoever does not facilitate; (Conflict) when somebody was quicker. Publishes CharterChanged.
    """
    seat = held_seat(actor, seat, BELONG)
    if not seat.may_facilitate or seat.circle.is_ended:
        raise Refused(_l("The facilitator writes the charter."))
    circle, now = seat.circle, clock.now()
    if replaces is not None and replaces != circle.charter_number:
        raise Conflict(
            _l("Somebody has written a new version of the charter meanwhile."),
            what_next=_l("Open the charter, read it, and change what you would like to change in it."),
        )
    _bind(circle, now)
    circle.history_from = (circle.history_from or now) if newcomers_read_all else None
    circle.review_on = review_on
    charter = Charter(
        circle_id=circle.id, number=circle.charter_number, author_id=actor.id, review_on=review_on,
        newcomers_read_all=newcomers_read_all, **{part: clean_text(parts.get(part, "")) for part in PARTS},
    )  # fmt: skip
    db.session.add(charter)
    db.session.flush()
    sign_charter(actor, seat, charter)
    publish(CharterChanged(circle.id, charter.number, actor.id))
    return charter


def _bind(circle: Circle, now: datetime) -> None:
    """Count one version more; until the next meeting begins, whoever signed the one before may go on."""
    bound = circle.bound_number(now)
    is_first = circle.charter_number == 0
    circle.charter_binds_at = now if is_first else queries.next_meeting_at(circle.id) or now + GRACE
    circle.charter_bound_number = bound
    circle.charter_number += 1


def sign_charter(actor: Person, seat: CircleMember, charter: Charter) -> None:
    """Sign one version. Signing it again changes nothing. Publishes CharterSigned when it is a newer one than before."""
    seat = held_seat(actor, seat, BELONG)
    if charter.number != seat.circle.charter_number:
        raise Conflict(
            _l("There is a newer version of the charter."), what_next=_l("Open the charter again, read it and sign it.")
        )
    if db.session.get(CharterSignature, (charter.id, actor.id)) is None:
        db.session.add(CharterSignature(charter_id=charter.id, person_id=actor.id))
    if charter.number > seat.signed_number:
        seat.signed_number, seat.signed_at = charter.number, clock.now()
        publish(CharterSigned(seat.circle_id, actor.id, charter.number))
    db.session.flush()


def keep_charter(actor: Person, seat: CircleMember, *, review_on: date | None = None) -> None:
    """The charter still fits: the circle is asked again on that day (by default in half a year).

    Refuses (Invalid) a day that is not ahead.
    """
    circle = held_seat(actor, seat, FACILITATE).circle
    today = clock.today()
    if review_on is not None and review_on <= today:
        raise Invalid(_l("Please choose a day that is still to come."), field="review_on")
    circle.review_on = review_on or today + REVIEWED_EVERY
    db.session.flush()
