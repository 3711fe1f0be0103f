"""By the clock: one reminder to answer, the lapse, one reminder to meet, one question afterwards; never to who has answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from community.catchups import actions, jobs, queries
from community.catchups.models import CatchUp
from community.core import clock as core_clock
from community.core.mail import OutgoingMail
from tests.catchups.conftest import FIRST, LATER, SECOND
from tests.catchups.test_mail import subjects
from tests.postbox import text_of


def every_job():
    for job in (jobs.lapse, jobs.remind_to_answer, jobs.remind_to_meet, jobs.ask_whether_met):
        job()


def days_and_subjects(clock, worker, mails, days):
    """Run the jobs every hour of these days; (day, address, subject) of what was sent."""
    sent = []
    for hour in range(24 * days):
        clock.shift(3600)
        every_job()
        worker.drain()
        sent += [((hour + 1) // 24, message["to"].addresses[0].addr_spec, message["subject"]) for message in mails]
        mails.empty()
    return sent


def test_one_reminder_on_day_7_and_rest_after_14(world, worker, mails, asked, clock):
    catchup = asked(world.ana, world.mia)
    worker.drain()
    mails.empty()
    assert days_and_subjects(clock, worker, mails, 20) == [
        (7, "mia@example.org", "Ana Ruiz Gómez would be glad of an answer"),
        (14, "ana@example.org", "No answer yet: Coffee with Mia Chen 陈"),
    ]
    assert catchup.state == "lapsed"


def test_a_quiet_time_has_no_reminders(world, worker, mails, asked, clock):
    asked(world.ana, world.mia)
    world.mia.standing = "quiet"
    worker.drain()
    mails.empty()
    assert days_and_subjects(clock, worker, mails, 20) == [
        (14, "ana@example.org", "No answer yet: Coffee with Mia Chen 陈")
    ]


@pytest.mark.parametrize("days", [7, 13.5, 15])
def test_what_was_reminded_of_is_not_looked_at_again(days, world, agreed, asked, clock):
    asked(world.ana, world.mia)
    agreed(world.ana, world.pau)
    clock.shift(days * 24 * 3600)
    every_job()
    for column in (CatchUp.remind_at, CatchUp.lapses_at, CatchUp.nudge_at, CatchUp.wonder_at):
        assert queries.due(column, core_clock.now()) == [], column


def test_missed_runs_are_caught_up_once(world, worker, mails, asked, clock):
    asked(world.ana, world.mia)
    worker.drain()
    mails.empty()
    clock.shift(20 * 24 * 3600)
    every_job()
    every_job()
    worker.drain()
    assert subjects(mails) == ["No answer yet: Coffee with Mia Chen 陈"]


def test_who_has_answered_is_not_reminded(world, worker, mails, asked, clock):
    catchup = asked(world.ana, world.mia)
    worker.drain()
    clock.shift(6.9 * 24 * 3600)
    actions.say_not_now(world.mia, catchup)
    worker.drain()
    mails.empty()
    assert days_and_subjects(clock, worker, mails, 10) == []


def test_an_answer_between_the_reminder_and_its_sending_stops_it(world, worker, mails, asked, clock):
    catchup = asked(world.ana, world.mia)
    worker.drain()
    mails.empty()
    clock.shift(7 * 24 * 3600)
    jobs.remind_to_answer()
    actions.accept(world.mia, catchup, starts_at=FIRST)
    worker.drain()
    assert not [subject for subject in subjects(mails) if "glad of an answer" in subject]


def test_a_day_before_both_are_reminded_and_afterwards_both_are_asked(world, worker, mails, agreed, clock):
    agreed(world.ana, world.mia)
    worker.drain()
    mails.empty()
    sent = days_and_subjects(clock, worker, mails, 20)
    assert [(day, address) for day, address, _subject in sent] == [
        (13, "ana@example.org"), (13, "mia@example.org"), (14, "ana@example.org"), (14, "mia@example.org")
    ]  # fmt: skip
    assert sent[0][2] == "Soon: Coffee with Mia Chen 陈"
    assert sent[2][2] == "Did you meet Mia Chen 陈?"


def test_who_agrees_for_this_evening_is_not_reminded_again(world, worker, mails, asked, clock):
    clock.move_to(FIRST - timedelta(hours=5))
    catchup = asked(world.ana, world.mia)
    actions.accept(world.mia, catchup, starts_at=FIRST)
    worker.drain()
    mails.empty()
    jobs.remind_to_meet()
    worker.drain()
    assert len(mails) == 0


def test_a_moved_meeting_is_reminded_of_at_its_new_time_only(world, worker, mails, agreed, clock):
    catchup = agreed(world.ana, world.mia)
    actions.propose(world.ana, catchup, times=[LATER])
    actions.accept(world.mia, catchup, starts_at=LATER)
    worker.drain()
    mails.empty()
    assert [day for day, _address, _subject in days_and_subjects(clock, worker, mails, 25)] == [20, 20, 21, 21]


def test_who_has_said_that_they_met_is_not_asked_nor_is_the_other(world, worker, mails, over):
    catchup = over(world.ana, world.mia)
    worker.drain()
    mails.empty()
    actions.tell(world.ana, catchup, met=True)
    jobs.ask_whether_met()
    worker.drain()
    assert len(mails) == 0


def test_who_said_no_is_not_asked_but_the_other_is(world, worker, mails, over, db):
    catchup = over(world.ana, world.mia)
    worker.drain()
    mails.empty()
    actions.tell(world.ana, catchup, met=False)
    jobs.ask_whether_met()
    posted = db.scalars(select(OutgoingMail.person_id).where(OutgoingMail.kind == "catchups.did_you_meet")).all()
    assert posted == [world.mia.id]
    worker.drain()
    assert [message["to"].addresses[0].addr_spec for message in mails] == ["mia@example.org"]


def test_the_times_in_a_reminder_are_those_that_still_lie_ahead(world, worker, mails, asked, clock):
    asked(world.ana, world.mia, times=[FIRST - timedelta(days=10), SECOND])
    worker.drain()
    mails.empty()
    clock.shift(7 * 24 * 3600)
    jobs.remind_to_answer()
    worker.drain()
    assert "4 November" in text_of(mails[0])
    assert "24 October" not in text_of(mails[0])
