"""The inbox: what is new, grouped by thing, read and unread; and the number at it, which is never wrong."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from community.core import clock, registry
from community.core.mail import OutgoingMail
from community.core.mail.inbox import News
from community.notifications.actions import take_in
from community.notifications.models import Notice
from tests.notifications.reading import badge, count_is_true, read, tell, unread


def test_what_somebody_asks_stands_in_the_inbox_and_leads_there(world, make, browse, worker):
    catchup = make.catchup(world.mia, world.ana)
    worker.drain()
    page = browse(world.ana).page("/notifications")
    assert "Unread: Mia Chen 陈 would like to have a coffee with you" in page.words
    assert f"/catchups/{catchup.public_id}" in page.links
    assert "(Berlin time)" in page.words
    assert badge(page) == "1"


def test_an_empty_inbox_says_what_to_do(world, browse):
    page = browse(world.ana).page("/notifications")
    assert "Nothing is new yet." in page.words and "/members" in page.links
    assert badge(page) == ""
    assert "You have seen everything." in browse(world.ana).page("/notifications?show=unread").words


def test_what_is_about_the_same_thing_is_folded_beneath_its_newest(world, browse):
    for number in range(1, 5):
        tell(world.ana, f"Letter {number}", thing="catchup:1")
    tell(world.ana, "Another thing", thing="catchup:2")
    page = browse(world.ana).page("/notifications")
    assert "and 3 more about this" in page.words
    rows = [item for item in page.find_all("li") if "news-row" in item.get("class", "")]
    assert [next(row.iter("{http://www.w3.org/1999/xhtml}bdi")).text for row in rows] == ["Another thing", "Letter 4"]
    assert badge(page) == "5"


def test_a_very_long_story_shows_its_latest_parts_and_says_how_many_are_older(world, browse):
    for number in range(1, 16):
        tell(world.ana, f"Letter {number:02d}", thing="catchup:1")
    words = browse(world.ana).page("/notifications").words
    assert "and 14 more about this" in words and "4 are older than these." in words
    assert "Letter 05" in words and "Letter 04" not in words


def test_the_filter_shows_things_with_something_unread(world, browse):
    tell(world.ana, "Waits", thing="catchup:1")
    read(world.ana, "Newer of the same", thing="catchup:1")
    read(world.ana, "Seen", thing="catchup:2")
    assert "Seen" in browse(world.ana).page("/notifications").words
    words = browse(world.ana).page("/notifications?show=unread").words
    assert "Newer of the same" in words and "Waits" in words and "Seen" not in words


def test_the_inbox_is_read_page_by_page(world, browse):
    for number in range(1, 46):
        with time_machine.travel(clock.now() + timedelta(minutes=number), tick=False):
            tell(world.ana, f"Thing no. {number}.")
    browser, seen, path = browse(world.ana), [], "/notifications"
    while path:
        page = browser.page(path)
        seen += [title.text for title in page.find_all("bdi") if (title.text or "").startswith("Thing no.")]
        path = next((f"/notifications{link}" for link in page.links if link.startswith("?") and "after=" in link), "")
    assert seen == [f"Thing no. {number}." for number in range(45, 0, -1)]


def test_reading_one_reads_what_is_folded_beneath_it(world, browse):
    tell(world.ana, "Earlier", thing="catchup:1")
    notice = tell(world.ana, "Newest", thing="catchup:1")
    tell(world.ana, "Another", thing="catchup:2")
    browse(world.ana).send(f"/notifications/{notice.public_id}/read")
    assert unread(world.ana) == ["Another"] and count_is_true()


def test_reading_twice_is_reading_once(world, browse, db):
    notice = tell(world.ana)
    browse(world.ana).send(f"/notifications/{notice.public_id}/read")
    db.refresh(notice)
    first = notice.read_at
    browse(world.ana).send(f"/notifications/{notice.public_id}/read")
    db.refresh(notice)
    assert notice.read_at == first and count_is_true()


def test_a_notice_can_be_unread_again(world, browse):
    notice = read(world.ana, "To come back to")
    browser = browse(world.ana)
    page = browser.send(f"/notifications/{notice.public_id}/unread", {"next": "/notifications?show=unread"})
    assert page.response.location == f"/notifications?show=unread#{notice.public_id}"
    assert badge(browser.follow(page)) == "1" and count_is_true()


def test_marking_all_leaves_what_came_after_the_page_was_read(world, browse):
    tell(world.ana, "Old")
    shown = tell(world.ana, "Shown")
    browser = browse(world.ana)
    assert shown.public_id in browser.page("/notifications").text
    tell(world.ana, "Came meanwhile")
    browser.send("/notifications/read", {"newest": shown.public_id})
    assert unread(world.ana) == ["Came meanwhile"] and count_is_true()
    browser.send("/notifications/read", {"newest": shown.public_id})
    assert unread(world.ana) == ["Came meanwhile"]


@pytest.mark.parametrize("path", ["{notice}/read", "{notice}/unread"])
def test_nobody_marks_what_is_in_the_inbox_of_somebody_else(world, browse, path):
    notice = tell(world.ana)
    browse(world.mia).send(f"/notifications/{path.format(notice=notice.public_id)}", status=404)
    assert unread(world.ana) == [notice.title]


def test_marking_all_with_somebody_elses_notice_marks_nothing(world, browse):
    notice, own = tell(world.ana), tell(world.mia, "Mine")
    browse(world.mia).send("/notifications/read", {"newest": notice.public_id}, status=404)
    browse(world.mia).send("/notifications/read", {})
    assert unread(world.ana) and unread(world.mia) == [own.title]


def test_the_number_is_on_every_page_and_heard_as_words(world, browse):
    for number in range(3):
        tell(world.ana, f"Thing {number}")
    for path in ("/", "/members", "/settings", "/nowhere"):
        page = browse(world.ana).page(path, status=404 if path == "/nowhere" else 200)
        assert badge(page) == "3", path
        assert "3 unread" in page.words


def test_a_hundred_are_said_as_more_than_ninety_nine(world, browse, db):
    tell(world.ana)
    world.ana.unread_notices = 100
    assert badge(browse(world.ana).page("/members")) == "99+"


def test_on_a_phone_the_inbox_stands_among_the_first_places(world, browse):
    page = browse(world.ana).page("/")
    bar = next(item for item in page.find_all("ul") if item.get("class") == "nav-list")
    assert "/notifications" in [link.get("href") for link in bar.iter("{http://www.w3.org/1999/xhtml}a")]


def test_titles_of_any_writing_are_shown_as_text(world, browse):
    tell(world.ana, "<b>שלום</b> & ‮evil would like to meet you")
    page = browse(world.ana).page("/notifications")
    assert "<b>שלום</b>" in page.words and "<b>ש" not in page.text


def test_a_message_without_a_page_is_there_without_a_link(world, browse):
    tell(world.ana, "Something happened", address="", page="")
    page = browse(world.ana).page("/notifications")
    assert "Something happened" in page.words and "" not in page.links


def test_messages_that_name_no_thing_are_not_folded_together(world, db):
    topic = registry.of_app().topics["catchups.asked"]
    for number in (1, 2):
        mail = OutgoingMail(kind="x", recipient=f"p:{number}", about="x", address="x", message_id=f"<{number}>")
        db.add(mail)
        db.flush()
        assert take_in(world.ana, topic, News(mail.id, "x", "x", "", f"News {number}", "")).is_newest
    assert len({notice.thing for notice in db.scalars(select(Notice)) if notice.is_newest}) == 2
