"""A reminder nobody asked for at that moment comes by day, by the clock of its reader. What somebody asks, agreed or needs never waits."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from community.accounts import actions as accounts
from community.catchups import actions as catchups
from community.core.extensions import db as database
from community.core.outbox import Delivery
from community.notifications import actions
from community.notifications.models import Notice
from tests.notifications.letter_post import ASKING

BERLIN, BOGOTA = "Europe/Berlin", "America/Bogota"
NIGHT = datetime(2026, 10, 20, 1, 0, tzinfo=UTC)  # three in the morning in Berlin


def utc(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NIGHT, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def reminded(world, make, worker, mails, clock):
    """reminded(zone, at): Ana, who lives there, is told then that it is time for a word with Mia, by a mail of its own.
    What has arrived for her."""

    def remind(zone: str, at: datetime) -> list:
        world.ana.time_zone = zone
        actions.choose_way(world.ana, "ties.reminder", "now")
        clock.move_to(at)
        make.due(world.ana, world.mia)
        worker.drain()
        return mails.to(world.ana.email)

    return remind


# the zone, when it is promised, when it comes
HOURS = [
    (BERLIN, "2026-10-20T06:00", "2026-10-20T06:00"),  # eight o'clock in summer
    (BERLIN, "2026-10-20T05:59", "2026-10-20T06:00"),
    (BERLIN, "2026-10-20T18:59", "2026-10-20T18:59"),
    (BERLIN, "2026-10-20T19:00", "2026-10-21T06:00"),  # nine in the evening
    (BERLIN, "2026-10-24T20:00", "2026-10-25T07:00"),  # the clocks go back that night
    (BERLIN, "2027-03-27T21:00", "2027-03-28T06:00"),  # and forward
    (BOGOTA, "2026-10-20T13:00", "2026-10-20T13:00"),
    (BOGOTA, "2026-10-20T06:00", "2026-10-20T13:00"),
    (BOGOTA, "2026-10-21T02:00", "2026-10-21T13:00"),
]


@pytest.mark.parametrize(("zone", "promised", "comes"), HOURS)
def test_a_reminder_comes_by_day(world, worker, mails, clock, reminded, zone, promised, comes):
    arrived = reminded(zone, utc(promised))
    assert len(arrived) == (1 if promised == comes else 0)
    if promised != comes:
        clock.move_to(utc(comes) - timedelta(seconds=1))
        worker.drain()
        assert mails.to(world.ana.email) == []
        clock.move_to(utc(comes))
        worker.drain()
        assert len(mails.to(world.ana.email)) == 1


def test_on_the_site_it_stands_at_once(world, reminded):
    assert reminded(BERLIN, NIGHT) == []
    assert database.session.query(Notice).filter_by(person_id=world.ana.id).one().way == "now"


def test_what_waits_for_the_morning_is_no_trouble(world, reminded, worker, clock, browse):
    reminded(BERLIN, NIGHT)
    for minutes in range(60):
        clock.move_to(NIGHT + timedelta(minutes=minutes))
        worker.drain()
    waiting = database.session.query(Delivery).filter_by(event="core.mail.send", state="waiting").one()
    assert (waiting.attempts, waiting.last_error) == (0, None)
    page = browse(world.cora).page("/coordination/delivery")
    assert "nothing is late" in page.words and "Still being tried" not in page.words


def test_after_trouble_with_the_server_it_waits_for_the_morning_too(world, reminded, worker, mails, clock):
    mails.put_off_once.add(world.ana.email)
    assert reminded(BERLIN, utc("2026-10-20T18:59")) == []
    clock.move_to(utc("2026-10-20T19:10"))
    worker.drain()
    assert mails.to(world.ana.email) == []
    clock.move_to(utc("2026-10-21T06:00"))
    worker.drain()
    assert len(mails.to(world.ana.email)) == 1


def test_what_was_seen_before_the_morning_is_not_mailed(world, reminded, worker, mails, clock):
    reminded(BERLIN, NIGHT)
    actions.mark_read(database.session.query(Notice).filter_by(person_id=world.ana.id).one())
    clock.move_to(utc("2026-10-20T06:00"))
    worker.drain()
    assert mails.to(world.ana.email) == []


def test_what_is_asked_agreed_or_needed_never_waits_for_the_morning(world, worker, mails):
    for person in (world.ana, world.pau):
        person.time_zone = BERLIN
    asked = catchups.ask(world.pau, world.ana, times=[NIGHT + timedelta(days=2)], **ASKING)
    worker.drain()
    assert len(mails.to(world.ana.email)) == 1, "a direct request"
    catchups.accept(world.ana, asked, starts_at=NIGHT + timedelta(days=2))
    worker.drain()
    assert len(mails.to(world.pau.email)) == 1, "an agreed time"
    mails.empty()
    accounts.ask_for_reset(world.ana.email)
    worker.drain()
    assert len(mails.to(world.ana.email)) == 1, "a key to one's account"
