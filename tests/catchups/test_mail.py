"""Mails and calendars: who gets which, in whose zone, with nothing private in them, and in the right sequence."""

import re
from datetime import UTC, timedelta
from typing import Any

import icalendar
import pytest

from community.catchups import actions
from tests.catchups.conftest import FIRST, LATER
from tests.postbox import text_of

SECRETS = {"topic": "Quitting my job", "words": "Please tell nobody", "place": "https://meet.example/secret-room"}


def calendars(messages: Any) -> list[tuple[str, icalendar.Calendar]]:
    """(method of the MIME header, calendar) of each mail that has one."""
    found = []
    for message in messages:
        parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        assert len(parts) in {0, 2}, "the calendar belongs into the alternative and beside it as a file"
        for part in parts[:1]:
            payload = part.get_payload(decode=True)
            assert payload == parts[1].get_payload(decode=True)
            found.append((part.get_param("method"), icalendar.Calendar.from_ical(payload)))
    return found


def event_in(calendar: icalendar.Calendar) -> Any:
    (event,) = calendar.walk("VEVENT")
    return event


def subjects(messages: Any) -> list[str]:
    return [message["subject"] for message in messages]


def test_the_asked_person_gets_a_mail_and_nothing_private_is_in_it(world, worker, mails, asked):
    catchup = asked(world.ana, world.mia, **SECRETS)
    worker.drain()
    (message,) = mails.to("mia@example.org")
    assert len(mails) == 1
    assert message["subject"] == "Ana Ruiz Gómez would like to have a coffee with you"
    text = text_of(message)
    assert "Tuesday 3 November, 10:00\u202fAM (New York time)" in text
    assert f"http://localhost/catchups/{catchup.public_id}" in text
    for secret in SECRETS.values():
        assert secret not in message.as_string()
        assert secret not in text


def test_the_link_in_the_mail_opens_the_request(world, worker, mails, browse, asked):
    asked(world.ana, world.mia)
    worker.drain()
    link = re.findall(r"http://localhost(/catchups/\S+)", text_of(mails[0]))[0]
    assert "Does one of these times suit you?" in browse(world.mia).page(link).words


def test_both_get_an_invitation_each_in_their_own_zone(world, worker, mails, agreed):
    catchup = agreed(world.ana, world.mia, **SECRETS)
    worker.drain()
    for person, other, said in (
        (world.ana, world.mia, "4:00\u202fPM (Berlin time)"),
        (world.mia, world.ana, "10:00\u202fAM (New York time)"),
    ):
        message = mails.to(person.email)[-1]
        assert said in text_of(message)
        ((method, calendar),) = calendars([message])
        event = event_in(calendar)
        assert method == calendar["METHOD"] == "REQUEST"
        assert event["DTSTART"].dt.astimezone(UTC) == FIRST
        assert event["DTEND"].dt.astimezone(UTC) == FIRST + timedelta(minutes=30)
        assert str(event["SUMMARY"]) == f"Catch-up with {other.name}"
        assert str(event["UID"]) == catchup.uid
        assert int(event["SEQUENCE"]) == 0
        body = calendar.to_ical().decode()
        assert other.email not in body
        for secret in SECRETS.values():
            assert secret not in body


def test_one_event_goes_through_request_move_and_cancel_with_rising_sequence(world, worker, mails, agreed):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    actions.propose(world.mia, catchup, times=[LATER])
    worker.drain()
    actions.accept(world.ana, catchup, starts_at=LATER)
    worker.drain()
    actions.cancel(world.ana, catchup)
    worker.drain()
    for person in (world.ana, world.mia):
        got = [
            (
                method,
                str(calendar["METHOD"]),
                event_in(calendar)["DTSTART"].dt.astimezone(UTC),
                int(event_in(calendar)["SEQUENCE"]),
            )
            for method, calendar in calendars(mails.to(person.email))
        ]
        assert got == [
            ("REQUEST", "REQUEST", FIRST, 0),
            ("REQUEST", "REQUEST", LATER, 1),
            ("CANCEL", "CANCEL", LATER, 2),
        ]
        assert {str(event_in(calendar)["UID"]) for _method, calendar in calendars(mails.to(person.email))} == {
            catchup.uid
        }
        assert str(event_in(calendars(mails.to(person.email))[-1][1])["STATUS"]) == "CANCELLED"


@pytest.mark.parametrize("starts_at", ["2026-10-25T00:30+00:00", "2026-10-25T01:30+00:00", "2027-03-28T01:00+00:00"])
def test_a_meeting_in_the_night_of_the_change_has_the_right_instant_in_both_calendars(
    starts_at, world, worker, mails, asked
):
    from datetime import datetime

    moment = datetime.fromisoformat(starts_at)
    catchup = asked(world.ana, world.mia, times=[moment], minutes=60)
    actions.accept(world.mia, catchup, starts_at=moment)
    worker.drain()
    for message in mails.to("ana@example.org")[-1:] + mails.to("mia@example.org")[-1:]:
        event = event_in(calendars([message])[0][1])
        assert event["DTSTART"].dt.astimezone(UTC) == moment
        assert event["DTEND"].dt.astimezone(UTC) == moment + timedelta(hours=1)


def test_an_invitation_that_was_overtaken_is_not_sent_any_more(world, worker, mails, agreed):
    catchup = agreed(world.ana, world.mia)
    actions.cancel(world.mia, catchup)
    worker.drain()
    assert [method for method, _calendar in calendars(mails)] == ["CANCEL", "CANCEL"]


def test_of_two_invitations_on_their_way_only_the_newer_is_sent(world, worker, mails, agreed):
    catchup = agreed(world.ana, world.mia)
    actions.propose(world.mia, catchup, times=[LATER])
    actions.accept(world.ana, catchup, starts_at=LATER)
    worker.drain()
    assert [int(event_in(calendar)["SEQUENCE"]) for _method, calendar in calendars(mails)] == [1, 1]


def test_other_times_are_told_to_the_other(world, worker, mails, asked):
    catchup = asked(world.ana, world.mia)
    actions.propose(world.mia, catchup, times=[LATER])
    worker.drain()
    assert subjects(mails.to("ana@example.org")) == ["Mia Chen 陈 proposes other times"]
    assert mails.to("mia@example.org") == [], "she has answered already"


def test_the_first_times_are_no_other_ones(world, browse, worker, mails, asked):
    """Whoever asked without times, and two who were introduced, get the first times there are."""
    catchup = asked(world.ana, world.mia, times=[])
    actions.propose(world.mia, catchup, times=[LATER])
    worker.drain()
    assert subjects(mails.to("ana@example.org")) == ["Mia Chen 陈 proposes times"]
    assert "Mia Chen 陈 proposes times." in browse(world.ana).page(f"/catchups/{catchup.public_id}").words
    mails.empty()
    actions.propose(world.ana, catchup, times=[FIRST])
    worker.drain()
    assert subjects(mails.to("mia@example.org")) == ["Ana Ruiz Gómez proposes other times"]


def test_a_time_that_is_kept_is_told_to_who_wanted_to_move_it(world, worker, mails, agreed):
    catchup = agreed(world.ana, world.mia)
    worker.drain()
    mails.empty()
    actions.propose(world.ana, catchup, times=[LATER])
    actions.say_not_now(world.mia, catchup)
    worker.drain()
    assert subjects(mails) == ["Mia Chen 陈 would rather keep the agreed time"]
    assert (catchup.state, catchup.starts_at, catchup.sequence) == ("agreed", FIRST, 0)


def test_not_now_is_told_kindly_and_without_a_reason(world, worker, mails, asked):
    catchup = asked(world.ana, world.mia)
    worker.drain()
    actions.say_not_now(world.mia, catchup)
    worker.drain()
    (message,) = mails.to("ana@example.org")
    assert message["subject"] == "Mia Chen 陈: it does not fit right now"
    assert "about time, not about you" in text_of(message)


def test_taking_a_request_back_costs_nobody_a_mail(world, worker, mails, asked):
    catchup = asked(world.ana, world.mia)
    actions.withdraw(world.ana, catchup)
    worker.drain()
    assert len(mails) == 0


@pytest.mark.parametrize("blocker", ["ana", "mia"])
def test_across_a_block_nothing_is_sent(blocker, world, worker, mails, make, asked, agreed):
    catchup = agreed(world.ana, world.mia)
    one, other = (world.ana, world.mia) if blocker == "ana" else (world.mia, world.ana)
    make.block(one, other)
    actions.cancel(world.ana, catchup)
    worker.drain()
    assert len(mails) == 0


@pytest.mark.parametrize("gone", ["blocked", "suspended", "left"])
def test_nobody_hears_of_a_request_by_somebody_who_is_gone_for_them(gone, world, worker, mails, make, asked):
    asked(world.ana, world.mia)
    if gone == "blocked":
        make.block(world.mia, world.ana)
    else:
        world.ana.standing = gone
    worker.drain()
    assert len(mails) == 0
