"""When ties' reminders joined the letter: what people had said about their hour holds on, in both directions."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from community.core.extensions import db

TIMES = {"mia": ("week", 0, 7), "ana": ("month", 5, 20), "lin": ("never", 2, 8)}
PERSON = """
    INSERT INTO people (id, public_id, name, name_folded, email, fs_uniquifier, fs_webauthn_user_handle,
                        role, standing, time_zone, language, joined_at, created_at)
    VALUES (:id, :name, :name, :name, :name, :name, :name, 'member', 'active', 'UTC', 'en', :now, :now)
"""
TIME = "INSERT INTO tie_reminder_times (person_id, every, weekday, hour) VALUES (:id, :every, :weekday, :hour)"


@pytest.fixture
def before(empty_app):
    """Four people in a database of the days in which ties had an hour of their own; Pau never chose one."""
    upgrade(revision="0022")
    with db.engine.begin() as connection:
        for number, name in enumerate((*TIMES, "pau")):
            connection.execute(text(PERSON), {"id": number, "name": name, "now": "2026-10-20 08:00:00+00:00"})
            if name in TIMES:
                every, weekday, hour = TIMES[name]
                connection.execute(text(TIME), {"id": number, "every": every, "weekday": weekday, "hour": hour})


def said(statement: str) -> dict[str, tuple[object, ...]]:
    """What the database says of each of them, by name."""
    with db.engine.connect() as connection:
        return {name: tuple(values) for name, *values in connection.execute(text(statement))}


def test_the_hour_of_reminders_becomes_that_of_the_letter_and_never_stays_never(before):
    upgrade(revision="0024")
    hours = said("SELECT name, rhythm, weekday, hour FROM people JOIN mail_wishes ON person_id = id")
    assert hours == {**TIMES, "pau": ("week", 3, 9)}
    ways = said("SELECT name, topic, way FROM people JOIN topic_wishes ON person_id = id")
    assert ways == {"lin": ("ties.reminder", "never")}
    downgrade(revision="0023")
    times = said("SELECT name, every, weekday, hour FROM people JOIN tie_reminder_times ON person_id = id")
    assert times == {**TIMES, "pau": ("week", 3, 9)}


def test_whoever_goes_back_and_forth_loses_nothing(before):
    hours = {**TIMES, "pau": ("week", 3, 9)}
    for _ in range(2):
        upgrade(revision="0024")
        assert said("SELECT name, rhythm, weekday, hour FROM people JOIN mail_wishes ON person_id = id") == hours
        downgrade(revision="0023")
    downgrade(revision="0022")
    assert said("SELECT name, every, weekday, hour FROM people JOIN tie_reminder_times ON person_id = id") == hours
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1, "the rules hold again for whoever comes next"
