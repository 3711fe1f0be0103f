"""Finding a time together: asking, answering, and settling on one, which plans the meeting."""

from collections.abc import Collection, Mapping
from datetime import datetime

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.meetings import check_time, plan
from community.circles.actions.steps import LOOK_AGAIN, held, held_seat
from community.circles.models import (
    MOST_POLL_TIMES,
    MOST_POLLS_OPEN,
    POLL_DROPPED,
    SETTLED,
    SUITS,
    CircleMeeting,
    CircleMember,
    CirclePoll,
    PollAnswer,
    PollTime,
)
from community.circles.permissions import ANSWER_POLL, FACILITATE, SETTLE_POLL
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import Permission, can
from community.events import CirclePollOpened


def open_poll(actor: Person, seat: CircleMember, *, times: Collection[datetime]) -> CirclePoll:
    """Ask the members which of some times suit them; they suit whoever asks.

    Refuses (Invalid) fewer than two or more than eight, and what is past; (Conflict) a fourth poll at once.
    Publishes CirclePollOpened.
    """
    seat = held_seat(actor, seat, FACILITATE)
    moments = sorted(set(times))
    if not 2 <= len(moments) <= MOST_POLL_TIMES:
        raise Invalid(_l("Give two to %(most)d different times.", most=MOST_POLL_TIMES), field="times")
    for moment in moments:
        check_time(moment, seat.circle.minutes)
    if queries.how_many_polls(seat.circle_id) >= MOST_POLLS_OPEN:
        raise Conflict(
            _l("%(number)d questions for a time are open already.", number=MOST_POLLS_OPEN),
            what_next=_l("Choose a time in one of them, or drop it, before you ask again."),
        )
    answers = [[PollAnswer(person_id=actor.id, suits=SUITS[0])] for _ in moments]
    poll = CirclePoll(
        circle_id=seat.circle_id,
        author_id=actor.id,
        times=[PollTime(starts_at=at, answers=own) for at, own in zip(moments, answers, strict=True)],
    )
    poll.circle = seat.circle
    db.session.add(poll)
    db.session.flush()
    publish(CirclePollOpened(poll.id, actor.id))
    return poll


def answer_poll(actor: Person, poll: CirclePoll, *, answers: Mapping[datetime, str]) -> None:
    """Say of each time whether it suits; it can be said anew until one is chosen. Times that are not of the poll count nothing."""
    poll = _held(actor, poll, ANSWER_POLL)
    for time in poll.times:
        suits = answers.get(time.starts_at)
        if suits is None:
            continue
        if suits not in SUITS:
            raise Invalid(_l("Yes, if need be, or no?"))
        own = db.session.get(PollAnswer, (time.id, actor.id)) or PollAnswer(time_id=time.id, person_id=actor.id)
        own.suits = suits
        db.session.add(own)
    db.session.flush()


def settle_poll(actor: Person, poll: CirclePoll, *, starts_at: datetime) -> CircleMeeting:
    """Choose one of the times: the meeting is planned. Refuses (Invalid) any other time, and a past one. Publishes MeetingPlanned."""
    poll = _held(actor, poll, SETTLE_POLL)
    if starts_at not in {time.starts_at for time in poll.times}:
        raise Invalid(_l("Please choose one of the times."), field="starts_at")
    seat = queries.seat_by_ids(poll.circle_id, actor.id)
    assert seat is not None  # may settle
    meeting = plan(actor, seat, starts_at=starts_at)
    poll.state, poll.meeting_id = SETTLED, meeting.id
    db.session.flush()
    return meeting


def drop_poll(actor: Person, poll: CirclePoll) -> None:
    """None of the times fits: the question is off the table."""
    _held(actor, poll, SETTLE_POLL).state = POLL_DROPPED
    db.session.flush()


def _held(actor: Person, poll: CirclePoll, permission: Permission) -> CirclePoll:
    """The poll as it is now, its circle held. Refuses (Missing) one that is gone, (Conflict) what is not possible any more."""
    held(poll.circle)
    fresh = queries.fresh_poll(poll.id)
    if fresh is None:
        raise Missing
    if not can(actor, permission, fresh):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    return fresh
