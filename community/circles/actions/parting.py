"""What remains of a circle that ends: ties between those who both wish, and a new circle for who would like to go on."""

from collections.abc import Collection

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.circles import queries
from community.circles.actions.charters import write_charter
from community.circles.actions.inviting import invite_to
from community.circles.actions.starting import start
from community.circles.actions.steps import held_seat
from community.circles.models import NOT_WISHED, PARTS, WISHED, CircleMember, CircleTieWish
from community.circles.permissions import PART_WELL
from community.core import clock, mail
from community.core.extensions import db
from community.core.outbox import publish
from community.events import CircleTie

# What a circle that goes on keeps of how it was held.
KEPT_WISHES = (
    "topics", "language", "mode", "place", "size", "planned_meetings", "rhythm", "minutes", "joining", "is_listed",
    "takes_turns",
)  # fmt: skip


def wish_ties(actor: Person, seat: CircleMember, *, person_ids: Collection[int]) -> list[int]:
    """Say with whom of the circle one would like to keep in touch, and by that with whom not. Returns who wishes it too.

    Each says it alone, and only two yeses are ever told; what is known to both stays. Publishes CircleTie for each pair.
    """
    seat = held_seat(actor, seat, PART_WELL)
    mine = queries.tie_wishes_of(seat.circle_id, actor.id)
    theirs = queries.tie_wishes_about(seat.circle_id, actor.id)
    found: list[int] = []
    for other in queries.members_seen_by(actor, seat.circle_id):
        if other.person_id == actor.id:
            continue
        wish = mine.get(other.person_id)
        if wish is None:
            wish = CircleTieWish(circle_id=seat.circle_id, person_id=actor.id, other_id=other.person_id)
            db.session.add(wish)
        if wish.mutual_on is not None:
            continue
        wish.answer = WISHED if other.person_id in person_ids else NOT_WISHED
        back = theirs.get(other.person_id)
        if wish.is_yes and back is not None and back.is_yes:
            _reveal(wish, back)
            found.append(other.person_id)
    db.session.flush()
    return found


def _reveal(wish: CircleTieWish, back: CircleTieWish) -> None:
    wish.mutual_on = back.mutual_on = clock.today()
    low, high = sorted((wish.person_id, wish.other_id))
    publish(CircleTie(wish.circle_id, (low, high), wish.mutual_on))
    first = person_by_id(wish.other_id)  # said so before, and could not see it yet
    about = f"circle:{wish.circle_id}:tie:{wish.person_id}"
    mail.post("circles.both_wish", to=first, about=about, circle_id=wish.circle_id, other_id=wish.person_id)


def renew(
    actor: Person, seat: CircleMember, *, name: str, purpose: str, person_ids: Collection[int] = ()
) -> CircleMember:
    """Go on in a new circle which the actor holds together, with those of the old one who are chosen and say yes; others can
    be invited there. The charter comes along as its first version, to be signed anew, and nothing else that was written.

    Returns the actor's row of the new one. Publishes CircleStarted, and CircleInvited for each who is invited.
    """
    seat = held_seat(actor, seat, PART_WELL)
    old = seat.circle
    fresh = start(actor, name=name, purpose=purpose, **{wish: getattr(old, wish) for wish in KEPT_WISHES})
    fresh.circle.renewed_from_id = old.id
    charter = queries.newest_charter(old.id)
    if charter is not None:
        parts = {part: getattr(charter, part) for part in PARTS}
        write_charter(actor, fresh, parts=parts, newcomers_read_all=charter.newcomers_read_all)
    for other in queries.members_seen_by(actor, old.id):
        if other.person_id in person_ids and other.person_id != actor.id:
            invite_to(fresh.circle, other.person, by_person_id=actor.id)
    db.session.flush()
    return fresh
