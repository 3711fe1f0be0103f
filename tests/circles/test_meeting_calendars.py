"""What lies in a member's calendar is what stands on the site: for series, across a change of the clocks, moved, cancelled, cut."""

import random
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from community.circles import actions, queries
from community.circles.actions.ending import end
from community.circles.actions.steps import held
from tests.circles.calendar_program import CalendarProgram
from tests.circles.making import meeting
from tests.postbox import text_of

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
FIRST = datetime(2026, 2, 10, 17, tzinfo=UTC)  # a Tuesday, 18:00 in Berlin
WORDS = {"place": "https://meet.example/secret-room", "agenda": "Who is quitting"}


@pytest.fixture(autouse=True)
def clock():
    """A morning in February, before summer time begins in March."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def seat(world, make):
    return make.circle(world.ana, world.mia, name="Lighthouse", is_listed=False)


def planned(circle_id):
    """(start, minutes) of what is planned, as the site knows it."""
    return [(one.starts_at, one.minutes) for one in queries.meetings_ahead(circle_id)]


def calendar_of(person, mails):
    return CalendarProgram().take(mails.to(person.email))


def rows_of(seat):
    return queries.meetings_ahead(seat.circle_id)


def test_a_monthly_series_keeps_its_wall_time_into_summer(world, worker, mails, seat):
    meeting(seat, starts_at=FIRST, rhythm="month", length=4, minutes=75, **WORDS)
    worker.drain()
    berlin = [(one.month, one.day, one.hour) for one, _minutes in calendar_of(world.mia, mails).shows()]
    assert berlin == [(2, 10, 17), (3, 10, 17), (4, 14, 16), (5, 12, 16)]
    assert calendar_of(world.mia, mails).shows() == planned(seat.circle_id)


@pytest.mark.parametrize("rhythm", ["week", "fortnight", "month"])
def test_a_moved_and_a_cancelled_one_across_the_change_to_summer_time(world, worker, mails, clock, seat, rhythm):
    meeting(seat, starts_at=FIRST, rhythm=rhythm, length=12, minutes=75, **WORDS)
    worker.drain()
    rows = rows_of(seat)
    # The moved one passes over the night of the 29th of March, in either direction.
    actions.change_meeting(world.ana, rows[2], starts_at=datetime(2026, 4, 1, 16, tzinfo=UTC), minutes=90, place="")
    actions.cancel_meeting(world.ana, rows[3])
    actions.change_meeting(world.ana, rows[9], starts_at=rows[9].starts_at - timedelta(hours=20), minutes=75, place="")
    clock.shift(timedelta(minutes=5))
    worker.drain()
    found = calendar_of(world.mia, mails).shows()
    assert found == planned(seat.circle_id) and len(found) == 11
    assert (datetime(2026, 4, 1, 16, tzinfo=UTC), 90) in found


def test_this_and_all_that_follow(world, worker, mails, seat):
    meeting(seat, starts_at=FIRST, rhythm="fortnight", length=8, minutes=75)
    worker.drain()
    rows = rows_of(seat)
    actions.cancel_meeting(world.ana, rows[1])
    actions.cancel_meeting(world.ana, rows[6])
    actions.change_meeting(world.ana, rows[5], starts_at=rows[5].starts_at + timedelta(days=2), minutes=60, place="")
    at = rows[4].starts_at + timedelta(days=1, hours=2)
    actions.change_meeting(world.ana, rows[4], starts_at=at, minutes=90, place="", following=True)
    worker.drain()
    found = calendar_of(world.mia, mails).shows()
    assert found == planned(seat.circle_id) and len(found) == 6
    assert len(calendar_of(world.mia, mails).known) == 2, "what follows is a series of its own"


def test_the_whole_series_at_another_time(world, worker, mails, seat):
    first = meeting(seat, starts_at=FIRST, rhythm="week", length=10, minutes=75)
    worker.drain()
    at = first.starts_at + timedelta(days=2)
    actions.change_meeting(world.ana, first, starts_at=at, minutes=60, place="", following=True)
    worker.drain()
    assert calendar_of(world.mia, mails).shows() == planned(seat.circle_id)


def test_the_rest_of_a_series_cancelled_and_then_all_of_it(world, worker, mails, seat):
    meeting(seat, starts_at=FIRST, rhythm="week", length=6)
    worker.drain()
    rows = rows_of(seat)
    actions.cancel_meeting(world.ana, rows[4])
    actions.cancel_meeting(world.ana, rows[3], following=True)
    worker.drain()
    assert calendar_of(world.mia, mails).shows() == planned(seat.circle_id) and len(rows_of(seat)) == 3
    actions.cancel_meeting(world.ana, rows[0], following=True)
    worker.drain()
    assert calendar_of(world.mia, mails).shows() == []


def test_when_the_circle_ends_nothing_is_left_of_what_was_planned(world, worker, mails, clock, seat):
    meeting(seat, starts_at=FIRST, rhythm="week", length=6)
    meeting(seat, starts_at=FIRST + timedelta(days=40))
    worker.drain()
    clock.move_to(FIRST + timedelta(days=8))  # two have taken place
    end(held(seat.circle))
    worker.drain()
    took_place = [FIRST, FIRST + timedelta(days=7)]
    assert [start for start, _minutes in calendar_of(world.mia, mails).shows()] == took_place


def test_a_single_meeting_moves_and_goes(world, worker, mails, seat):
    one = meeting(seat, starts_at=FIRST, minutes=75)
    worker.drain()
    assert calendar_of(world.mia, mails).shows() == [(FIRST, 75)]
    actions.change_meeting(world.ana, one, starts_at=FIRST + timedelta(days=50), minutes=60, place="")
    worker.drain()
    assert calendar_of(world.mia, mails).shows() == [(FIRST + timedelta(days=50), 60)]
    actions.cancel_meeting(world.ana, one)
    worker.drain()
    assert calendar_of(world.mia, mails).shows() == []


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_changed_in_whatever_order_calendars_follow(world, worker, mails, clock, seat, seed):
    chance = random.Random(seed)
    meeting(seat, starts_at=FIRST, rhythm=chance.choice(["week", "fortnight", "month"]), length=9, minutes=75)
    meeting(seat, starts_at=FIRST + timedelta(days=3), minutes=60)
    for _step in range(6):
        rows = rows_of(seat)
        if not rows:
            break
        one, following = chance.choice(rows), chance.random() < 0.4
        if chance.random() < 0.3:
            actions.cancel_meeting(world.ana, one, following=following)
        else:
            at = one.starts_at + timedelta(days=chance.randint(0, 4), hours=chance.randint(0, 5))
            actions.change_meeting(world.ana, one, starts_at=at, minutes=60, place="", following=following)
        clock.shift(timedelta(hours=1))
        if chance.random() < 0.5:
            worker.drain()
    worker.drain()
    arrived = list(mails.to(world.mia.email))
    assert CalendarProgram().take(arrived).shows() == planned(seat.circle_id)


def test_a_newcomer_gets_what_comes_and_who_leaves_keeps_nothing(world, worker, mails, make, clock, seat):
    meeting(seat, starts_at=FIRST, rhythm="week", length=8)
    one = meeting(seat, starts_at=FIRST + timedelta(days=60))
    worker.drain()
    actions.change_meeting(world.ana, rows_of(seat)[4], starts_at=FIRST + timedelta(days=30), minutes=75, place="")
    worker.drain()
    clock.move_to(FIRST + timedelta(days=10))
    mails.empty()
    make.seat(seat.circle, world.lin)
    worker.drain()
    assert calendar_of(world.lin, mails).shows() == planned(seat.circle_id)
    assert len(mails.to(world.lin.email)) == 2, "one mail for the series as it stands, one for the single meeting"
    assert not [mail for mail in mails.to(world.mia.email) if "invit" in text_of(mail).lower()]
    actions.leave(world.lin, queries.seat(world.lin, seat.circle.public_id))
    clock.shift(timedelta(minutes=1))
    worker.drain()
    assert calendar_of(world.lin, mails).shows() == []
    actions.change_meeting(world.ana, one, starts_at=FIRST + timedelta(days=61), minutes=75, place="")
    worker.drain()
    assert calendar_of(world.lin, mails).shows() == []


def test_who_has_not_signed_gets_no_invitation_until_they_sign(world, worker, mails, make, seat):
    newcomer = make.seat(seat.circle, world.lin, signed=False)
    meeting(seat, starts_at=FIRST, rhythm="week", length=3)
    worker.drain()
    assert calendar_of(world.lin, mails).shows() == []
    actions.sign_charter(world.lin, newcomer, queries.newest_charter(seat.circle_id))
    worker.drain()
    assert calendar_of(world.lin, mails).shows() == planned(seat.circle_id)


def test_signing_a_new_version_sends_nothing_twice(world, worker, mails, make, seat):
    meeting(seat, starts_at=FIRST, rhythm="week", length=3)
    actions.change_meeting(world.ana, rows_of(seat)[1], starts_at=FIRST + timedelta(days=8), minutes=75, place="")
    worker.drain()
    before = len(mails.to(world.mia.email))
    make.charter(seat)
    mia = queries.seat(world.mia, seat.circle.public_id)
    actions.sign_charter(world.mia, mia, queries.newest_charter(seat.circle_id))
    worker.drain()
    sent = mails.to(world.mia.email)[before:]
    assert CalendarProgram().take(sent).known == {}


def test_no_mail_and_no_calendar_holds_a_word_of_the_inside(world, worker, mails, seat):
    one = meeting(seat, starts_at=FIRST, rhythm="week", length=3, **WORDS)
    actions.answer_meeting(world.mia, one, answer="maybe", reason="Because of the doctor")
    actions.change_meeting(world.ana, one, starts_at=FIRST + timedelta(days=1), minutes=60, place="A new room")
    worker.drain()
    actions.cancel_meeting(world.ana, one, following=True)
    worker.drain()
    assert len(mails.to(world.mia.email)) >= 2
    for mail in mails:
        raw = mail.as_string() + text_of(mail)
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                raw += part.get_payload(decode=True).decode()
        for secret in (*WORDS.values(), "doctor", "A new room", "Lighthouse"):
            assert secret not in raw
        others = {world.ana.email, world.mia.email} - {mail["to"]}
        assert not any(other in raw for other in others if mail["to"] and other not in mail["to"])


def test_a_listed_circle_is_named_in_calendars(world, worker, mails, make):
    open_one = make.circle(world.ana, world.mia, name="Lighthouse")
    meeting(open_one, starts_at=FIRST)
    worker.drain()
    assert "Lighthouse" in mails.to(world.mia.email)[-1]["subject"]
