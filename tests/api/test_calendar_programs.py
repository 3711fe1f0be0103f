"""A calendar program that is not ours subscribes, and shows what stands on the site: on the clocks of two zones, and what changes."""

from datetime import UTC, datetime

import pytest
import time_machine

from community.accounts.models import Person
from community.api import actions as calendars
from community.catchups import actions as catchups
from community.catchups.models import CatchUp
from community.circles import actions as circles
from community.circles import queries
from community.core import database
from community.core.extensions import db
from tests.api.subscriber import Subscriber
from tests.circles.making import meeting
from tests.make import Make

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
FIRST = datetime(2026, 3, 3, 17, tzinfo=UTC)  # a Tuesday: 18:00 in Berlin, noon in New York
MONTHS = ("2026-02-01", "2026-05-01")
SECRETS = {"place": "The bench behind the lighthouse", "agenda": "Who is quitting"}
BERLIN = """\
2026-02-09 – Someone to reach out to
2026-03-03 18:00–19:15 Meeting of your circle
2026-03-10 18:00–19:15 Meeting of your circle
2026-03-18 19:30–21:00 Meeting of your circle
2026-03-31 18:00–19:15 Meeting of your circle
2026-04-01 18:00–18:30 Catch-up with Ole
2026-04-07 18:00–19:15 Meeting of your circle""".splitlines()
# Summer time begins there on the 8th of March, in Berlin on the 29th.
NEW_YORK = """\
2026-02-09 – Someone to reach out to
2026-03-03 12:00–13:15 Meeting of your circle
2026-03-10 13:00–14:15 Meeting of your circle
2026-03-18 14:30–16:00 Meeting of your circle
2026-03-31 12:00–13:15 Meeting of your circle
2026-04-01 12:00–12:30 Catch-up with Ole
2026-04-07 12:00–13:15 Meeting of your circle""".splitlines()


@pytest.fixture
def do(fresh_app):
    """do(work) does something as a request would, and commits it; it is given Ida and Ole."""

    def commit(work):
        with fresh_app.app_context(), database.transaction():
            return work(*(db.session.query(Person).filter_by(name=name).one() for name in ("Ida", "Ole")))

    with time_machine.travel(NOW), fresh_app.app_context(), database.transaction():
        for name in ("Ida", "Ole"):
            Make().person(name=name, time_zone="Europe/Berlin")
    return commit


@pytest.fixture
def subscriber(do, served, tmp_path):
    """Ida’s computer, which has subscribed to her calendar."""
    token = do(lambda ida, ole: calendars.make_feed(ida).token)
    return Subscriber(tmp_path, f"{served}/calendar/{token}.ics")


def fill(ida, ole):
    """A series of six, of which the third is moved and the fourth cancelled; a catch-up; somebody to reach out to."""
    seat = Make().circle(ole, ida, name="Leaving the firm", is_listed=False)
    meeting(seat, starts_at=FIRST, zone="Europe/Berlin", rhythm="week", length=6, minutes=75, **SECRETS)
    rows = queries.meetings_ahead(seat.circle_id)
    at = datetime(2026, 3, 18, 18, 30, tzinfo=UTC)
    circles.change_meeting(ole, rows[2], starts_at=at, minutes=90, place=SECRETS["place"])
    circles.cancel_meeting(ole, rows[3])
    at = datetime(2026, 4, 1, 16, tzinfo=UTC)
    asked = catchups.ask(ida, ole, kind="coffee", mode="remote", minutes=30, times=[at], words="I will quit")
    catchups.accept(ole, asked, starts_at=at)
    Make().due(ida, Make().acquaintance(of=ida))
    return seat.circle.public_id, asked.id


def test_it_shows_what_is_agreed_and_what_changes(do, subscriber):
    with time_machine.travel(NOW):
        assert subscriber.ask() == "" and subscriber.shows("Europe/Berlin", *MONTHS) == []
        circle, catchup = do(fill)
        assert subscriber.ask() == ""
        assert subscriber.shows("Europe/Berlin", *MONTHS) == BERLIN
        assert subscriber.shows("America/New_York", *MONTHS) == NEW_YORK

        def change(ida, ole):
            rows = queries.meetings_ahead(queries.seat(ole, circle).circle_id)
            circles.change_meeting(ole, rows[3], starts_at=rows[3].starts_at, minutes=60, place="", following=True)
            catchups.cancel(ole, db.session.get_one(CatchUp, catchup))

        do(change)
        assert subscriber.ask() == ""
        shorter = [line.replace("–19:15", "–19:00") for line in BERLIN[4:] if "Ole" not in line]
        assert subscriber.shows("Europe/Berlin", *MONTHS) == BERLIN[:4] + shorter

        do(lambda ida, ole: circles.leave(ida, queries.seat(ida, circle)))
        assert subscriber.ask() == ""
        assert subscriber.shows("Europe/Berlin", *MONTHS) == BERLIN[:1]


def test_nothing_confidential_lies_on_the_computer(do, subscriber):
    with time_machine.travel(NOW):
        do(fill)
        assert subscriber.ask() == ""
    words = subscriber.words().lower()
    assert words.count("begin:vevent") == 4
    for secret in ("bench", "quit", "Leaving the firm", "ATTENDEE", "ORGANIZER", "mailto", "@example.net", ".ics"):
        assert secret.lower() not in words, secret


def test_when_the_address_is_taken_back_it_says_so_and_keeps_what_it_has(do, subscriber):
    with time_machine.travel(NOW):
        do(fill)
        assert subscriber.ask() == ""
        had = subscriber.words()
        do(lambda ida, ole: calendars.revoke_feed(ida))
        assert "not found" in subscriber.ask().lower()
    assert subscriber.words() == had
