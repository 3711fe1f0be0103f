"""A permission is written once: the predicate and its SQL twin say the same for everybody and every row."""

import pytest
from sqlalchemy import inspect, select

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.permissions import visible_to as person_visible_to
from community.alumni.models import Profile
from community.alumni.permissions import SEE_PROFILE
from community.alumni.permissions import visible_to as profile_visible_to
from community.api.models import CalendarFeed
from community.api.permissions import OWN_FEED
from community.api.permissions import visible_to as feed_visible_to
from community.catchups.models import CatchUp, IntroductionSide
from community.catchups.permissions import SEE_CATCHUP, SEE_INTRODUCTION
from community.catchups.permissions.catchups import visible_to as catchup_visible_to
from community.catchups.permissions.introductions import sides_visible_to
from community.circles.models import (
    Charter,
    CheckinAnswer,
    CheckinQuestion,
    Circle,
    CircleMeeting,
    CircleMember,
    CircleOpening,
    CirclePoll,
    CirclePost,
    CirclePromise,
    CircleReport,
    ClosingWords,
)
from community.circles.permissions import OWN_PLACE, READ_CIRCLE, RECEIVE, SEE_CIRCLE, SEE_OPENING, SEE_REPORT
from community.circles.permissions.charters import SEE_CHARTER, charters_visible_to
from community.circles.permissions.checkins import (
    READ_CHECKIN_ANSWER,
    SEE_QUESTION,
    checkin_answers_visible_to,
    questions_visible_to,
)
from community.circles.permissions.circles import seats_readable_by
from community.circles.permissions.circles import visible_to as circle_visible_to
from community.circles.permissions.discussion import SEE_POST
from community.circles.permissions.discussion import visible_to as post_visible_to
from community.circles.permissions.ending import READ_CLOSING_WORDS, closing_words_visible_to
from community.circles.permissions.joining import places_of, received_by
from community.circles.permissions.meetings import SEE_MEETING, meetings_visible_to
from community.circles.permissions.openings import visible_to as opening_visible_to
from community.circles.permissions.people import READ_FAREWELL, SEE_MEMBER, farewells_visible_to, members_visible_to
from community.circles.permissions.polls import SEE_POLL, polls_visible_to
from community.circles.permissions.promises import SEE_PROMISE, promises_visible_to
from community.circles.permissions.reports import visible_to as report_visible_to
from community.core.extensions import db
from community.core.policy import can
from community.mentorships.models import Mentorship
from community.mentorships.permissions import SEE_MENTORSHIP
from community.mentorships.permissions import visible_to as mentorship_visible_to
from community.milestones.models import Congratulation, Milestone
from community.milestones.permissions import SEE_CONGRATULATION, SEE_MILESTONE
from community.milestones.permissions.congratulations import visible_to as congratulation_visible_to
from community.milestones.permissions.milestones import visible_to as milestone_visible_to
from community.notifications.models import Notice
from community.notifications.permissions import SEE_NOTICE
from community.notifications.permissions import visible_to as notice_visible_to
from community.ties.models import TieSide
from community.ties.permissions import SEE_TIE
from community.ties.permissions import visible_to as tie_visible_to
from tests.access.addresses import values_of_the_world

# (permission, model, its SQL twin): a feature with a visible_to of its own gets a line here.
TWINS = [
    (SEE_PERSON, Person, person_visible_to),
    (SEE_PROFILE, Profile, profile_visible_to),
    (SEE_MENTORSHIP, Mentorship, mentorship_visible_to),
    (SEE_CATCHUP, CatchUp, catchup_visible_to),
    (SEE_TIE, TieSide, tie_visible_to),
    (SEE_MILESTONE, Milestone, milestone_visible_to),
    (SEE_CONGRATULATION, Congratulation, congratulation_visible_to),
    (SEE_CIRCLE, Circle, circle_visible_to),
    (READ_CIRCLE, CircleMember, seats_readable_by),
    (SEE_POST, CirclePost, post_visible_to),
    (OWN_PLACE, CircleMember, places_of),
    (SEE_MEETING, CircleMeeting, meetings_visible_to),
    (RECEIVE, CircleMember, received_by),
    (SEE_CHARTER, Charter, charters_visible_to),
    (SEE_MEMBER, CircleMember, members_visible_to),
    (READ_FAREWELL, CircleMember, farewells_visible_to),
    (SEE_PROMISE, CirclePromise, promises_visible_to),
    (READ_CLOSING_WORDS, ClosingWords, closing_words_visible_to),
    (SEE_QUESTION, CheckinQuestion, questions_visible_to),
    (READ_CHECKIN_ANSWER, CheckinAnswer, checkin_answers_visible_to),
    (SEE_POLL, CirclePoll, polls_visible_to),
    (SEE_REPORT, CircleReport, report_visible_to),
    (SEE_OPENING, CircleOpening, opening_visible_to),
    (SEE_INTRODUCTION, IntroductionSide, sides_visible_to),
    (OWN_FEED, CalendarFeed, feed_visible_to),
    (SEE_NOTICE, Notice, notice_visible_to),
]


@pytest.mark.parametrize(("permission", "model", "visible_to"), TWINS, ids=lambda value: getattr(value, "name", ""))
def test_the_predicate_and_its_twin_agree(app, world, make, permission, model, visible_to):
    values_of_the_world(db.session, world, make)
    key = inspect(model).primary_key[0]
    rows = db.session.execute(select(model)).scalars().unique().all()
    assert rows, f"the test world has no {model.__name__}: add one to tests/access/addresses.py"
    for name, actor in [("visitor", None), *world.everyone.items()]:
        by_sql = set(db.session.execute(select(key).where(visible_to(actor))).scalars())
        by_predicate = {getattr(row, key.name) for row in rows if can(actor, permission, row)}
        assert by_sql == by_predicate, f"{permission.name} for {name}: SQL and predicate differ"
