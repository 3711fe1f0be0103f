"""The end of a circle: the closing round, what each says in it, and the end itself, after which everything stays to be read."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, update

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.steps import held_seat
from community.circles.models import (
    ASKED,
    ASKING,
    CLOSING,
    CLOSING_PARTS,
    ENDED,
    INVITED,
    LONGEST_CLOSING,
    OFFERED,
    POLL_DROPPED,
    RUNNING,
    SHORTEST_CLOSING,
    WAITING,
    Circle,
    CircleClosing,
    CircleMember,
    CirclePoll,
    ClosingWords,
)
from community.circles.permissions import BEGIN_CLOSING, CALL_OFF_CLOSING, WRITE_CLOSING
from community.core import clock
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.text import clean_text
from community.events import CircleClosingBegan, CircleEnded

WESTERNMOST = timedelta(hours=12)  # when a day is over there, it is over everywhere


def begin_closing(actor: Person, seat: CircleMember, *, until: date) -> None:
    """Begin the closing round: nobody new comes in, each says what they keep, let go and take along.

    Refuses (Invalid) a last day that is too near or too far. Publishes CircleClosingBegan.
    """
    seat = held_seat(actor, seat, BEGIN_CLOSING)
    today = clock.today(actor.time_zone)
    if not timedelta(days=SHORTEST_CLOSING) <= until - today <= timedelta(days=LONGEST_CLOSING):
        raise Invalid(
            _l(
                "Leave at least %(shortest)d days, and at most %(longest)d.",
                shortest=SHORTEST_CLOSING,
                longest=LONGEST_CLOSING,
            ),
            field="until",
        )
    circle = seat.circle
    circle.state, circle.closing_at = CLOSING, clock.now()
    closing = queries.closing_of(circle.id) or CircleClosing(circle_id=circle.id)
    closing.begun_by_id, closing.until, closing.created_at = actor.id, until, clock.now()
    db.session.add(closing)
    db.session.flush()
    publish(CircleClosingBegan(circle.id, actor.id))


def call_off_closing(actor: Person, seat: CircleMember) -> None:
    """Go on after all. What was written in the round so far is kept for the real end."""
    seat = held_seat(actor, seat, CALL_OFF_CLOSING)
    seat.circle.state, seat.circle.closing_at = RUNNING, None
    db.session.flush()


def write_closing(actor: Person, seat: CircleMember, *, parts: Mapping[str, str]) -> Circle:
    """Say what one keeps, lets go and takes along, or say it better: as long as the round goes on.

    When everybody who may write has written, the circle ends. Refuses (Invalid) nothing at all. May publish CircleEnded.
    """
    seat = held_seat(actor, seat, WRITE_CLOSING)
    said = {part: clean_text(parts.get(part, "")) for part in CLOSING_PARTS}
    if not any(said.values()):
        raise Invalid(_l("One of the three is enough, but say something."), field=CLOSING_PARTS[0])
    words = queries.own_closing_words(seat.circle_id, actor.id)
    if words is None:
        words = ClosingWords(circle_id=seat.circle_id, person_id=actor.id, **said)
        db.session.add(words)
    for part, text in said.items():
        setattr(words, part, text)
    db.session.flush()
    if _everybody_has_written(seat.circle):
        end(seat.circle)
    return seat.circle


def end(circle: Circle) -> None:
    """The end: its members read on, nobody writes, and who was not in it yet has nothing to do with it any more.

    The circle is held by the caller. Ending it twice changes nothing. Publishes CircleEnded.
    """
    if circle.is_ended:
        return
    circle.state, circle.ended_at = ENDED, clock.now()
    outside = (CircleMember.circle_id == circle.id, CircleMember.state.in_((ASKED, INVITED, WAITING, OFFERED)))
    db.session.execute(delete(CircleMember).where(*outside))
    circle.taken = len(queries.members(circle.id))
    asking = (CirclePoll.circle_id == circle.id, CirclePoll.state == ASKING)
    db.session.execute(update(CirclePoll).where(*asking).values(state=POLL_DROPPED))
    db.session.flush()
    publish(CircleEnded(circle.id))


def end_closings_over(now: datetime) -> int:
    """End the circles whose closing round is over everywhere on earth; returns how many."""
    day = (now.astimezone(UTC) - WESTERNMOST).date()
    ended = 0
    for circle_id in queries.closings_over(day):
        circle = queries.locked(circle_id)
        closing = queries.closing_of(circle_id)
        if circle is not None and circle.state == CLOSING and closing is not None and closing.until < day:
            end(circle)
            ended += 1
    return ended


def _everybody_has_written(circle: Circle) -> bool:
    """Of those who can: who has not signed the charter, or does not take part in the community now, keeps nobody waiting."""
    now = clock.now()
    expected = {
        seat.person_id for seat in queries.members(circle.id) if seat.person.is_present and seat.has_signed(circle, now)
    }
    return expected <= queries.who_wrote_closing(circle.id)
