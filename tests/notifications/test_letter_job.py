"""The clock and the letters: each at its hour, portion by portion, missed weeks as one, two workers as one, nobody twice."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import event

from community.core import clock as core_clock
from community.core import registry
from community.core.database import transaction
from community.core.extensions import db as database
from community.core.mail import OutgoingMail, bounces
from community.core.outbox import Delivery
from community.notifications import actions
from community.notifications.actions import letters as promising
from community.notifications.models import MailWishes, Notice
from tests.at_once import at_once, written
from tests.core.test_bounces import report
from tests.make import Make
from tests.notifications.letter_post import (
    LATELY,
    NEXT_THURSDAY,
    NOW,
    THURSDAY,
    Letters,
    ask_for_the_letter,
    line,
    read,
)  # fmt: skip

LATER = NEXT_THURSDAY + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def letters(worker, mails, clock):
    return Letters(worker, mails, clock)


@pytest.fixture
def room(app, monkeypatch):
    """Something new for everybody, every day."""
    monkeypatch.setattr(
        registry.of_app(),
        "letter",
        [lambda person, since, until: [line("News", core_clock.now() - timedelta(hours=1))]],
    )


class Counted:
    """How many statements the database is asked meanwhile; many rows given to one statement are one."""

    def __init__(self, db) -> None:
        self.engine, self.statements = db.connection().engine, 0

    def __enter__(self) -> "Counted":
        event.listen(self.engine, "before_cursor_execute", self._count)
        return self

    def __exit__(self, *exception: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._count)

    def _count(self, *arguments: object) -> None:
        self.statements += 1


def place(*people, zone: str = "Europe/Berlin") -> None:
    for person in people:
        person.time_zone = zone
        actions.place_letter(person)


def to(messages) -> list[str]:
    return sorted(message["To"].addresses[0].addr_spec for message in messages)


def test_each_gets_it_at_nine_in_their_own_zone(world, letters, room):
    place(world.ana)
    place(world.mia, zone="America/New_York")
    assert letters.at(THURSDAY - timedelta(minutes=1)) == []
    assert to(letters.at(THURSDAY)) == [world.ana.email]
    assert letters.at(THURSDAY + timedelta(hours=5, minutes=55)) == []
    assert to(letters.at(THURSDAY + timedelta(hours=6))) == [world.mia.email]


def test_the_week_of_the_change_to_winter_and_to_summer_brings_one_at_nine(world, letters, room):
    place(world.ana)
    assert len(letters.at(THURSDAY)) == 1
    assert letters.at(NEXT_THURSDAY - timedelta(hours=1)) == []  # eight by the new clock
    assert len(letters.at(NEXT_THURSDAY)) == 1
    spring = datetime(2027, 4, 1, 7, 0, tzinfo=UTC)
    assert len(letters.at(spring - timedelta(days=7, hours=-1))) == 1
    assert len(letters.at(spring)) == 1


def test_three_weeks_asleep_are_one_letter_and_the_next_comes_at_its_hour(world, letters, db):
    place(world.ana)
    ask_for_the_letter(world.pau, world.ana)
    ask_for_the_letter(world.mia, world.ana, days=25)
    letter = letters.one_at(datetime(2026, 11, 10, 15, 0, tzinfo=UTC))
    assert "Pau" in letter.text and "Mia" in letter.text
    assert db.get(MailWishes, world.ana.id).next_at == datetime(2026, 11, 12, 8, 0, tzinfo=UTC)
    assert letters.at(datetime(2026, 11, 12, 8, 0, tzinfo=UTC)) == []


def test_once_a_month_and_never(world, letters, room):
    place(world.ana, world.mia)
    actions.set_letter_time(world.ana, rhythm="month", weekday=3, hour=9)
    actions.set_letter_time(world.mia, rhythm="never", weekday=3, hour=9)
    assert letters.at(THURSDAY) == []
    assert to(letters.at(datetime(2026, 11, 5, 8, 0, tzinfo=UTC))) == [world.ana.email]
    assert letters.at(datetime(2026, 11, 26, 8, 0, tzinfo=UTC)) == []


def test_whoever_chooses_never_between_the_hour_and_the_delivery_gets_none(world, letters, room, worker, clock, mails):
    place(world.ana)
    clock.move_to(THURSDAY)
    actions.promise_letters(THURSDAY)
    actions.set_rhythm(world.ana, "never")
    worker.drain()
    assert len(mails) == 0


def test_a_clock_that_was_wrong_does_no_harm(world, letters, room, db):
    place(world.ana)
    assert len(letters.at(THURSDAY)) == 1
    for back in (timedelta(minutes=5), timedelta(hours=3), timedelta(days=2)):
        assert letters.at(THURSDAY - back) == []
    assert len(letters.at(THURSDAY + timedelta(days=400))) == 1  # a year ahead, by mistake
    assert letters.at(NEXT_THURSDAY - timedelta(days=2)) == []
    assert db.get(MailWishes, world.ana.id).next_at == NEXT_THURSDAY
    assert len(letters.at(NEXT_THURSDAY)) == 1


def test_who_was_there_before_there_were_letters_gets_an_hour(world, letters, room, db):
    db.add(MailWishes(person_id=world.ana.id))
    assert letters.at(NOW + timedelta(minutes=5)) == []
    assert db.get(MailWishes, world.ana.id).next_at == THURSDAY
    assert to(letters.at(THURSDAY)) == [world.ana.email]


def test_a_letter_that_waits_for_the_mail_server_gives_way_to_the_next(world, letters, db, clock, worker, mails):
    place(world.ana)
    ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    clock.move_to(THURSDAY)
    actions.promise_letters(THURSDAY)
    db.query(Delivery).filter_by(subscriber="core.mail.send", state="waiting").update({"due_at": LATER})
    ask_for_the_letter(world.mia, world.ana, days=25)
    letter = letters.one_at(NEXT_THURSDAY)
    assert letters.at(LATER) == []
    assert "Pau" in letter.text and "Mia" in letter.text
    states = db.query(OutgoingMail.state).filter_by(kind="notifications.letter").order_by(OutgoingMail.id)
    assert [state for (state,) in states] == ["dropped", "sent"]


def test_of_two_that_wait_for_the_mail_server_the_newer_alone_is_sent_and_tells_all(
    world, letters, clock, worker, mails, db
):
    place(world.ana)
    ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    clock.move_to(THURSDAY)
    actions.promise_letters(THURSDAY)
    waiting = db.query(Delivery).filter_by(subscriber="core.mail.send", state="waiting")
    waiting.update({"due_at": NEXT_THURSDAY - timedelta(minutes=1)})
    ask_for_the_letter(world.mia, world.ana, days=25)
    worker.drain()
    clock.move_to(NEXT_THURSDAY)
    mails.empty()
    actions.promise_letters(NEXT_THURSDAY)
    worker.drain()
    (letter,) = map(read, mails)
    assert "Pau" in letter.text and "Mia" in letter.text


def test_very_many_come_portion_by_portion_each_in_a_transaction_of_its_own(make, letters, room, monkeypatch, db):
    monkeypatch.setattr(promising, "PORTION", 3)
    people = [make.person() for _ in range(10)]
    place(*people)
    assert to(letters.at(THURSDAY)) == sorted(person.email for person in people)
    assert db.query(Delivery).filter_by(event="LettersDue").count() == 4


def test_two_workers_at_once_promise_each_letter_once(fresh_app, monkeypatch):
    def people_who_wait() -> None:
        place(*(Make().person() for _ in range(40)))
        MailWishes.query.update({"next_at": NOW})

    written(fresh_app, people_who_wait)
    monkeypatch.setattr(promising, "PORTION", 15)
    found = at_once(fresh_app, *([lambda: actions.promise_letters(NOW)] * 4))
    written(fresh_app, lambda: actions.promise_letters(NOW))
    assert all(isinstance(one, int) for one in found)
    with fresh_app.app_context(), transaction(write=False):
        posted = [mail.person_id for mail in database.session.query(OutgoingMail)]
        assert len(posted) == 40 == len({*posted})
        sending = database.session.query(Delivery).filter_by(subscriber="core.mail.send").count()
        assert sending == 40 and not MailWishes.query.filter(MailWishes.next_at <= NOW).count()


def test_a_portion_takes_the_same_few_statements_for_many_as_for_few(make, db, letters):
    def statements(people: int) -> int:
        place(*(make.person() for _ in range(people)))
        db.query(MailWishes).update({"next_at": NOW})
        db.flush()
        with Counted(db) as counted:
            actions.promise_letters(NOW)
        return counted.statements

    few = statements(3)
    assert statements(60) == few <= 7


def test_a_letter_of_many_lines_costs_as_many_statements_as_one_of_few(world, letters, db, app, monkeypatch, worker):
    """Its own, that is: each room is asked once more about what it has told, and at most a dozen times."""
    place(world.ana)
    counts = []
    for number, hour in ((1, THURSDAY), (9, NEXT_THURSDAY)):
        news = [line(f"{n}", hour - timedelta(hours=1), f"thing:{n}") for n in range(number)]
        monkeypatch.setattr(registry.of_app(), "letter", [lambda person, since, until, news=news: news])
        with Counted(db) as counted:
            assert len(letters.at(hour)) == 1
        counts.append(counted.statements)
    assert counts[0] == counts[1], counts


def test_what_a_letter_told_that_came_back_is_told_in_the_next(world, make, letters, clock, worker):
    place(world.ana)
    make.tie(world.ana, world.lin)
    ask_for_the_letter(world.pau, world.ana)
    clock.move_to(LATELY)
    make.milestone(world.lin)
    letter = letters.one_at(THURSDAY, world.ana)
    assert "Pau" in letter.text and "Lin" in letter.text
    assert bounces.take(report(letter.message["Message-ID"], to=world.ana.email))[bounces.HARD] == 1
    worker.drain()
    assert letters.at(NEXT_THURSDAY) == [], "nothing goes to an address that takes nothing"
    world.ana.email_bounced_at = None
    again = letters.one_at(NEXT_THURSDAY + timedelta(days=7), world.ana)
    assert "Pau" in again.text and "Lin" in again.text


def test_what_is_kept_while_the_letter_is_on_its_way_is_for_the_next(world, letters, worker, clock, mails, db):
    place(world.ana)
    ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    clock.move_to(THURSDAY)
    actions.promise_letters(THURSDAY)
    db.query(Delivery).filter_by(subscriber="core.mail.send", state="waiting").update(
        {"due_at": LATELY + timedelta(days=3)}
    )
    ask_for_the_letter(world.mia, world.ana, days=25)
    worker.drain()
    letter = letters.one_at(LATELY + timedelta(days=3))
    assert "Pau" in letter.text and "Mia" not in letter.text
    assert db.query(Notice).filter_by(person_id=world.ana.id, told_at=None).count() == 1
    assert "Mia" in letters.one_at(NEXT_THURSDAY).text


def test_a_letter_without_anything_to_say_leaves_nothing_behind_for_long(world, letters, worker, clock, db, browse):
    place(world.ana, world.mia)
    ask_for_the_letter(world.pau, world.mia)
    assert len(letters.at(THURSDAY)) == 1

    def kept():
        found = db.query(OutgoingMail).filter_by(kind="notifications.letter").order_by(OutgoingMail.person_id)
        return [(mail.person_id, mail.state) for mail in found if mail.person_id in {world.ana.id, world.mia.id}]

    both = [(world.ana.id, "dropped"), (world.mia.id, "sent")]
    shown = browse(world.cora).page("/coordination/delivery").words
    assert "None. Every mail found its way" in shown
    for days, left in ((4, both), (6, both[1:]), (399, both[1:])):
        clock.move_to(THURSDAY + timedelta(days=days))
        for job in ("core.tidy", "notifications.tidy"):
            worker.job(job)
        worker.drain()
        assert kept() == left
    assert letters.none_at(THURSDAY + timedelta(days=399), world.ana)


def test_the_next_letter_is_promised_though_the_newest_was_one_without_anything_to_say(
    world, letters, worker, clock, db
):
    """Of what is thrown away no id may come again, which SQLite gives anew: its deliveries are known by it."""
    place(world.ana)
    assert letters.none_at(THURSDAY, world.ana)
    clock.move_to(THURSDAY + timedelta(days=6))
    worker.job("notifications.tidy")
    worker.drain()
    assert letters.none_at(NEXT_THURSDAY, world.ana)
    assert [mail.about for mail in db.query(OutgoingMail)][-1:] == ["letter:2026-10-29"]
    assert not db.query(Delivery).filter(Delivery.last_error.is_not(None)).count()
