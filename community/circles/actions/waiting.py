"""The waiting list: a free place is kept for who has waited longest, for seven days, then for the next."""

from datetime import timedelta

from community.circles import queries
from community.circles.actions.steps import held
from community.circles.models import LEFT, OFFERED, Circle, CircleMember
from community.circles.permissions import PENDING, SEE_CIRCLE
from community.core import clock
from community.core.extensions import db
from community.core.outbox import publish
from community.core.policy import can
from community.events import CirclePlaceKept

KEPT_FOR = timedelta(days=7)


def keep_places(circle: Circle) -> None:
    """Keep every free place of a held circle for somebody who waits and may still see it. Publishes CirclePlaceKept for each."""
    if circle.is_full or not circle.is_running:
        return
    for place in queries.waiting_in_turn(circle.id):
        if circle.is_full:
            break
        if not can(place.person, SEE_CIRCLE, circle):
            continue
        circle.taken += 1
        place.state, place.since = OFFERED, clock.now()
        place.kept_until = place.since + KEPT_FOR
        db.session.flush()
        publish(CirclePlaceKept(place.id))


def give_back(place: CircleMember) -> None:
    """A kept place of a held circle is free again, for the next who waits."""
    circle = place.circle
    circle.taken -= 1
    forget(place)
    keep_places(circle)


def forget(place: CircleMember) -> None:
    """What was pending is over: as if it had not been, except that who was a member once has left."""
    if place.joined_at is None:
        db.session.delete(place)
    else:
        place.state, place.since = LEFT, clock.now()
        place.words = place.kept_until = None
    db.session.flush()


def let_go(place: CircleMember) -> None:
    """Whatever is pending of somebody ends without a word: after a block, or when they are gone. Holds the circle."""
    circle = held(place.circle)
    fresh = queries.fresh_seat(circle.id, place.person_id)
    if fresh is None or fresh.state not in PENDING:
        return
    if fresh.state == OFFERED:
        give_back(fresh)
    else:
        forget(fresh)


def end_kept_place(member_id: int) -> None:
    """The time for an answer is over: the place is the next one's. Does nothing when there was an answer."""
    found = queries.member_by_id(member_id)
    circle = None if found is None else held(found.circle)
    place = None if found is None or circle is None else queries.fresh_seat(circle.id, found.person_id)
    if place is None:
        return
    if place.state == OFFERED and place.kept_until is not None and place.kept_until <= clock.now():
        give_back(place)


def keep_free_places(circle_id: int) -> None:
    """Places have become free, however: keep them for who waits."""
    circle = queries.locked(circle_id)
    if circle is not None:
        keep_places(circle)
