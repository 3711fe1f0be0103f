"""/settings/mail: what somebody would like to hear by mail, and how often."""

import threading
import time

import pytest
from sqlalchemy import update

from community.accounts.models import Person
from community.core import clock
from community.core.extensions import db as database
from community.core.mail import OutgoingMail
from community.notifications import actions, queries
from community.notifications.models import MailWishes, Notice, TopicWish
from community.notifications.topics import choosable
from tests.at_once import at_once, written
from tests.notifications.reading import tell

PATH = "/settings/mail"


def ways(db, person):
    db.expire_all()
    return queries.ways_of(person)


def checked(page, name):
    """What the page shows as chosen in a group of radio buttons."""
    return [
        one.get("value") for one in page.find_all("input") if one.get("name") == name and one.get("checked") is not None
    ]


def test_every_topic_that_can_be_chosen_about_has_three_ways(world, browse):
    page = browse(world.ana).page(PATH)
    for topic in choosable().values():
        name = topic.name.replace(".", "-")
        values = [one.get("value") for one in page.find_all("input") if one.get("name") == name]
        assert values == ["now", "letter", "never"], topic.name
        assert checked(page, name) == [topic.way], topic.name
        assert f"When {topic.words}" in page.words


def test_what_concerns_an_account_is_said_and_not_chosen_about(world, browse):
    page = browse(world.ana).page(PATH)
    assert "what concerns your account or somebody’s safety always comes by mail, at once." in page.words
    assert not [one for one in page.find_all("input") if one.get("name") in {"accounts", "circles-safety", "letter"}]


def test_rooms_and_their_topics_begin_with_what_is_most_urgent(world, browse):
    words = browse(world.ana).page(PATH).words
    order = ["asks you for a catch-up", "a catch-up is agreed", "a request of yours finds no time"]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_a_choice_is_kept_and_said(db, world, browse):
    browser = browse(world.ana)
    said = browser.follow(
        browser.send(PATH, {"circles-news": "letter", "milestones-words": "never", "mails_a_week": "5"})
    )
    assert ways(db, world.ana) == {"circles.news": "letter", "milestones.words": "never"}
    assert queries.wishes_of(world.ana).mails_a_week == 5
    assert "Your letter comes every Thursday" in said.words and "At most 5 mails of news a week." in said.words
    assert checked(said, "circles-news") == ["letter"] and checked(said, "milestones-words") == ["never"]


def test_what_is_left_as_it_was_is_not_written_down(db, world, browse):
    everything = {topic.name.replace(".", "-"): topic.way for topic in choosable().values()}
    browse(world.ana).send(PATH, everything | {"circles-news": "letter"})
    assert ways(db, world.ana) == {"circles.news": "letter"}


def test_a_choice_can_be_taken_back(db, world, browse):
    browser = browse(world.ana)
    for way in ("never", "now", "now"):
        browser.send(PATH, {"circles-news": way})
    assert ways(db, world.ana) == {"circles.news": "now"}


@pytest.mark.parametrize("number", ["21", "-1", "many", "2.5", "1e"])
def test_a_number_nobody_can_mean_is_refused_and_nothing_is_lost(db, world, browse, number):
    page = browse(world.ana).send(PATH, {"circles-news": "never", "mails_a_week": number}, status=422)
    assert checked(page, "circles-news") == ["never"]
    assert [one.get("value") for one in page.find_all("input") if one.get("name") == "mails_a_week"] == [number]
    assert "A number from 0 to 20, please." in page.words
    assert not ways(db, world.ana) and queries.wishes_of(world.ana) is None


def test_the_field_for_the_number_sends_whatever_is_typed(world, browse):
    (field,) = [one for one in browse(world.ana).page(PATH).find_all("input") if one.get("name") == "mails_a_week"]
    assert (field.get("type"), field.get("inputmode")) == ("text", "numeric")


@pytest.mark.parametrize(("typed", "kept"), [("0", 0), ("20", 20), ("", None)])
def test_from_no_mail_a_week_to_twenty_or_as_many_as_the_community_sends(world, browse, typed, kept):
    browse(world.ana).send(PATH, {"mails_a_week": "7"})
    browse(world.ana).send(PATH, {"mails_a_week": typed})
    assert queries.wishes_of(world.ana).mails_a_week == kept


@pytest.mark.parametrize(
    ("typed", "said"), [("0", "No mails of news come."), ("1", "At most one mail of"), ("", "At most 1000 mails of")]
)
def test_what_holds_about_the_number_is_said(world, browse, typed, said):
    browser = browse(world.ana)
    assert said in browser.follow(browser.send(PATH, {"mails_a_week": typed})).words


def test_a_way_nobody_offers_is_refused(db, world, browse):
    browse(world.ana).send(PATH, {"circles-news": "by pigeon"}, status=422)
    assert not ways(db, world.ana)


def test_the_page_says_what_a_calendar_loses_without_mail(world, browse):
    browser = browse(world.ana)
    said = browser.follow(browser.send(PATH, {"catchups-times": "never"}))
    assert "your calendar does not hear when one is moved or cancelled" in said.words
    said = browser.follow(browser.send(PATH, {"catchups-times": "now"}))
    assert "your calendar does not hear" not in said.words


def test_the_settings_lead_there_and_on_to_a_quiet_time(world, browse):
    browser = browse(world.ana)
    assert PATH in browser.page("/settings").links
    assert "/settings/quiet" in browser.page(PATH).links


def test_all_settings_at_a_glance_say_what_holds_and_lead_to_the_calendar(world, browse):
    browser = browse(world.ana)
    page = browser.page("/settings")
    assert "Your letter comes every Thursday" in page.words and "mails of news a week." in page.words
    assert "/settings/calendar" in page.links and "Set up your calendar" in page.words
    actions.set_rhythm(world.ana, "never")
    assert "No letter comes; what is meant for it stands on the site only." in browser.page("/settings").words


def test_the_page_says_where_what_is_for_the_letter_stands_when_none_comes(world, browse):
    browser = browse(world.ana)
    assert "You get no letter" not in browser.page(PATH).words
    actions.set_rhythm(world.ana, "never")
    assert "You get no letter" in browser.page(PATH).words


@pytest.mark.parametrize("has_chosen_before", [False, True])
def test_choosing_twice_at_the_same_moment_is_choosing_once(fresh_app, has_chosen_before):
    def somebody():
        ana = Person(name="Ana", email="ana@example.org", standing="active", joined_at=clock.now())
        database.session.add(ana)
        database.session.flush()
        if has_chosen_before:
            actions.set_wishes(ana, ways={}, mails_a_week=2)
        return ana.id

    ana_id = written(fresh_app, somebody)

    def choose(way):
        return lambda: actions.set_wishes(
            database.session.get(Person, ana_id), ways={"circles.news": way}, mails_a_week=2
        )

    assert at_once(fresh_app, choose("never"), choose("letter"), choose("never")) == [None, None, None]
    with fresh_app.app_context():
        assert database.session.query(MailWishes).count() == 1
        assert [one.way for one in database.session.query(TopicWish)] in (["never"], ["letter"])


def test_who_wants_no_more_mails_while_they_are_being_read_in_another_window(fresh_app):
    """Both change the same notices, and neither waits for the other who waits for them."""

    def somebody():
        ana = Person(name="Ana", email="ana@example.org", standing="active", joined_at=clock.now())
        database.session.add(ana)
        database.session.flush()
        waits = {"kind": "x", "recipient": "p:1", "address": "", "person_id": ana.id}
        mails = [OutgoingMail(about=word, message_id=word, **waits) for word in ("one", "two")]
        database.session.add_all(mails)
        database.session.flush()
        told = [tell(ana, mail.about, mail_id=mail.id, topic="circles.news") for mail in mails]
        return ana.id, *(notice.id for notice in told)

    ana_id, first, second = written(fresh_app, somebody)
    holds = threading.Event()

    def reads():
        actions.hold_inbox(ana_id)
        database.session.execute(update(Notice).where(Notice.id == second).values(read_at=clock.now()))
        holds.set()
        time.sleep(0.5)  # the other is under way meanwhile
        database.session.execute(update(Notice).where(Notice.id == first).values(read_at=clock.now()))
        actions.count_unread(ana_id)

    def chooses():
        holds.wait()
        actions.choose_way(database.session.get(Person, ana_id), "circles.news", "never")

    assert at_once(fresh_app, reads, chooses) == [None, None]
    with fresh_app.app_context():
        assert {(one.way, one.is_unread) for one in database.session.query(Notice)} == {("never", False)}
