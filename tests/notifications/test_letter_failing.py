"""A kept message whose room fails to say it: the letter goes without it, coordinators see it, and it is tried again by itself."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy.exc import OperationalError

from community.core import registry
from community.core.extensions import db as database
from community.core.mail import OutgoingMail
from community.core.outbox import Delivery
from community.milestones import actions as milestones
from community.notifications import actions
from community.notifications import mail as letter_mail
from community.notifications.doubts import look_again
from community.notifications.models import Notice
from tests.notifications.letter_post import NEXT_THURSDAY, NOW, PRIVATE, THURSDAY, Letters, ask_for_the_letter, read

SHARED = {"kind": "publication", "words": PRIVATE, "audience": "everyone"}
IN_THREE_WEEKS = NEXT_THURSDAY + timedelta(weeks=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def letters(worker, mails, clock, world):
    world.mia.time_zone = "Europe/Berlin"
    actions.place_letter(world.mia)
    worker._find_defects = list  # a room that fails is meant here
    return Letters(worker, mails, clock)


@pytest.fixture
def broken(app, monkeypatch):
    """broken(): from now on the room of requests fails, or that of another `kind`; broken(False): it was repaired."""
    whole = {**registry.of_app().mails}

    def change(is_broken=True, kind="catchups.asked", error=LookupError(PRIVATE)):
        def fails(person, **context):
            raise error

        monkeypatch.setitem(registry.of_app().mails, kind, fails if is_broken else whole[kind])

    return change


def two_things_are_kept(world, worker):
    """Of a request and of a milestone Mia wants to hear in her letter."""
    ask_for_the_letter(world.pau, world.mia)
    actions.choose_way(world.mia, "milestones.shared", "letter")
    milestones.tell(world.ana, subject=world.ana, on=date(2026, 10, 1), **SHARED)
    worker.drain()


def telling_again():
    return database.session.query(Delivery).filter_by(event="core.mail.tell_again").one()


def test_the_letter_goes_without_what_a_room_fails_to_say(world, letters, worker, broken, db):
    two_things_are_kept(world, worker)
    broken()
    letter = letters.one_at(THURSDAY, world.mia)
    assert "shares something with you" in letter.text and "Pau" not in letter.text and "more" not in letter.subject
    untold, told = db.query(Notice).filter_by(person_id=world.mia.id).order_by(Notice.id)
    assert (untold.told_at, told.told_at) == (None, THURSDAY)
    assert world.mia.unread_notices == 2, "on the site it stands as before"


def test_what_failed_is_shown_with_its_kind_and_no_words_of_it(world, letters, worker, broken, browse):
    two_things_are_kept(world, worker)
    broken()
    letters.one_at(THURSDAY, world.mia)
    page = browse(world.cora).page("/coordination/delivery")
    assert (
        "Still being tried" in page.words and "Catch-up: asked" in page.words and "waits for the letter" in page.words
    )
    assert "LookupError in test_letter_failing.py, line" in page.words and PRIVATE not in page.text


def test_once_it_can_be_said_it_is_in_the_next_letter(world, letters, worker, broken, clock):
    two_things_are_kept(world, worker)
    broken()
    letters.one_at(THURSDAY, world.mia)
    broken(False)
    clock.move_to(THURSDAY + timedelta(hours=1))
    worker.drain()
    assert "Pau Ferrer" in letters.one_at(NEXT_THURSDAY, world.mia).text
    assert letters.none_at(IN_THREE_WEEKS, world.mia)


@pytest.fixture
def a_tie_shares(world, make, letters, worker, broken, clock):
    """Ana, with whom Mia keeps in touch, shares something: a message kept for Mia's letter, which cannot be composed then. Of what
    one's people share the room has a line of its own for the letter, too."""
    make.tie(world.ana, world.mia)
    actions.choose_way(world.mia, "milestones.shared", "letter")
    clock.move_to(NOW + timedelta(hours=1))
    milestones.tell(world.ana, subject=world.ana, on=date(2026, 10, 1), **SHARED)
    worker.drain()
    broken(kind="milestones.shared")


def test_what_a_room_fails_to_say_is_not_said_in_two_letters(world, a_tie_shares, letters, worker, broken, clock):
    assert letters.none_at(THURSDAY, world.mia)
    broken(False, kind="milestones.shared")
    clock.move_to(THURSDAY + timedelta(hours=1))
    worker.drain()
    assert "Ana Ruiz Gómez shares something with you" in letters.one_at(NEXT_THURSDAY, world.mia).text


def test_nor_is_it_where_a_reading_transaction_does_not_see_what_is_written_beside_it(
    world, a_tie_shares, letters, monkeypatch
):
    monkeypatch.setattr(letter_mail, "tell_again", lambda mail_id, why: None)
    assert letters.none_at(THURSDAY, world.mia)


def test_nor_is_it_when_the_letter_is_composed_again(world, a_tie_shares, letters, worker, clock, mails):
    ask_for_the_letter(world.pau, world.mia)
    worker.drain()
    mails.empty()
    mails.put_off_once.add(world.mia.email)
    for minutes in (0, 2):
        assert not mails.to(world.mia.email)
        clock.move_to(THURSDAY + timedelta(minutes=minutes))
        worker.job("notifications.letters")
        worker.drain()
    (message,) = mails.to(world.mia.email)
    assert "Pau Ferrer" in read(message).text and "Ana" not in read(message).text


def test_it_is_tried_a_few_times_given_up_and_tried_again_when_a_coordinator_says_so(
    world, letters, worker, broken, clock, browse, mails
):
    two_things_are_kept(world, worker)
    broken()
    letters.one_at(THURSDAY, world.mia)
    for hours in range(1, 24):
        clock.move_to(THURSDAY + timedelta(hours=hours))
        worker.drain()
    given_up = telling_again()
    assert (given_up.state, given_up.attempts) == ("dead", 8)
    broken(False)
    assert letters.none_at(NEXT_THURSDAY, world.mia), "nor is it tried with each letter anew"
    assert telling_again().id == given_up.id
    coordinator = browse(world.cora)
    page = coordinator.page("/coordination/delivery")
    coordinator.send(next(action for _, action in page.forms if action.endswith("/retry") and "ry/re" not in action))
    worker.drain()
    assert "None. Every mail found its way" in coordinator.page("/coordination/delivery").words
    assert "Pau Ferrer" in letters.one_at(IN_THREE_WEEKS, world.mia).text


def test_with_nothing_else_to_say_there_is_no_letter_and_no_dead_one(world, letters, worker, broken, db):
    ask_for_the_letter(world.pau, world.mia)
    worker.drain()
    broken()
    assert letters.none_at(THURSDAY, world.mia)
    letter = db.query(OutgoingMail).filter_by(kind="notifications.letter", person_id=world.mia.id).one()
    assert letter.state == "dropped" and telling_again().state == "waiting"


def test_trouble_of_the_database_is_no_message_s_fault_and_the_letter_waits_until_it_is_over(
    world, letters, worker, broken, clock, mails, db
):
    two_things_are_kept(world, worker)
    broken(error=OperationalError("SELECT", {}, Exception("canceling statement due to statement timeout")))
    assert letters.none_at(THURSDAY, world.mia)
    letter = db.query(Delivery).filter_by(event="core.mail.send", state="waiting").one()
    assert letter.last_error == "Exception: canceling statement due to statement timeout"
    broken(False)
    clock.move_to(THURSDAY + timedelta(minutes=2))
    worker.drain()
    (message,) = mails.to(world.mia.email)
    assert "Pau Ferrer" in read(message).text and "shares something with you" in read(message).text
    assert not db.query(Delivery).filter_by(event="core.mail.tell_again").count()


def test_trouble_of_the_database_takes_nothing_out_of_an_inbox(world, worker, broken, db):
    worker._find_defects = list
    ask_for_the_letter(world.pau, world.mia)
    worker.drain()
    broken(error=OperationalError("SELECT", {}, Exception("canceling statement due to statement timeout")))
    with pytest.raises(OperationalError):
        look_again(world.mia, absent_id=world.pau.id)


@pytest.mark.parametrize("way", ["never", "read"])
def test_what_nobody_waits_for_any_more_is_said_in_no_letter_though_it_could_be_again(
    world, letters, worker, broken, clock, way, db
):
    two_things_are_kept(world, worker)
    broken()
    letters.one_at(THURSDAY, world.mia)
    broken(False)
    if way == "never":
        actions.choose_way(world.mia, "catchups.asked", "never")
    else:
        actions.mark_read(db.query(Notice).filter_by(person_id=world.mia.id, topic="catchups.asked").one())
    clock.move_to(THURSDAY + timedelta(hours=1))
    worker.drain()
    assert letters.none_at(NEXT_THURSDAY, world.mia)


def test_what_has_left_the_inbox_meanwhile_is_told_to_nobody(world, letters, worker, broken, clock, mails, db):
    two_things_are_kept(world, worker)
    broken()
    letters.one_at(THURSDAY, world.mia)
    mails.empty()
    broken(False)
    notice = db.query(Notice).filter_by(person_id=world.mia.id, topic="catchups.asked").one()
    actions.forget([notice.id])  # kept long enough, perhaps; meanwhile Mia wants to hear of such things at once
    actions.choose_way(world.mia, "catchups.asked", "now")
    clock.move_to(THURSDAY + timedelta(hours=1))
    worker.drain()
    assert not mails.to(world.mia.email)
    assert not db.query(Notice).filter_by(person_id=world.mia.id, topic="catchups.asked").count()
    assert db.query(OutgoingMail).filter_by(kind="catchups.asked", person_id=world.mia.id).one().state == "dropped"
