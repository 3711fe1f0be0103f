"""What stands in the letter: who waits, news of one's people, what is coming, one person to reach out to; nothing twice, nothing private."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from community.accounts import actions as accounts
from community.accounts.models import Block
from community.catchups import actions as catchups
from community.core import registry
from community.core.letter import REACH
from community.core.mail import Message, OutgoingMail, note, post
from community.core.mail.inbox import topic_of
from community.core.outbox import Delivery
from community.core.text import isolated
from community.milestones import actions as milestones
from community.notifications import actions
from community.notifications.models import MailWishes, Notice
from tests.notifications.letter_post import (
    ASKING,
    LATELY,
    NEXT_THURSDAY,
    NOW,
    PRIVATE,
    THURSDAY,
    Letters,
    ask_for_the_letter,
    line,
    sections,
)  # fmt: skip

IN_AN_HOUR = THURSDAY + timedelta(hours=1)
SHARED = {"kind": "publication", "on": date(2026, 10, 1), "words": PRIVATE, "audience": "everyone"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def letters(worker, mails, clock, world):
    """Ana, Mia and Pau live in three zones; their letters come at nine. Here all look at Berlin's."""
    for person in (world.ana, world.mia, world.pau):
        person.time_zone = "Europe/Berlin"
        actions.place_letter(person)
    return Letters(worker, mails, clock)


@pytest.fixture
def room(app, monkeypatch):
    """room.append(line): what a room that is asked for the letter has to say, to whom it concerns."""
    said = []
    monkeypatch.setattr(registry.of_app(), "letter", [lambda person, since, until: list(said)])
    return said


def tell_in_the_letter(by, to):
    actions.choose_way(to, "milestones.shared", "letter")
    return milestones.tell(by, subject=by, **SHARED)


def test_what_asks_something_of_its_reader_waits_whatever_its_urgency(world, letters, worker, clock):
    actions.choose_way(world.mia, "catchups.reminders", "letter")
    met = catchups.ask(world.lin, world.mia, times=[NOW + timedelta(hours=2)], **ASKING)
    catchups.accept(world.mia, met, starts_at=NOW + timedelta(hours=2))
    worker.drain()
    clock.move_to(LATELY)
    worker.job("catchups.ask_whether_met")
    (waits,) = sections(letters.one_at(THURSDAY, to=world.mia).text)
    assert waits.startswith("Waiting for you\n\n  Did you meet Lin")
    assert "Yes, we met: http" in waits and "No, it did not happen: http" in waits, "signed out, as from the mail"


def test_it_tells_in_order_who_waits_what_is_new_and_what_is_coming(world, letters, worker):
    ask_for_the_letter(world.pau, world.mia)
    tell_in_the_letter(world.ana, world.mia)
    agreed = catchups.ask(world.lin, world.mia, times=[THURSDAY + timedelta(days=2)], **ASKING)
    catchups.accept(world.mia, agreed, starts_at=THURSDAY + timedelta(days=2))
    letter = letters.one_at(THURSDAY)
    assert letter.subject == "Pau Ferrer would like to have a coffee with you (and 2 more things)"
    waits, people, coming = sections(letter.text)
    assert waits.startswith("Waiting for you\n\n  Pau Ferrer would like") and "/catchups/" in waits
    assert (
        people.startswith("News of your people\n\n  Ana Ruiz Gómez shares something with you")
        and "/milestones/" in people
    )
    assert coming.startswith("What is coming\n\n  Catch-up with Lin Nguyễn: Saturday 24 October, 9:00")
    assert "Berlin time" in coming and "Hello Mia" in letter.text and PRIVATE not in str(letter.message)


def test_what_is_coming_alone_is_no_reason_for_a_letter(world, letters):
    agreed = catchups.ask(world.pau, world.ana, times=[THURSDAY + timedelta(days=2)], **ASKING)
    catchups.accept(world.ana, agreed, starts_at=THURSDAY + timedelta(days=2))
    assert letters.at(THURSDAY) == []


def test_only_what_comes_before_the_next_letter_is_coming(world, letters, room):
    for days in (2, 8):
        agreed = catchups.ask(world.pau, world.ana, times=[THURSDAY + timedelta(days=days)], **ASKING)
        catchups.accept(world.ana, agreed, starts_at=THURSDAY + timedelta(days=days))
    ask_for_the_letter(world.mia, world.ana)
    letter = letters.one_at(THURSDAY)
    assert "24 October" in letter.text and "30 October" not in letter.text


def test_with_nothing_to_say_there_is_no_letter(world, letters, db):
    assert letters.at(THURSDAY) == []
    assert {mail.state for mail in db.query(OutgoingMail).filter_by(kind="notifications.letter")} == {"dropped"}


def test_what_was_told_in_a_letter_never_comes_again(world, letters, room, db):
    ask_for_the_letter(world.pau, world.ana)
    room.append(line("Mia was seen at the harbour", LATELY, "milestone:7"))
    letter = letters.one_at(THURSDAY, world.ana)
    assert "harbour" in letter.text and "Pau" in letter.text
    assert db.query(Notice).filter_by(person_id=world.ana.id).one().told_at == THURSDAY
    assert letters.none_at(NEXT_THURSDAY, world.ana)


def test_what_came_after_the_letter_comes_in_the_next(world, letters, clock):
    ask_for_the_letter(world.pau, world.ana)
    assert len(letters.at(THURSDAY)) == 1
    ask_for_the_letter(world.mia, world.ana, days=25)
    letter = letters.one_at(NEXT_THURSDAY)
    assert "Mia Chen" in letter.text and "Pau" not in letter.text


@pytest.mark.parametrize("way", ["read", "withdrawn", "never", "blocked", "suspended"])
def test_what_needs_no_telling_any_more_is_left_out(world, letters, worker, way, db):
    asked = ask_for_the_letter(world.pau, world.ana)
    ask_for_the_letter(world.mia, world.ana, days=25)
    worker.drain()
    settle = {
        "read": lambda: db.query(Notice).filter(Notice.address.contains(asked.public_id)).update({"read_at": NOW}),
        "withdrawn": lambda: catchups.withdraw(world.pau, asked),
        "never": lambda: actions.choose_way(world.ana, "catchups.asked", "never"),
        "blocked": lambda: db.add(Block(blocker_id=world.ana.id, blocked_id=world.pau.id)),
        "suspended": lambda: accounts.suspend(world.cora, world.pau, reason="Unkind.", until=date(2027, 1, 1)),
    }
    settle[way]()
    db.flush()
    if way == "never":
        assert letters.none_at(THURSDAY, world.ana)
    else:
        letter = letters.one_at(THURSDAY, world.ana)
        assert "Mia Chen" in letter.text and "Pau" not in letter.text and "more" not in letter.subject


def test_who_is_mailed_at_once_does_not_find_it_in_the_letter(world, letters, worker):
    catchups.ask(world.pau, world.ana, times=[NOW + timedelta(days=20)], **ASKING)
    worker.drain()
    assert letters.at(THURSDAY) == []


@pytest.mark.parametrize("standing", ["quiet", "suspended", "left"])
def test_who_is_quiet_or_takes_no_part_gets_none_and_the_hour_moves_on(world, letters, worker, standing, db):
    ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    world.ana.standing = standing
    assert letters.at(THURSDAY) == []
    assert db.get(MailWishes, world.ana.id).next_at == (None if standing == "left" else NEXT_THURSDAY)


def test_the_first_letter_after_a_quiet_time_tells_what_was_kept(world, letters, worker):
    ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    accounts.go_quiet(world.ana, until=date(2026, 10, 25))
    assert letters.at(THURSDAY) == []
    accounts.come_back(world.ana)
    assert "Pau Ferrer" in letters.one_at(NEXT_THURSDAY).text


def test_one_person_to_reach_out_to_and_how_many_others(world, letters, room):
    room += [
        line(
            f"A word with {name}?",
            NOW + timedelta(hours=n),
            f"tie:{n}",
            section=REACH,
            steps=[("We talked", f"http://localhost/talked/{n}")],
        )
        for n, name in enumerate(("Mia", "Pau", "Lin"))
    ]
    letter = letters.one_at(THURSDAY, world.ana)
    (reach,) = sections(letter.text)
    assert "A word with Mia?" in reach and "We talked: http://localhost/talked/0" in reach and "And 2 others." in reach
    assert "Pau" not in reach and letter.subject == "A word with Mia? (and 2 more things)"


def test_a_room_is_silent_about_what_the_inbox_told_and_speaks_again_of_what_is_newer(world, letters, room, db, worker):
    asked = ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    notice = db.query(Notice).filter_by(person_id=world.ana.id).one()
    notice.read_at = NOW
    room.append(line("Pau asked", NOW, notice.thing))
    assert letters.none_at(THURSDAY, world.ana)
    room[:] = [line("Pau asked anew", THURSDAY + timedelta(hours=1), notice.thing)]
    letter = letters.one_at(NEXT_THURSDAY, world.ana)
    assert "anew" in letter.text and asked.public_id not in letter.text


def test_a_thing_that_was_kept_is_told_once_though_a_room_speaks_of_it_too(world, letters, room, db, worker):
    ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    room.append(line("Pau again", NOW, db.query(Notice).filter_by(person_id=world.ana.id).one().thing))
    letter = letters.one_at(THURSDAY, world.ana)
    assert "Pau again" not in letter.text and "more" not in letter.subject


def test_what_is_kept_for_the_next_letter_is_told_in_that_one_alone(world, letters, worker, clock, mails, room, db):
    """The worker is busy: what Pau asked reaches Ana's inbox when her letter is promised already, and not sent yet."""
    room.append(line("Mia was seen at the harbour", LATELY, "milestone:7"))
    worker.drain()
    clock.move_to(THURSDAY)
    actions.promise_letters(THURSDAY)
    ask_for_the_letter(world.pau, world.ana, days=25)
    db.query(Delivery).filter_by(subscriber="core.mail.send", state="waiting").update({"due_at": IN_AN_HOUR})
    worker.drain()
    room.append(line("Pau asked", LATELY, db.query(Notice).filter_by(person_id=world.ana.id).one().thing))
    assert "Pau" not in letters.one_at(IN_AN_HOUR, world.ana).text
    assert "Pau Ferrer would like" in letters.one_at(NEXT_THURSDAY, world.ana).text


def test_much_of_one_kind_crowds_out_nobody_to_reach_out_to(world, letters, worker, clock, monkeypatch):
    told = {
        "milestones.thanked": lambda person, word: note(word, [], "", "http://localhost/", why=""),
        "ties.reminder": lambda person: Message("note", {"headline": "x"}, lines=[line("A word?", NOW, section=REACH)]),
    }
    for kind, composer in told.items():
        monkeypatch.setitem(registry.of_app().mails, kind, composer)
        actions.choose_way(world.ana, topic_of(kind).name, "letter")
    post("ties.reminder", to=world.ana, about="ties:1")
    for number in range(14):
        clock.move_to(LATELY + timedelta(hours=number))
        post("milestones.thanked", to=world.ana, about=f"milestone:{number}", word=f"News {number:02}")
        worker.drain()
    letter = letters.one_at(THURSDAY, world.ana)
    assert "A word?" in letter.text and "And 3 more on the site" in letter.text
    assert re.findall(r"News (\d\d)$", letter.text, re.M) == [f"{number:02}" for number in range(13, 2, -1)]


def test_what_is_shared_while_a_letter_waits_pushes_nothing_out_of_it(world, make, letters, worker, clock, db):
    make.tie(world.ana, world.lin)
    clock.move_to(LATELY)
    make.milestone(world.lin, kind="promotion")
    clock.move_to(THURSDAY)
    actions.promise_letters(THURSDAY)
    db.query(Delivery).filter_by(subscriber="core.mail.send", state="waiting").update({"due_at": IN_AN_HOUR})
    for minutes in range(1, 7):
        clock.move_to(THURSDAY + timedelta(minutes=minutes))
        make.milestone(world.lin, kind="project")
    assert "Lin Nguyễn was promoted" in letters.one_at(IN_AN_HOUR, world.ana).text
    assert "finished a piece of work" in letters.one_at(NEXT_THURSDAY, world.ana).text


def test_of_a_topic_switched_off_no_room_speaks_either(world, letters, worker, clock, room, db):
    clock.move_to(LATELY)
    ask_for_the_letter(world.pau, world.ana)
    worker.drain()
    room.append(line("Pau asked", LATELY, db.query(Notice).filter_by(person_id=world.ana.id).one().thing))
    actions.choose_way(world.ana, "catchups.asked", "never")
    assert letters.none_at(THURSDAY, world.ana)


def test_a_dozen_lines_and_how_many_more_are_on_the_site(world, letters, room):
    room += [line(f"News number {n}", LATELY, f"milestone:{n}") for n in range(17)]
    room.append(line("A word with Mia?", NOW, "tie:1", section=REACH))
    letter = letters.one_at(THURSDAY, world.ana)
    assert (
        len(re.findall(r"^  [^h]", letter.text, re.M)) == 12
        and "And 6 more on the site.\n  http://localhost/notifications" in letter.text
    )
    assert "A word with Mia?" in letter.text and letter.subject == "News number 0 (and 17 more things)"


def test_what_a_room_says_of_longer_ago_than_the_last_letter_or_of_this_minute_is_not_news(world, letters, room):
    room += [
        line("Too old", THURSDAY - timedelta(days=8), "milestone:1"),
        line("Being written", THURSDAY - timedelta(seconds=30), "milestone:2"),
    ]
    assert letters.none_at(THURSDAY, world.ana)
    assert "Being written" in letters.one_at(NEXT_THURSDAY, world.ana).text


LONG = "Wolfeschlegelsteinhausenbergerdorff" * 6
NAMES = [LONG[:200], "محمد بن عبد الله", "山田 太郎", "👩🏽‍🚀 Zoë <b>& Söhne</b>", "नमस्ते देव"]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_every_name_stands_as_it_is_in_subject_text_and_html(world, letters, room, name):
    said = isolated(name)  # as a room puts it into its sentence
    room += [line(f"{said} has news", LATELY, f"milestone:{n}") for n in range(12)]
    world.ana.name = name
    letter = letters.one_at(THURSDAY, world.ana)
    assert f"Hello {said}," in letter.text and letter.text.count(f"{said} has news") == 12
    assert "<b>" not in letter.html and letter.subject.startswith(said[:60])
    assert len(letter.message.as_bytes()) < 50_000


def test_text_and_html_say_the_same_and_the_foot_leads_to_the_choice(world, letters):
    ask_for_the_letter(world.pau, world.ana)
    letter = letters.one_at(THURSDAY)
    assert "comes once a week, and only when there is something to tell" in letter.text
    assert (
        letter.message["List-Unsubscribe"] and letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    )
    assert "/settings/mail" in letter.text and letter.message["Auto-Submitted"] == "auto-generated"


def test_a_letter_stands_in_no_inbox(world, letters, db):
    ask_for_the_letter(world.pau, world.ana)
    letters.one_at(THURSDAY)
    assert db.query(Notice).filter_by(person_id=world.ana.id).count() == 1


def test_times_somebody_wants_in_the_letter_stand_under_what_is_coming_and_are_worth_one(world, letters, worker):
    actions.choose_way(world.ana, "catchups.times", "letter")
    agreed = catchups.ask(world.ana, world.pau, times=[NOW + timedelta(days=20)], **ASKING)
    catchups.accept(world.pau, agreed, starts_at=NOW + timedelta(days=20))
    letter = letters.one_at(THURSDAY, world.ana)
    assert "What is coming\n\n  It is agreed: Coffee with Pau Ferrer" in letter.text
    assert "how things stand with your meetings" in letter.text and "A few words" not in letter.text
