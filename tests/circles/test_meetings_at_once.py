"""Several who change one meeting at the same moment, in real transactions on real connections."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.models import MeetingAnswer
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from tests.at_once import at_once, written
from tests.circles.making import begun, meeting
from tests.make import Make


def person(person_id):
    return db.session.get_one(Person, person_id)


@pytest.fixture
def circle(fresh_app):
    """The ids of a circle and of its four members, the first two of whom hold it together."""

    def build():
        make = Make()
        people = [make.person() for _ in range(4)]
        seat = make.circle(*people)
        seat.circle.stand_in_id = people[1].id
        meeting(seat, rhythm="week", length=6)
        return seat.circle_id, [one.id for one in people]

    return written(fresh_app, build)


def test_each_change_has_a_number_of_its_own(fresh_app, circle):
    circle_id, ids = circle
    meeting_ids = written(fresh_app, lambda: [one.id for one in queries.meetings_ahead(circle_id)])

    def move(number):
        one = queries.meeting_by_id(meeting_ids[number])
        at = one.starts_at + timedelta(hours=1)
        return actions.change_meeting(
            person(ids[number % 2]), one, starts_at=at, minutes=60, place=""
        ).sequence  # fmt: skip

    assert sorted(at_once(fresh_app, *(lambda n=n: move(n) for n in range(4)))) == [1, 2, 3, 4]


def test_of_two_who_cut_a_series_at_once_the_calendars_end_where_the_site_does(fresh_app, circle):
    circle_id, ids = circle
    meeting_ids = written(fresh_app, lambda: [one.id for one in queries.meetings_ahead(circle_id)])

    def cut(number, who):
        actions.cancel_meeting(person(ids[who]), queries.meeting_by_id(meeting_ids[number]), following=True)

    results = at_once(fresh_app, lambda: cut(2, 0), lambda: cut(4, 1))
    assert all(one is None or isinstance(one, Conflict) for one in results)

    def ahead():
        rows = queries.meetings_ahead(circle_id)
        return len(rows), rows[0].series.length

    assert written(fresh_app, ahead) == (2, 2)


def test_of_two_who_write_notes_at_once_one_is_told(fresh_app, circle):
    circle_id, ids = circle
    meeting_id = written(fresh_app, lambda: begun(queries.seat_by_ids(circle_id, ids[0])).id)

    def write(who):
        one = queries.meeting_by_id(meeting_id)
        return actions.write_notes(person(ids[who]), one, words=f"Notes {who}", revision=0).notes_revision

    results = at_once(fresh_app, lambda: write(2), lambda: write(3))
    assert sorted(isinstance(one, Invalid) for one in results) == [False, True]


def test_who_says_they_were_there_at_once_is_counted_together(fresh_app, circle):
    circle_id, ids = circle
    meeting_id = written(fresh_app, lambda: begun(queries.seat_by_ids(circle_id, ids[0])).id)

    def say(who):
        actions.tell_presence(person(ids[who]), queries.meeting_by_id(meeting_id), was_there=True)

    assert at_once(fresh_app, *(lambda who=who: say(who) for who in range(4))) == [None] * 4

    def counted():
        there = select(MeetingAnswer.person_id).where(MeetingAnswer.was_there, MeetingAnswer.meeting_id == meeting_id)
        return len(db.session.scalars(there).all()), queries.meeting_by_id(meeting_id).met_revision

    assert written(fresh_app, counted) == (4, 4)
