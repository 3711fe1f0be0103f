"""One mail for everybody who is due, at the person's own hour, once for each time of being due, and never after contact."""

from datetime import UTC, date, datetime, timedelta

import pytest

from community.accounts import actions as accounts
from community.core import clock as core_clock
from community.core import tokens
from community.core.errors import Invalid
from community.core.mail import OutgoingMail
from community.core.outbox import Delivery
from community.ties import actions, queries
from community.ties.actions import calling
from community.ties.links import LATER_LINK, OFFER_LINK, TALKED_LINK
from community.ties.models import ReminderTime, TieSide
from tests.ties.conftest import LONG_SINCE, NOW, TODAY, wish

THURSDAY_IN_BERLIN = datetime(2026, 10, 22, 7, 0, tzinfo=UTC)  # 9:00
THURSDAY_AFTER = datetime(2026, 10, 29, 8, 0, tzinfo=UTC)  # 9:00, summer time is over


@pytest.fixture
def posted(worker, mails, world):
    """What arrives for Ana when the clock has moved on and the worker has done its rounds: (subject, text)."""

    def run(clock, at: datetime, person=None) -> list[tuple[str, str]]:
        clock.move_to(at)
        mails.empty()
        worker.job("ties.remind")
        worker.drain()
        address = (person or world.ana).email
        return [
            (str(mail["Subject"]), mail.get_body(("plain",)).get_content().replace("\r\n", "\n"))
            for mail in mails
            if mail["To"].addresses[0].addr_spec == address
        ]

    return run


def promised(clock) -> None:
    """It is nine o'clock in Berlin, and the mails of this hour are promised, but not yet composed."""
    clock.move_to(THURSDAY_IN_BERLIN)
    now = core_clock.now()
    actions.remind(queries.whose_hour_has_come(now), now)


def test_everybody_who_is_due_comes_in_one_mail_at_ones_own_hour(world, make, posted, clock):
    make.due(world.ana, world.mia, on=date(2016, 8, 30))
    make.due(world.ana, world.pau, on=date(2025, 5, 3))
    make.tie(world.ana, world.lin, on=LONG_SINCE)
    assert posted(clock, THURSDAY_IN_BERLIN - timedelta(minutes=1)) == []
    ((subject, text),) = posted(clock, THURSDAY_IN_BERLIN)
    assert subject == f"Time for a word with {world.mia.name} and 1 other?"
    assert text.index(world.mia.name) < text.index(world.pau.name) and world.lin.name not in text
    assert "August 2016" in text and "May 2025" in text
    assert posted(clock, THURSDAY_IN_BERLIN + timedelta(minutes=10)) == []


def test_each_side_is_reminded_in_its_own_zone(world, make, posted, clock):
    make.due(world.ana, world.mia)
    assert len(posted(clock, THURSDAY_IN_BERLIN)) == 1
    assert posted(clock, THURSDAY_IN_BERLIN + timedelta(hours=5, minutes=50), world.mia) == []
    assert len(posted(clock, THURSDAY_IN_BERLIN + timedelta(hours=6), world.mia)) == 1  # 9:00 in New York


def test_once_for_each_time_of_being_due(world, make, posted, clock, week):
    make.due(world.ana, world.mia, on=LONG_SINCE)
    assert len(posted(clock, THURSDAY_IN_BERLIN)) == 1
    week(3)
    assert posted(clock, datetime(2026, 11, 19, 12, 0, tzinfo=UTC)) == []
    actions.note_contact(world.ana.id, world.mia.id, on=date(2026, 11, 19), kind="catchup", source="catchup:1")
    week(6)
    assert len(posted(clock, datetime(2027, 1, 7, 12, 0, tzinfo=UTC))) == 1


def test_taking_a_contact_back_does_not_remind_again(world, make, posted, clock, week):
    make.due(world.ana, world.mia)
    assert len(posted(clock, THURSDAY_IN_BERLIN)) == 1
    actions.note_contact(world.ana.id, world.mia.id, on=TODAY, kind="catchup", source="catchup:1")
    week()
    actions.withdraw_contact(world.ana.id, world.mia.id, source="catchup:1")
    week(2)
    assert posted(clock, datetime(2026, 11, 19, 12, 0, tzinfo=UTC)) == []


@pytest.mark.parametrize("way", ["contact", "rest", "later", "block", "gone", "quiet", "rhythm"])
def test_who_is_settled_between_the_hour_and_the_delivery_is_left_out(world, make, worker, mails, clock, way):
    """The worker was slow: the mail was promised at nine, and is composed after something has happened."""
    side = make.due(world.ana, world.mia, on=date(2016, 8, 30))
    make.due(world.ana, world.pau, on=LONG_SINCE)
    promised(clock)
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
    worker.drain()
    to_ana = [mail for mail in mails if mail["To"].addresses[0].addr_spec == world.ana.email]
    texts = [mail.get_body(("plain",)).get_content() for mail in to_ana]
    if way == "quiet":
        assert texts == []
    else:
        assert len(texts) == 1 and world.mia.name not in texts[0] and world.pau.name in texts[0]


def test_when_everything_is_done_meanwhile_no_mail_comes(world, make, worker, mails, clock, db):
    make.due(world.ana, world.mia)
    promised(clock)
    actions.tell(world.ana, queries.between(world.ana.id, world.mia.id), on=TODAY)
    worker.drain()
    assert [mail for mail in mails if mail["To"].addresses[0].addr_spec == world.ana.email] == []
    assert db.query(OutgoingMail).filter_by(kind="ties.reminder", person_id=world.ana.id).one().state != "sent"


@pytest.mark.parametrize("way", ["rest", "later", "rhythm"])
def test_what_the_other_sets_between_the_hour_and_the_delivery_takes_nothing_out_of_the_mail(
    world, make, worker, mails, clock, way
):
    """The same rule as on the pages: the mail must not tell either."""
    side = make.side(world.mia, make.due(world.ana, world.mia, on=date(2016, 8, 30)))
    promised(clock)
    settle = {
        "rest": lambda: actions.rest(world.mia, side),
        "later": lambda: actions.quiet_until(world.mia, side, until=TODAY + timedelta(days=28)),
        "rhythm": lambda: wish(world.mia, world.ana, None),
    }
    settle[way]()
    worker.drain()
    (mail,) = [mail for mail in mails if mail["To"].addresses[0].addr_spec == world.ana.email]
    assert world.mia.name in mail.get_body(("plain",)).get_content()


def test_nobody_is_reminded_of_what_has_faded(world, make, posted, clock):
    make.due(world.ana, world.mia)
    assert posted(clock, NOW + timedelta(days=36)) == []


def test_what_is_due_anew_after_it_has_faded_is_a_reason_for_one_more_mail(world, make, posted, clock, week):
    make.due(world.ana, world.mia, on=LONG_SINCE)
    assert len(posted(clock, THURSDAY_IN_BERLIN)) == 1
    week(6)
    assert posted(clock, datetime(2026, 12, 4, tzinfo=UTC)) == []
    week(5)
    assert len(posted(clock, datetime(2027, 1, 8, 12, tzinfo=UTC))) == 1


def test_missed_hours_become_one_mail(world, make, posted, clock, worker, week, db):
    make.due(world.ana, world.mia)
    assert len(posted(clock, NOW + timedelta(days=30))) == 1
    assert posted(clock, NOW + timedelta(days=30, minutes=10)) == []
    assert db.get(ReminderTime, world.ana.id).next_at is None


def test_the_hour_is_planned_only_while_somebody_is_due(world, make, db):
    make.tie(world.ana, world.mia)
    actions.set_reminder_time(world.ana, every="week", weekday=0, hour=7)
    assert db.get(ReminderTime, world.ana.id).next_at is None
    make.due(world.ana, world.pau)
    assert db.get(ReminderTime, world.ana.id).next_at == datetime(2026, 10, 26, 6, 0, tzinfo=UTC)
    assert db.get(ReminderTime, world.pau.id).next_at == THURSDAY_IN_BERLIN
    actions.set_reminder_time(world.ana, every="month", weekday=3, hour=9)
    assert db.get(ReminderTime, world.ana.id).next_at == datetime(2026, 11, 5, 8, 0, tzinfo=UTC)


def test_very_many_in_one_hour_all_get_theirs_in_it_a_few_in_one_transaction(
    world, make, worker, mails, clock, monkeypatch, db
):
    monkeypatch.setattr(calling, "REMINDERS_AT_ONCE", 3)
    people = [make.person() for _ in range(20)]
    for one, other in zip(people[::2], people[1::2], strict=True):
        make.due(one, other)
    worker.drain()
    clock.move_to(THURSDAY_IN_BERLIN + timedelta(days=1))
    for _ in range(2):  # the second time before the worker has come to it
        worker.job("ties.remind")
    told = [one.payload["person_ids"] for one in db.query(Delivery).filter_by(event="TieRemindersDue")]
    assert sorted(map(len, told)) == [2, 2] + [3] * 12
    worker.drain()
    addresses = [mail["To"].addresses[0].addr_spec for mail in mails]
    assert sorted(addresses) == sorted(person.email for person in people)


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


def test_never_means_never(world, make, posted, clock, week):
    make.due(world.ana, world.mia)
    actions.set_reminder_time(world.ana, every="never", weekday=0, hour=7)
    assert posted(clock, THURSDAY_AFTER) == []
    week(3)
    assert posted(clock, THURSDAY_AFTER + timedelta(days=30)) == []
    assert [line.name for line in queries.list_of(world.ana)] == [world.mia.name]


def test_who_chooses_another_hour_gets_it_then(world, make, posted, clock):
    make.due(world.ana, world.mia)
    actions.set_reminder_time(world.ana, every="week", weekday=5, hour=20)
    assert posted(clock, THURSDAY_IN_BERLIN) == []
    assert len(posted(clock, datetime(2026, 10, 24, 18, 0, tzinfo=UTC))) == 1


def test_who_has_moved_gets_it_at_nine_where_they_are(world, make, posted, clock, db):
    make.due(world.ana, world.mia)
    world.ana.time_zone = "Asia/Tokyo"
    assert posted(clock, THURSDAY_IN_BERLIN) == []  # 16:00 in Tokyo
    assert db.get(ReminderTime, world.ana.id).next_at == datetime(2026, 10, 29, 0, 0, tzinfo=UTC)
    assert len(posted(clock, datetime(2026, 10, 29, 0, 0, tzinfo=UTC))) == 1


@pytest.mark.parametrize("standing", ["quiet", "suspended", "left"])
def test_who_is_quiet_or_gone_is_not_reminded(world, make, posted, clock, standing):
    make.due(world.ana, world.mia)
    world.ana.standing = standing
    assert posted(clock, THURSDAY_IN_BERLIN) == []


def test_who_comes_back_is_reminded_again_from_the_next_look_on(world, make, posted, clock, week):
    make.due(world.ana, world.mia)
    accounts.go_quiet(world.ana, until=TODAY + timedelta(days=20))
    assert posted(clock, THURSDAY_IN_BERLIN) == []
    accounts.come_back(world.ana)
    week(2)
    assert len(posted(clock, THURSDAY_IN_BERLIN + timedelta(days=21))) == 1


def test_later_said_from_the_mail_reminds_once_more_in_four_weeks(world, make, posted, clock, week):
    side = make.due(world.ana, world.mia)
    assert len(posted(clock, THURSDAY_IN_BERLIN)) == 1
    actions.quiet_until(world.ana, side, until=date(2026, 11, 19))
    week(3)
    assert posted(clock, datetime(2026, 11, 18, tzinfo=UTC)) == []
    week(2)
    assert len(posted(clock, datetime(2026, 12, 3, 12, tzinfo=UTC))) == 1
    # The other, who did not say "later", is not reminded a second time.
    assert posted(clock, datetime(2026, 12, 10, tzinfo=UTC), world.mia) == []


def test_a_long_list_is_short_in_the_mail(world, make, posted, clock):
    for number in range(9):
        make.due(world.ana, make.person(), on=LONG_SINCE + timedelta(days=number))
    ((subject, text),) = posted(clock, THURSDAY_IN_BERLIN)
    assert "and 8 others" in subject and "And 2 others." in text and text.count("We talked") == 7


def test_no_private_word_is_in_it(world, make, posted, clock):
    side = make.tie(world.ana, world.mia, rhythm=4)
    actions.tell(world.ana, side, on=date(2021, 1, 1), note="her new boat")
    actions.write_note(world.ana, side, note="where we left off")
    wish(world.ana, world.mia, 4, channel="call", quiet_times="not on Sundays")
    actions.look_at([side.tie_id], TODAY + timedelta(days=7))
    ((_subject, text),) = posted(clock, THURSDAY_IN_BERLIN)
    assert not any(word in text for word in ("boat", "left off", "Sundays"))


def test_the_links_are_for_one_purpose_each(world, make, posted, clock):
    side = make.due(world.ana, world.mia)
    tie, last_on = side.tie.public_id, side.last_on.isoformat()
    ((_subject, text),) = posted(clock, THURSDAY_IN_BERLIN)
    found = {name: text.split(f"/ties/{name}/by-mail/")[1].split()[0] for name in ("talked", "later")}
    for link, name in ((TALKED_LINK, "talked"), (LATER_LINK, "later")):
        person, *about = link.read(found[name])
        assert (person.id, about) == (world.ana.id, [tie, last_on])
    for link, name in ((LATER_LINK, "talked"), (TALKED_LINK, "later"), (OFFER_LINK, "talked")):
        with pytest.raises(tokens.TokenBroken):
            link.read(found[name])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"every": "hour", "weekday": 0, "hour": 9}, "every"),
        ({"every": "week", "weekday": 7, "hour": 9}, "weekday"),
        ({"every": "week", "weekday": 0, "hour": 24}, "hour"),
    ],
)
def test_what_is_no_such_time_is_refused(world, values, field):
    with pytest.raises(Invalid) as refused:
        actions.set_reminder_time(world.ana, **values)
    assert refused.value.field == field


def test_until_one_says_so_it_is_thursday_at_nine(world, db):
    time = queries.reminder_time_of(world.ana)
    assert (time.every, time.weekday, time.hour) == ("week", 3, 9)
    assert db.query(ReminderTime).count() == 0 and db.query(TieSide).count() == 0
