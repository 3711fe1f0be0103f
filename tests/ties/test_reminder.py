"""One message for everybody who is due, once for each time of being due, and never after contact. How it comes is the reader's choice."""

from datetime import date, timedelta

import pytest

from community.accounts import actions as accounts
from community.core import tokens
from community.core.letter import REACH
from community.core.mail import OutgoingMail, in_words_of
from community.core.outbox import Delivery
from community.notifications import actions as notifications
from community.ties import actions, queries
from community.ties.actions import calling
from community.ties.links import LATER_LINK, OFFER_LINK, TALKED_LINK
from community.ties.mail import reminder
from tests.ties.conftest import LONG_SINCE, NOW, TODAY, wish


@pytest.fixture(autouse=True)
def at_once(world):
    """Ana and Mia would like to have it by a mail of its own, so that a test can see it come; it is day where both are."""
    for person in (world.ana, world.mia):
        person.time_zone = "Europe/Berlin"
        notifications.choose_way(person, "ties.reminder", "now")


@pytest.fixture
def posted(worker, mails, world):
    """posted(): the worker does its rounds; (subject, text) of what has arrived for Ana since it was last asked."""
    read: set[int] = set()

    def drain(person=None) -> list[tuple[str, str]]:
        worker.drain()
        address = (person or world.ana).email
        found = [
            (number, mail)
            for number, mail in enumerate(mails)
            if number not in read and mail["To"].addresses[0].addr_spec == address
        ]
        read.update(number for number, _mail in found)
        return [(str(mail["Subject"]), text_of(mail)) for _number, mail in found]

    return drain


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def promised(*people) -> None:
    """Their messages are promised, but nobody has come to telling them yet."""
    assert actions.remind([person.id for person in people]) == len(people)


def kinds(db, person) -> list[OutgoingMail]:
    return db.query(OutgoingMail).filter_by(kind="ties.reminder", person_id=person.id).all()


def test_everybody_who_is_due_comes_in_one_message(world, make, posted):
    make.due(world.ana, world.mia, on=date(2016, 8, 30))
    make.due(world.ana, world.pau, on=date(2025, 5, 3))
    make.tie(world.ana, world.lin, on=LONG_SINCE)
    ((subject, text),) = posted()
    assert subject == f"Time for a word with {world.mia.name} and 1 other?"
    assert text.index(world.mia.name) < text.index(world.pau.name) and world.lin.name not in text
    assert "August 2016" in text and "May 2025" in text
    assert posted() == []


def test_each_of_the_two_is_reminded_of_the_other(world, make, posted):
    make.due(world.ana, world.mia)
    ((to_ana, _text),), ((to_mia, _text),) = posted(), posted(world.mia)
    assert (world.mia.name in to_ana, world.ana.name in to_mia) == (True, True)


def test_until_one_chooses_otherwise_it_waits_for_the_letter(world, make, worker, mails, db):
    make.due(world.pau, world.lin)
    worker.drain()
    assert [kept.state for kept in kinds(db, world.pau)] == ["kept"] and len(mails) == 0


def test_once_for_each_time_of_being_due(world, make, posted, clock, week):
    make.due(world.ana, world.mia, on=LONG_SINCE)
    assert len(posted()) == 1
    week(3)
    assert posted() == []
    actions.note_contact(world.ana.id, world.mia.id, on=date(2026, 11, 10), kind="catchup", source="catchup:1")
    week(3)
    assert posted() == []
    week(2)
    assert len(posted()) == 1


def test_taking_a_contact_back_does_not_remind_again(world, make, posted, week):
    make.due(world.ana, world.mia)
    assert len(posted()) == 1
    actions.note_contact(world.ana.id, world.mia.id, on=TODAY, kind="catchup", source="catchup:1")
    week()
    actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
    week(2)
    assert posted() == []


@pytest.mark.parametrize("way", ["contact", "rest", "later", "block", "gone", "quiet", "rhythm"])
def test_who_is_settled_before_it_is_told_is_left_out(world, make, posted, db, way):
    """The worker was slow: the message was promised, and is composed after something has happened."""
    side = make.due(world.ana, world.mia, on=date(2016, 8, 30))
    make.due(world.ana, world.pau, on=LONG_SINCE)
    promised(world.ana)
    settle = {
        "contact": lambda: actions.note_contact(
            world.mia.id, world.ana.id, on=TODAY, kind="catchup", source="catchup:1"
        ),
        "rest": lambda: actions.rest(world.ana, side),
        "later": lambda: actions.quiet_until(world.ana, side, until=TODAY + timedelta(days=28)),
        "block": lambda: accounts.block(world.mia, world.ana),
        "gone": lambda: accounts.leave(world.mia),
        "quiet": lambda: accounts.go_quiet(world.ana, until=TODAY + timedelta(days=9)),
        "rhythm": lambda: wish(world.ana, world.mia, None),
    }
    settle[way]()
    texts = [text for _subject, text in posted()]
    if way == "quiet":
        assert (texts, [mail.state for mail in kinds(db, world.ana)]) == ([], ["kept"])
    else:
        assert len(texts) == 1 and world.mia.name not in texts[0] and world.pau.name in texts[0]


def test_when_everything_is_done_meanwhile_nothing_comes(world, make, posted, db):
    make.due(world.ana, world.mia)
    promised(world.ana)
    actions.tell(world.ana, queries.between(world.ana.id, world.mia.id), on=TODAY)
    assert posted() == []
    assert [mail.state for mail in kinds(db, world.ana)] == ["dropped"]


@pytest.mark.parametrize("way", ["rest", "later", "rhythm"])
def test_what_the_other_sets_before_it_is_told_takes_nothing_out_of_it(world, make, posted, way):
    """The same rule as on the pages: the message must not tell either."""
    side = make.side(world.mia, make.due(world.ana, world.mia, on=date(2016, 8, 30)))
    promised(world.ana)
    settle = {
        "rest": lambda: actions.rest(world.mia, side),
        "later": lambda: actions.quiet_until(world.mia, side, until=TODAY + timedelta(days=28)),
        "rhythm": lambda: wish(world.mia, world.ana, None),
    }
    settle[way]()
    ((_subject, text),) = posted()
    assert world.mia.name in text


def test_nobody_is_reminded_of_what_has_faded(world, make, posted, clock):
    make.due(world.ana, world.mia)
    clock.move_to(NOW + timedelta(days=36))
    assert posted() == []


def test_what_is_due_anew_after_it_has_faded_is_a_reason_for_one_more(world, make, posted, week):
    make.due(world.ana, world.mia, on=LONG_SINCE)
    assert len(posted()) == 1
    week(6)
    assert posted() == []
    week(5)
    assert len(posted()) == 1


def test_looks_that_were_missed_become_one_message(world, make, posted, clock, worker):
    make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    clock.shift(timedelta(days=100))
    for expected in (1, 0):
        worker.job("ties.look")
        assert len(posted()) == expected


def test_very_many_at_once_all_get_theirs_a_few_in_one_transaction(world, make, worker, monkeypatch, db):
    monkeypatch.setattr(calling, "REMINDERS_AT_ONCE", 3)
    people = [make.person() for _ in range(20)]
    pairs = zip(people[::2], people[1::2], strict=True)
    ties = [make.tie(one, other, on=LONG_SINCE, rhythm=4).tie_id for one, other in pairs]
    actions.look_at(ties, TODAY + timedelta(days=7))
    told = [one.payload["person_ids"] for one in db.query(Delivery).filter_by(event="TieRemindersDue")]
    assert sorted(map(len, told)) == [2] + [3] * 6
    for some in told:  # before the worker has come to it
        actions.remind(some)
    worker.drain()
    reminded = [mail.person_id for mail in db.query(OutgoingMail).filter_by(kind="ties.reminder")]
    assert sorted(reminded) == sorted(person.id for person in people)


def test_very_many_ties_of_one_day_are_looked_at_a_few_in_one_transaction(world, make, worker, clock, monkeypatch, db):
    monkeypatch.setattr(calling, "LOOKS_AT_ONCE", 3)
    ties = [make.tie(world.ana, make.person(), on=LONG_SINCE, rhythm=4).tie for _ in range(10)]
    clock.shift(timedelta(days=7))
    for _ in range(2):
        worker.job("ties.look")
    told = [one.payload["tie_ids"] for one in db.query(Delivery).filter_by(event="TieLooksDue")]
    assert sorted(map(len, told)) == [1, 1] + [3] * 6
    worker.drain()
    assert all(tie.is_due for tie in ties)
    (message,) = kinds(db, world.ana)
    assert len(message.context["tie_ids"]) == 10, "one message, in however many transactions they were found"


@pytest.mark.parametrize("standing", ["quiet", "suspended", "left"])
def test_who_is_quiet_or_gone_is_not_reminded(world, make, posted, db, standing):
    side = make.due(world.ana, world.mia)
    world.ana.standing = standing
    assert posted() == [] and kinds(db, world.ana) == []
    assert side.reminded_for is None, "it is not counted as said"


def test_who_comes_back_is_reminded_from_the_next_look_on(world, make, posted, week):
    make.due(world.ana, world.mia)
    accounts.go_quiet(world.ana, until=TODAY + timedelta(days=20))
    assert posted() == []
    accounts.come_back(world.ana)
    week(2)
    assert len(posted()) == 1


def test_what_waited_for_the_letter_still_waits_after_a_quiet_time(world, make, worker, clock, mails):
    make.due(world.pau, world.lin)
    worker.drain()
    notifications.place_letter(world.pau)
    accounts.go_quiet(world.pau, until=TODAY + timedelta(days=9))
    worker.drain()
    for hour in range(6):  # each asks one part of all inboxes whether it is still to be said
        clock.move_to(NOW + timedelta(days=1, hours=hour))
        worker.job("notifications.settle")
        worker.drain()
    accounts.come_back(world.pau)
    clock.move_to(NOW + timedelta(days=8))
    worker.job("notifications.letters")
    worker.drain()
    assert [f"A word with {world.lin.name}" in str(mail["Subject"]) for mail in mails] == [True]


def test_later_said_from_the_mail_reminds_once_more_in_four_weeks(world, make, posted, week):
    side = make.due(world.ana, world.mia)
    assert len(posted()) == len(posted(world.mia)) == 1
    actions.quiet_until(world.ana, side, until=date(2026, 11, 19))
    week(4)
    assert posted() == []
    week(2)
    assert len(posted()) == 1
    assert posted(world.mia) == [], "who did not say “later” is not reminded a second time"


def test_a_long_list_is_short_in_the_mail(world, make, posted):
    for number in range(9):
        make.due(world.ana, make.person(), on=LONG_SINCE + timedelta(days=number))
    ((subject, text),) = posted()
    assert "and 8 others" in subject and "And 2 others." in text and text.count("We talked") == 7


def test_no_private_word_is_in_it(world, make, posted):
    side = make.tie(world.ana, world.mia, rhythm=4)
    actions.tell(world.ana, side, on=date(2021, 1, 1), note="her new boat")
    actions.write_note(world.ana, side, note="where we left off")
    wish(world.ana, world.mia, 4, channel="call", quiet_times="not on Sundays")
    actions.look_at([side.tie_id], TODAY + timedelta(days=7))
    ((_subject, text),) = posted()
    assert not any(word in text for word in ("boat", "left off", "Sundays"))


def test_the_links_are_for_one_purpose_each(app, world, make, posted):
    side = make.due(world.ana, world.mia)
    tie, last_on = side.tie.public_id, side.last_on.isoformat()
    ((_subject, text),) = posted()
    found = {name: text.split(f"/ties/{name}/by-mail/")[1].split()[0] for name in ("talked", "later")}
    with app.test_request_context():
        for link, name in ((TALKED_LINK, "talked"), (LATER_LINK, "later")):
            person, *about = link.read(found[name])
            assert (person.id, about) == (world.ana.id, [tie, last_on])
        for link, name in ((LATER_LINK, "talked"), (TALKED_LINK, "later"), (OFFER_LINK, "talked")):
            with pytest.raises(tokens.TokenBroken):
                link.read(found[name])


def test_in_the_letter_each_is_a_line_with_what_can_be_said_of_it_signed_out(world, make, browse):
    sides = [make.due(world.ana, world.pau), make.due(world.ana, world.mia, on=date(2016, 8, 30))]
    with in_words_of(world.ana):
        lines = reminder(world.ana, tie_ids=[side.tie_id for side in sides]).lines
    assert [line.section for line in lines] == [REACH, REACH]
    assert lines[0].words == (
        f"A word with {world.mia.name} would be well timed. Your mentorship ended in August 2016."
    ), "who waits longest comes first"
    assert lines[0].at < lines[1].at and lines[0].url.endswith(f"/ties/{sides[1].tie.public_id}")
    (_talked, url), _later = lines[0].steps
    page = browse().page(url.removeprefix("http://localhost"))
    browse().send(page.path, {})
    assert queries.between(world.ana.id, world.mia.id).last_on == TODAY
    with in_words_of(world.ana):
        (left,) = reminder(world.ana, tie_ids=[side.tie_id for side in sides]).lines
    assert world.pau.name in left.words, "and after that it is not said any more"
