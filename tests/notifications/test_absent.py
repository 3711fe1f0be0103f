"""What one may not see stands in no inbox: blocks, people who are gone, circles one has left, milestones that are gone."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import delete, select

from community.accounts import actions as accounts
from community.accounts.models import Block, Person
from community.circles import actions as circles
from community.core import clock
from community.core.extensions import db as database
from community.core.mail import OutgoingMail, in_words_of, telling
from community.core.mail.composing import subject_of
from community.core.mail.message import Message
from community.core.mail.wanting import wanted
from community.core.outbox import publish
from community.events import AnsweredByMail, InboxesDoubted
from community.milestones import actions as milestones
from community.notifications import doubts
from community.notifications.inbox import OurInbox
from community.notifications.models import Notice
from community.notifications.queries import notice_of_mail
from tests.circles import making
from tests.mail.living import lived_through
from tests.notifications.reading import count_is_true, read, tell, titles, unread


def test_after_a_block_neither_finds_the_other_in_their_inbox(world, make, worker, browse):
    catchup = make.catchup(world.mia, world.ana)
    make.catchup(world.pau, world.ana)
    worker.drain()
    browse(world.ana).page(f"/catchups/{catchup.public_id}")  # read or not
    accounts.block(world.ana, world.mia)
    worker.drain()
    assert titles(world.ana) == ["Pau Ferrer would like to have a coffee with you"]
    assert "Mia Chen" not in browse(world.ana).page("/notifications").words
    assert not any("Ana" in title for title in titles(world.mia)) and count_is_true()


def test_what_was_being_told_while_they_were_blocked_is_looked_for_too(world, worker):
    accounts.block(world.ana, world.mia)
    worker.drain()
    for person, other in ((world.ana, world.mia), (world.mia, world.ana)):
        tell(person, f"{other.name} is in your circle now", page="/circles", names=other)
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        worker.drain()
    assert titles(world.ana) == titles(world.mia) == [] and count_is_true()


def test_what_a_charter_closes_for_a_while_waits_until_it_is_signed(world, make, worker):
    seat = make.circle(world.pau, world.ana, world.mia)
    making.post(world.pau, seat.circle, "What do you say, @Ana?")
    worker.drain()
    assert len(titles(world.ana)) == 1
    make.charter(seat)
    worker.drain()
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert not making.seat_of(world.ana, seat.circle).has_signed(seat.circle, clock.now())
        publish(InboxesDoubted((world.ana.id,)))
        publish(AnsweredByMail(world.ana.id))
        worker.drain()
        assert "calls you" in " ".join(unread(world.ana)) and count_is_true()
        circles.leave(world.ana, making.seat_of(world.ana, seat.circle))
        worker.drain()
        assert "calls you" not in " ".join(titles(world.ana)) and count_is_true()


def test_after_a_block_nobody_is_led_to_a_circle_that_is_not_there_for_them(world, make, worker):
    seat = make.circle(world.pau, world.mia)
    circles.invite(world.pau, seat, world.ana)
    worker.drain()
    assert any(seat.circle.name in title for title in titles(world.ana))
    accounts.block(world.mia, world.ana)
    worker.drain()
    assert titles(world.ana) == [] and count_is_true()


def test_who_is_called_by_somebody_they_blocked_finds_nothing_of_it(world, make, worker):
    seat = make.circle(world.pau, world.ana, world.mia)
    making.post(world.mia, seat.circle, "The tide, @Ana.")
    making.poll(world.pau, seat.circle)
    worker.drain()
    assert any("Mia" in title for title in titles(world.ana))
    accounts.block(world.ana, world.mia)
    worker.drain()
    assert titles(world.ana) and not any("Mia" in title for title in titles(world.ana)) and count_is_true()


def test_what_a_block_does_not_concern_stays_as_it_was(world, worker):
    kept = read(world.ana, "The end of a circle", page="/circles")
    waits = tell(world.ana, "Pau wrote to you", page="/circles")
    accounts.block(world.ana, world.mia)
    worker.drain()
    assert titles(world.ana) == [waits.title, kept.title] and unread(world.ana) == [waits.title]


@pytest.mark.parametrize("blocker", ["ana", "mia"])
def test_who_is_suspended_meanwhile_comes_back_to_an_inbox_without_them(world, make, worker, blocker):
    make.catchup(world.mia, world.ana)
    read(world.ana, f"{world.mia.name} is in your circle now", page="/circles", names=world.mia)
    kept = read(world.ana, "Something else", page="/circles")
    worker.drain()
    accounts.suspend(world.cora, world.ana, reason="Wrote unkindly.")
    worker.drain()
    one, other = (world.ana, world.mia) if blocker == "ana" else (world.mia, world.ana)
    accounts.block(one, other)
    worker.drain()
    accounts.reinstate(world.cora, world.ana)
    worker.drain()
    assert titles(world.ana) == [kept.title] and count_is_true()


def test_who_was_suspended_is_not_led_to_what_was_taken_back_meanwhile(world, make, worker):
    milestone = make.milestone(world.ana)
    worker.drain()
    assert titles(world.mia)
    accounts.suspend(world.cora, world.mia, reason="Wrote unkindly.")
    worker.drain()
    milestones.take_back(world.ana, milestone)
    worker.drain()
    accounts.reinstate(world.cora, world.mia)
    worker.drain()
    assert titles(world.mia) == [] and count_is_true()


def test_a_long_inbox_is_asked_a_portion_at_a_time(world, make, worker, monkeypatch):
    monkeypatch.setattr("community.notifications.doubts.MOST", 2)
    for number in range(5):
        read(world.ana, f"{world.mia.name} did thing {number}", page="/circles", names=world.mia)
        read(world.ana, f"Something else {number}", page="/circles")
    make.catchup(world.mia, world.ana)
    worker.drain()
    looked: list[int] = []
    wanted = doubts.queries.with_mails
    monkeypatch.setattr(
        doubts.queries, "with_mails", lambda *which, **how: looked.append(len(found := wanted(*which, **how))) or found
    )
    accounts.block(world.ana, world.mia)
    worker.drain()
    assert len(titles(world.ana)) == 5 and not any("Mia" in title for title in titles(world.ana)) and count_is_true()
    assert max(looked) == 2 and sum(looked) == 11


def test_somebody_else_of_the_same_name_is_not_taken_away(world, make, worker):
    namesake = make.person(name=world.mia.name)
    make.catchup(namesake, world.ana)
    worker.drain()
    accounts.block(world.ana, world.mia)
    worker.drain()
    assert len(titles(world.ana)) == 1 and unread(world.ana)


@pytest.mark.parametrize("goes", ["leaves", "is suspended"])
def test_nobodys_inbox_names_who_is_gone(world, make, worker, goes):
    going = make.person(name="Gil Gone")
    for person in (world.ana, world.pau):
        make.catchup(going, person)
    make.catchup(world.mia, going)
    read(going, "Gil Gone, is this still you?", page="/circles")
    read(world.lin, "Gil Gone is in your circle now", page="/circles", names=going)
    read(world.lin, "Something else", page="/circles")
    worker.drain()
    if goes == "leaves":
        accounts.leave(going)
    else:
        accounts.suspend(world.cora, going, reason="Wrote unkindly.")
    worker.drain()
    assert titles(world.lin) == ["Something else"]
    assert not any("Gil" in title for person in (world.ana, world.pau) for title in titles(person))
    assert len(titles(going)) == (2 if goes == "is suspended" else 0), "whoever comes back finds what was theirs"
    assert count_is_true()


@pytest.mark.parametrize("goes", ["blocks", "leaves"])
def test_a_name_somebody_had_then_goes_with_them(world, make, worker, browse, goes):
    """A congratulation that was read, on a page that stays open to its reader; then another name, then a block."""
    milestone = make.milestone(world.ana)
    make.congratulation(world.pau, milestone)
    worker.drain()
    browse(world.ana).page(f"/milestones/{milestone.public_id}")
    assert titles(world.ana) == ["Pau Ferrer congratulates you"] and not unread(world.ana)
    world.pau.name = "Pia Ferrer"
    accounts.block(world.pau, world.ana) if goes == "blocks" else accounts.leave(world.pau)
    worker.drain()
    assert titles(world.ana) == [] and count_is_true()


def test_what_is_to_be_said_still_is_said_without_the_name_of_who_is_gone(world, make, worker):
    make.due(world.ana, world.mia, on=date(2016, 8, 30))
    make.due(world.ana, world.pau, on=date(2026, 1, 10))
    worker.drain()
    assert titles(world.ana) == ["Time for a word with Mia Chen 陈 and 1 other?"]
    accounts.block(world.mia, world.ana)
    worker.drain()
    assert titles(world.ana) == ["Time for a word with Pau Ferrer?"] and unread(world.ana)
    accounts.leave(world.pau)
    worker.drain()
    assert titles(world.ana) == [] and count_is_true()


def test_what_was_being_told_while_somebody_left_is_looked_for_too(world, worker):
    accounts.leave(world.mia)
    worker.drain()
    read(world.ana, f"{world.mia.name} is in your circle now", page="/circles", names=world.mia)
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        worker.drain()
    assert titles(world.ana) == []


def test_whoever_leaves_a_circle_finds_nothing_of_what_is_inside(world, make, worker):
    seat = make.circle(world.ana, world.mia, world.pau, is_listed=False)
    making.post(world.ana, seat.circle, "The tide, @Mia.")
    making.poll(world.ana, seat.circle)
    worker.drain()
    assert len(titles(world.mia)) == 2
    circles.leave(world.mia, making.seat_of(world.mia, seat.circle))
    worker.drain()
    assert titles(world.mia) == [] and count_is_true()


def test_a_milestone_taken_back_is_in_no_inbox(world, make, worker):
    milestone = make.milestone(world.ana)
    said = make.congratulation(world.pau, milestone)
    worker.drain()
    milestones.thank(world.ana, said, openly=False, words="Thank you!")
    worker.drain()
    assert titles(world.mia) and titles(world.ana) and titles(world.pau)
    milestones.take_back(world.ana, milestone)
    worker.drain()
    assert not titles(world.mia) and not titles(world.ana) and not titles(world.pau)


def test_a_milestone_told_to_fewer_is_only_in_the_inboxes_of_those(world, make, worker):
    milestone = make.milestone(world.ana)
    said = make.congratulation(world.pau, milestone)
    worker.drain()
    milestones.thank(world.ana, said, openly=False, words="Thank you!")
    worker.drain()
    milestones.set_audience(world.ana, milestone, audience="mentorships")
    worker.drain()
    assert titles(world.mia) and not titles(world.pau)


def test_words_taken_back_are_as_if_not_said(world, make, worker):
    milestone = make.milestone(world.ana)
    said = make.congratulation(world.pau, milestone)
    worker.drain()
    assert titles(world.ana)
    milestones.take_words_back(world.pau, said)
    worker.drain()
    assert not titles(world.ana) and count_is_true()


def test_the_newest_of_what_is_left_stands_for_its_thing(world, worker, browse):
    kept = tell(world.ana, "Pau is in now", thing="circle:1", page="/circles")
    tell(world.ana, "Mia Chen 陈 is in now", thing="circle:1", page="/circles", names=world.mia)
    accounts.block(world.ana, world.mia)
    worker.drain()
    database.session.refresh(kept)
    assert kept.is_newest
    assert "Pau is in now" in browse(world.ana).page("/notifications").words


def test_what_was_read_long_ago_and_what_is_very_old_is_thrown_away(world, worker):
    ages = (("young", 30), ("three months", 91), ("very old", 401))
    for title, days in ages:
        with time_machine.travel(clock.now() - timedelta(days=days), tick=False):
            read(world.ana, f"Read, {title}", page="/circles")
            tell(world.ana, f"Unread, {title}", page="/circles")
    worker.job("notifications.tidy")
    worker.drain()
    assert set(titles(world.ana)) == {"Read, young", "Unread, young", "Unread, three months"}
    assert count_is_true()


def test_a_notice_outlives_its_mail(world, make, worker):
    make.catchup(world.mia, world.ana)
    worker.drain()
    database.session.execute(delete(OutgoingMail))
    database.session.expire_all()
    [notice] = database.session.scalars(select(Notice).where(Notice.person_id == world.ana.id))
    assert notice.mail_id is None and unread(world.ana)
    accounts.block(world.ana, world.mia)
    worker.drain()
    assert titles(world.ana) == [], "and goes as it should, though nobody can be asked"


def test_whatever_is_told_is_told_no_more_once_a_block_stands_between(world, make, worker, mails, monkeypatch):
    """Every mail of the community, at the moment it is told: after a block between its reader and whoever it names, its composer
    says that it is not wanted, or names them no more. And at the moment it was sent it is wanted still: what waits in the inbox
    must not count as settled by its own mail. And whom its title names, it says by who they are: names change."""
    named: set[str] = set()
    found: list[str] = []
    settled: list[str] = []
    unsaid: list[str] = []
    asleep: list[str] = []
    went_out = OurInbox.went_out

    def sent(self, mail, at):
        went_out(self, mail, at)
        person, posted = database.session.get(Person, mail.person_id), database.session.get(OutgoingMail, mail.id)
        with in_words_of(person):
            if notice_of_mail(mail.id) and not isinstance(wanted(posted, person), Message):
                settled.append(mail.kind)

    def told(mail, person):
        message = wanted(mail, person)
        if isinstance(message, Message):
            text, subject = said(message), subject_of(mail, person, message)
            if not is_wanted_in_a_quiet_time(mail, person):
                asleep.append(mail.kind)
            for other in database.session.scalars(select(Person).where(Person.id != person.id)):
                if other.name in text:
                    named.add(mail.kind)
                    if other.name in subject and other.id not in message.names:
                        unsaid.append(f"{mail.kind} names {other.name}, and its message does not say so in `names`")
                    if other.name in text_behind_a_block(mail, person, other):
                        found.append(f"{mail.kind} names {other.name}")
        return message

    monkeypatch.setattr(telling, "wanted", told)
    monkeypatch.setattr(OurInbox, "went_out", sent)
    lived_through(world, make, worker, mails)
    assert len(named) > 20, "the mails name nobody: this test looks at nothing"
    assert not found, found
    assert not unsaid, unsaid
    assert not asleep, f"a quiet time would settle them, and nobody has: {asleep}"
    assert not settled, settled


def is_wanted_in_a_quiet_time(mail: OutgoingMail, person: Person) -> bool:
    standing, person.standing = person.standing, "quiet"
    with database.session.no_autoflush:
        message = wanted(mail, person)
    person.standing = standing
    return isinstance(message, Message)


def said(message: Message) -> str:
    return f"{message.context} {message.why}"


def text_behind_a_block(mail: OutgoingMail, person: Person, other: Person) -> str:
    session = database.session
    with session.begin_nested() as point:
        session.add(Block(blocker_id=other.id, blocked_id=person.id))
        session.flush()
        with in_words_of(person):
            message = wanted(mail, person)
        point.rollback()
    return said(message) if isinstance(message, Message) else ""
