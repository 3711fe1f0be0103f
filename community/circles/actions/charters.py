"""The charter: a new version, signing it, and asking whether it still fits."""

from collections.abc import Mapping
from datetime import date

from community.accounts.models import Person
from community.circles.actions.steps import held_seat
from community.circles.models import PARTS, Charter, CharterSignature, CircleMember
from community.circles.permissions import BELONG
from community.core import clock
from community.core.errors import Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.text import clean_text
from community.events import CharterChanged


def write_charter(
    actor: Person,
    seat: CircleMember,
    *,
    parts: Mapping[str, str],
    review_on: date | None = None,
    newcomers_read_all: bool = False,
) -> Charter:
    """A new version of the charter, signed by who writes it. The others sign it before the next meeting (at once, the first time).

    Refuses (Refused) whoever does not facilitate. Publishes CharterChanged.
    """
    seat = held_seat(actor, seat, BELONG)
    if not seat.may_facilitate or seat.circle.is_ended:
        raise Refused(_l("The facilitator writes the charter."))
    circle, now = seat.circle, clock.now()
    circle.charter_bound_number, circle.charter_binds_at = circle.bound_number(now), now
    circle.charter_number += 1
    if newcomers_read_all:
        circle.history_from = circle.history_from or now
    else:
        circle.history_from = None
    charter = Charter(
        circle_id=circle.id, number=circle.charter_number, author_id=actor.id, review_on=review_on,
        newcomers_read_all=newcomers_read_all, **{part: clean_text(parts.get(part, "")) for part in PARTS},
    )  # fmt: skip
    db.session.add(charter)
    db.session.flush()
    sign_charter(actor, seat, charter)
    publish(CharterChanged(circle.id, charter.number, actor.id))
    return charter


def sign_charter(actor: Person, seat: CircleMember, charter: Charter) -> None:
    """Sign one version. Signing it again changes nothing."""
    if db.session.get(CharterSignature, (charter.id, actor.id)) is None:
        db.session.add(CharterSignature(charter_id=charter.id, person_id=actor.id))
    if charter.number > seat.signed_number:
        seat.signed_number, seat.signed_at = charter.number, clock.now()
    db.session.flush()
