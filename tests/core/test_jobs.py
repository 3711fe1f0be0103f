"""Work by the clock: each slot once, missed ones merged, two workers never the same."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.feature import Job
from community.core.outbox import JobRun
from community.core.outbox.jobs import Schedule, latest_slot, run_now
from tests.core import delivery_app
from tests.core.delivery_app import built, settings_for

NOON = datetime(2026, 11, 2, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def app(tmp_path):
    with built(settings_for(tmp_path)) as app, app.app_context():
        yield app
        db.session.remove()


@pytest.fixture
def time():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def ticks() -> int:
    outbox.drain()
    with transaction(write=False):
        return db.session.scalar(select(func.count()).select_from(delivery_app.notes))


def test_a_job_runs_once_in_each_of_its_slots(app, time):
    schedule = Schedule()
    for _ in range(59):
        schedule.look()
        time.shift(timedelta(seconds=30))
    assert ticks() == 3  # 12:00, 12:10 and 12:20


def test_a_new_job_does_not_make_up_for_a_past_it_never_had(app, time):
    time.shift(timedelta(minutes=5))
    assert Schedule().look() == []
    assert ticks() == 0


def test_a_machine_asleep_over_many_slots_runs_once(app, time):
    Schedule().look()
    time.shift(timedelta(hours=9, minutes=3))
    assert "bell.tick" in Schedule().look()
    assert ticks() == 2
    assert Schedule().look() == []


def test_two_workers_never_run_the_same_slot(app, time):
    begun = Schedule().look() + Schedule().look()
    assert begun.count("bell.tick") == 1
    assert ticks() == 1


def test_a_clock_set_back_does_no_harm(app, time):
    schedule = Schedule()
    schedule.look()
    time.shift(timedelta(minutes=10))
    schedule.look()
    before = ticks()
    time.shift(timedelta(minutes=-10))
    for _ in range(3):
        schedule.look()
        Schedule().look()
        time.shift(timedelta(minutes=5))
    assert ticks() == before == 2
    time.shift(timedelta(minutes=10))
    schedule.look()
    assert ticks() == 3


def test_a_clock_that_was_far_ahead_for_a_moment_does_not_stop_the_jobs(app, time):
    Schedule().look()
    time.shift(timedelta(days=365))
    Schedule().look()
    time.shift(timedelta(days=-365, minutes=10))
    before = ticks()
    Schedule().look()
    assert ticks() == before + 1


def test_a_finished_run_says_when(app, time):
    Schedule().look()
    ticks()
    with transaction(write=False):
        run = db.session.scalar(select(JobRun).where(JobRun.name == "bell.tick"))
        assert run.finished_at == NOON
        assert outbox.health().last_job == NOON


def test_a_job_can_be_run_at_once(app):
    run_now("bell.tick")
    assert ticks() == 1


def test_the_newest_slot_is_found_and_nothing_older_than_the_last_run():
    weekly = Job("x", {"minute": "15", "hour": "6", "day_of_week": "1"}, "")
    assert latest_slot(weekly, NOON - timedelta(days=30), NOON) == datetime(2026, 11, 2, 6, 15, tzinfo=UTC)
    assert latest_slot(weekly, datetime(2026, 11, 2, 6, 15, tzinfo=UTC), NOON) is None
