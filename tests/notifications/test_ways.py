"""How a message reaches somebody: by a mail of its own, in the letter, or on the site alone. Each rule of the decision, by what arrives."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from community.accounts import actions as accounts
from community.accounts.models import Person
from community.core import clock, mail, registry
from community.core.extensions import db as database
from community.core.mail import OutgoingMail, note
from community.core.mail.inbox import of_app, topic_of
from community.core.mail.message import CalendarPart
from community.core.mail.telling import tell
from community.notifications import actions
from community.notifications.models import MailWishes, Notice
from tests.at_once import at_once, written

KINDS = {"request": "catchups.asked", "time": "catchups.agreed", "news": "milestones.thanked"}
NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def plain(person, **context):
    return note("Something", ["It happened."], "Look", "http://localhost/catchups", why="Because.")


def with_calendar(person, **context):
    return dataclasses.replace(plain(person), calendar=CalendarPart("REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))


def say_plainly(app, monkeypatch):
    """What mails say matters nowhere here: one composer for all of these kinds."""
    with app.app_context():
        for kind in KINDS.values():
            monkeypatch.setitem(registry.of_app().mails, kind, plain)


@pytest.fixture
def arrange(app, monkeypatch):
    """arrange(mails_a_week=…, mail_pause=…): the settings of the community."""
    say_plainly(app, monkeypatch)

    def change(**values):
        changed = dataclasses.replace(app.extensions["settings"], **values)
        monkeypatch.setitem(app.extensions, "settings", changed)

    change()
    return change


@pytest.fixture
def happen(arrange, worker):
    """happen(person, "news"): that much happens to somebody; the notice it makes, after everything due was sent."""
    numbers = iter(range(1000))

    def once(person, what):
        posted = mail.post(KINDS[what], to=person, about=f"thing:{next(numbers)}:x")
        worker.drain()
        return database.session.scalar(select(Notice).where(Notice.mail_id == posted.id))

    return once


@pytest.fixture
def at():
    """at(instant) moves the clock there; it begins at NOW and stands still."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller.move_to


def topic(what):
    return topic_of(KINDS[what]).name


# --- the choice, a quiet time --------------------------------------------------------------------------------

# what was chosen, how urgent: the way for who is active, and for who is quiet
DECISIONS = [
    (None, "request", "now", "letter"),
    (None, "time", "now", "now"),
    (None, "news", "now", "letter"),
    ("now", "request", "now", "letter"),
    ("now", "time", "now", "now"),
    ("now", "news", "now", "letter"),
    ("letter", "request", "letter", "letter"),
    ("letter", "time", "letter", "letter"),
    ("letter", "news", "letter", "letter"),
    ("never", "request", "never", "never"),
    ("never", "time", "never", "never"),
    ("never", "news", "never", "never"),
]


@pytest.mark.parametrize("standing", ["active", "quiet"])
@pytest.mark.parametrize(("wish", "what", "active", "quiet"), DECISIONS)
def test_a_message_goes_the_way_that_was_chosen(world, happen, mails, wish, what, active, quiet, standing):
    if wish == "now":
        actions.choose_way(world.ana, topic(what), "never")
    if wish:
        actions.choose_way(world.ana, topic(what), wish)
    world.ana.standing = standing
    notice = happen(world.ana, what)
    way = active if standing == "active" else quiet
    assert notice.way == way
    assert len(mails) == (1 if way == "now" else 0)
    assert (notice.told_at is not None) == (way == "now")
    assert world.ana.unread_notices == 1  # on the site it stands in any case


def test_one_persons_choice_is_not_anothers(world, happen, mails):
    actions.choose_way(world.ana, topic("news"), "never")
    happen(world.mia, "news")
    happen(world.ana, "news")
    assert [message.envelope_to for message in mails] == [["mia@example.org"]]


def test_one_topics_choice_is_not_anothers(world, happen, mails):
    actions.choose_way(world.ana, topic("news"), "never")
    assert happen(world.ana, "request").way == "now"


def test_what_is_not_mailed_is_kept_and_not_forgotten(world, happen):
    actions.choose_way(world.ana, topic("news"), "letter")
    notice = happen(world.ana, "news")
    assert database.session.get(OutgoingMail, notice.mail_id).state == "kept"


def test_what_concerns_an_account_asks_nobody(world, worker, mails, arrange):
    arrange(mails_a_week=0)
    world.ana.standing = "quiet"
    accounts.ask_for_reset(world.ana.email)
    worker.drain()
    assert len(mails) == 1
    assert not database.session.query(Notice).count()


# --- the week's budget ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "way"), [("request", "now"), ("time", "now"), ("news", "letter")])
def test_without_any_budget_only_requests_and_agreed_times_come_by_mail(world, happen, arrange, what, way):
    arrange(mails_a_week=0)
    assert happen(world.ana, what).way == way


def test_news_come_by_mail_until_the_week_is_used(world, happen, arrange, mails):
    arrange(mails_a_week=2)
    assert [happen(world.ana, "news").way for _ in range(4)] == ["now", "now", "letter", "letter"]
    assert len(mails) == 2
    assert happen(world.mia, "news").way == "now"  # everybody has a budget of their own


def test_requests_and_agreed_times_use_none_of_it(world, happen, arrange):
    arrange(mails_a_week=1)
    for what in ("request", "time", "request"):
        assert not happen(world.ana, what).in_budget
    assert happen(world.ana, "news").way == "now"


def test_what_went_into_the_letter_or_nowhere_uses_none_of_it(world, happen, arrange):
    arrange(mails_a_week=1)
    for wish in ("letter", "never"):
        actions.choose_way(world.ana, topic("news"), wish)
        happen(world.ana, "news")
    actions.choose_way(world.ana, topic("news"), "now")
    assert happen(world.ana, "news").way == "now"


def test_what_was_seen_and_never_mailed_uses_none_of_it(world, happen, arrange, worker, mails, at):
    arrange(mails_a_week=1, mail_pause=10)
    seen_today(world.ana)
    happen(world.ana, "news")
    read(world.ana)
    assert happen(world.ana, "news").way == "now"
    read(world.ana)
    at(NOW + timedelta(minutes=11))
    worker.drain()
    assert len(mails) == 0
    happen(world.ana, "news")
    at(NOW + timedelta(minutes=22))
    worker.drain()
    read(world.ana)
    assert len(mails) == 1
    assert happen(world.ana, "news").way == "letter", "what was mailed counts, read or not"


def test_what_waited_and_was_held_back_uses_none_of_it(world, happen, arrange, worker, mails, at):
    arrange(mails_a_week=1, mail_pause=10)
    seen_today(world.ana)
    happen(world.ana, "news")
    actions.choose_way(world.ana, topic("news"), "never")
    actions.choose_way(world.ana, topic("news"), "now")
    assert happen(world.ana, "news").way == "now"


@pytest.mark.parametrize(("own", "ways"), [(0, ["letter", "letter"]), (1, ["now", "letter"]), (2, ["now", "now"])])
def test_ones_own_number_holds_and_not_the_communitys(world, happen, arrange, own, ways):
    arrange(mails_a_week=1)
    actions.set_wishes(world.ana, ways={}, mails_a_week=own)
    assert [happen(world.ana, "news").way for _ in range(2)] == ways


def test_a_number_taken_back_is_the_communitys_again(world, happen, arrange):
    arrange(mails_a_week=1)
    for own in (0, None):
        actions.set_wishes(world.ana, ways={}, mails_a_week=own)
    assert happen(world.ana, "news").way == "now"


def test_the_week_slides_and_a_mail_counts_for_exactly_seven_days(world, happen, arrange, at):
    arrange(mails_a_week=1)
    assert happen(world.ana, "news").way == "now"
    at(NOW + WEEK - timedelta(seconds=1))
    assert happen(world.ana, "news").way == "letter"
    at(NOW + WEEK)
    assert happen(world.ana, "news").way == "now"
    at(NOW + WEEK + timedelta(seconds=1))
    assert happen(world.ana, "news").way == "letter"


# --- the pause: what was seen on the site is not mailed ------------------------------------------------------


def seen_today(person):
    person.last_seen_on = clock.today()
    database.session.flush()


def test_news_wait_for_who_was_here_today(world, happen, arrange, worker, mails, at):
    arrange(mail_pause=10)
    seen_today(world.ana)
    assert happen(world.ana, "news").way == "now"
    at(NOW + timedelta(minutes=9, seconds=59))
    worker.drain()
    assert len(mails) == 0
    at(NOW + timedelta(minutes=10))
    worker.drain()
    assert len(mails) == 1


def test_who_was_here_a_moment_before_midnight_is_here_still(world, happen, arrange, mails, at):
    arrange(mail_pause=10)
    at(NOW.replace(hour=23, minute=58))
    seen_today(world.ana)
    at(NOW.replace(hour=23, minute=58) + timedelta(minutes=5))
    happen(world.ana, "news")
    assert len(mails) == 0
    at(NOW.replace(hour=23, minute=58) + timedelta(minutes=13))
    happen(world.ana, "news")
    assert len(mails) == 1


@pytest.mark.parametrize("what", ["request", "time"])
def test_requests_and_agreed_times_do_not_wait(world, happen, arrange, mails, at, what):
    arrange(mail_pause=10)
    seen_today(world.ana)
    happen(world.ana, what)
    assert len(mails) == 1


@pytest.mark.parametrize("last_seen", [None, NOW.date() - timedelta(days=1)])
def test_for_who_was_not_here_today_nothing_waits(world, happen, arrange, mails, at, last_seen):
    arrange(mail_pause=10)
    world.ana.last_seen_on = last_seen
    happen(world.ana, "news")
    assert len(mails) == 1


def read(person):
    """Somebody sees everything in their inbox."""
    database.session.execute(database.update(Notice).where(Notice.person_id == person.id).values(read_at=clock.now()))


def test_what_was_seen_meanwhile_is_not_mailed(world, happen, arrange, worker, mails, at):
    arrange(mail_pause=10)
    seen_today(world.ana)
    notice = happen(world.ana, "news")
    read(world.ana)
    at(NOW + timedelta(minutes=11))
    worker.drain()
    assert len(mails) == 0
    assert database.session.get(OutgoingMail, notice.mail_id).state == "dropped"


def test_what_belongs_into_a_calendar_is_mailed_although_it_was_seen(
    app, world, happen, arrange, worker, mails, at, monkeypatch
):
    arrange(mail_pause=10)
    monkeypatch.setitem(registry.of_app().mails, KINDS["news"], with_calendar)
    seen_today(world.ana)
    happen(world.ana, "news")
    read(world.ana)
    at(NOW + timedelta(minutes=11))
    worker.drain()
    assert len(mails) == 1


@pytest.mark.parametrize(("wish", "state"), [("never", "kept"), ("letter", "kept"), ("now", "sent")])
def test_who_wants_no_more_mails_gets_none_that_waited(world, happen, arrange, worker, mails, at, wish, state):
    arrange(mail_pause=10)
    seen_today(world.ana)
    notice = happen(world.ana, "news")
    actions.choose_way(world.ana, topic("news"), wish)
    at(NOW + timedelta(minutes=11))
    worker.drain()
    assert len(mails) == (1 if wish == "now" else 0)
    assert notice.way == wish
    assert database.session.get(OutgoingMail, notice.mail_id).state == state


@pytest.mark.parametrize(("what", "way"), [("news", "letter"), ("request", "letter"), ("time", "now")])
def test_what_waits_while_somebody_becomes_quiet_is_for_their_letter_but_agreed_times_come(
    world, happen, worker, mails, at, what, way
):
    mails.put_off_once.add("ana@example.org")
    notice = happen(world.ana, what)
    accounts.go_quiet(world.ana, until=NOW.date() + timedelta(days=9))
    at(NOW + timedelta(minutes=11))
    worker.drain()
    assert notice.way == way and len(mails) == (1 if way == "now" else 0)


def test_a_choice_says_nothing_about_mails_of_others_or_of_other_topics_that_wait(
    world, happen, arrange, worker, mails, at
):
    arrange(mail_pause=10)
    for person in (world.ana, world.mia):
        seen_today(person)
        happen(person, "news")
    actions.choose_way(world.mia, topic("news"), "never")
    actions.choose_way(world.ana, topic("request"), "never")
    at(NOW + timedelta(minutes=11))
    worker.drain()
    assert [message.envelope_to for message in mails] == [["ana@example.org"]]


def test_what_was_mailed_is_not_told_again_in_the_letter_by_a_later_choice(world, happen):
    notice = happen(world.ana, "news")
    actions.choose_way(world.ana, topic("news"), "letter")
    assert notice.way == "now"


# --- twice, and at the same moment ---------------------------------------------------------------------------


def test_taking_a_message_twice_is_taking_it_once(world, happen, arrange):
    arrange(mails_a_week=1)
    notice = happen(world.ana, "news")
    news = mail.inbox.News(notice.mail_id, KINDS["news"], "thing:0:x", notice.thing, notice.title, notice.address)
    assert of_app().take(world.ana, topic_of(KINDS["news"]), news).by_mail
    assert database.session.query(Notice).count() == 1
    assert world.ana.unread_notices == 1


@pytest.mark.parametrize("has_wishes", [False, True])
def test_two_news_at_the_same_moment_do_not_both_take_the_weeks_last_mail(fresh_app, monkeypatch, has_wishes):
    say_plainly(fresh_app, monkeypatch)
    fresh_app.extensions["settings"] = dataclasses.replace(fresh_app.extensions["settings"], mails_a_week=1)

    def post(number):
        ana = Person(name="Ana", email=f"ana{number}@example.org", standing="active", joined_at=clock.now())
        database.session.add(ana)
        database.session.flush()
        if has_wishes:
            actions.hold_wishes(ana)
        return [mail.post(KINDS["news"], to=ana, about=f"thing:{one}:x").id for one in range(3)]

    for number in range(5):
        mail_ids = written(fresh_app, lambda number=number: post(number))
        works = [lambda mail_id=mail_id: tell({"mail_id": mail_id}) for mail_id in mail_ids]
        assert at_once(fresh_app, *works) == [None] * 3
    with fresh_app.app_context():
        ways = [notice.way for notice in database.session.scalars(select(Notice))]
        assert (ways.count("now"), ways.count("letter")) == (5, 10)
        assert database.session.query(MailWishes).count() == 5
        assert {person.unread_notices for person in database.session.scalars(select(Person))} == {3}
