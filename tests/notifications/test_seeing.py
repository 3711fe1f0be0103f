"""What its owner has seen on the site is no news: opening the page of a thing marks its notices read, whichever way they came."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from community.accounts.models import Person
from community.catchups import actions as catchups
from community.catchups.links import NOT_NOW
from community.core import clock
from community.core.extensions import db as database
from community.notifications import actions, doubts
from community.notifications.models import Notice
from tests.notifications.reading import badge, count_is_true, tell, titles, unread
from tests.sql import statements


def test_opening_a_thing_marks_its_notices_read(world, make, browse, worker):
    catchup = make.catchup(world.mia, world.ana)
    make.milestone(world.mia, audience="everyone")
    worker.drain()
    tell(world.ana, "Something else", page="/circles")
    browser = browse(world.ana)
    assert badge(browser.page("/")) == "2"
    assert badge(browser.page(f"/catchups/{catchup.public_id}")) == "1", "the page counts what stands on it"
    assert unread(world.ana) == ["Something else"] and count_is_true()
    assert badge(browser.page("/")) == "1"


@pytest.mark.parametrize("looks", [True, False])
def test_what_was_seen_is_not_mailed(world, make, browse, worker, mails, app, monkeypatch, looks):
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], mail_pause=30))
    browser = browse(world.mia)
    browser.page("/members")
    catchups.say_not_now(world.ana, make.catchup(world.mia, world.ana))
    worker.drain()
    assert len(mails.to(world.mia.email)) == 0, "it waits a little for who is here"
    if looks:
        browser.page("/catchups")
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        worker.drain()
    assert len(mails.to(world.mia.email)) == (not looks)


@pytest.mark.parametrize("way", ["/members", "/catchups/nothing-here"])
def test_other_pages_and_errors_mark_nothing(world, browse, way):
    tell(world.ana, page=way if "nothing" in way else "/circles")
    page = browse(world.ana).page(way, status=404 if "nothing" in way else 200)
    assert badge(page) == "1" and unread(world.ana)


def test_a_page_behind_a_charter_that_is_to_be_signed_is_not_seen(world, make, browse):
    seat = make.circle(world.pau, world.ana)
    make.charter(seat)
    seat.circle.charter_binds_at = clock.now() - timedelta(minutes=1)
    path = f"/circles/{seat.circle.public_id}/promises"
    tell(world.ana, page=path)
    assert badge(browse(world.ana).page(path, status=403)) == "1" and unread(world.ana)


def test_nobody_elses_opening_marks_anything(world, make, browse, worker):
    catchup = make.catchup(world.mia, world.ana)
    worker.drain()
    browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert unread(world.ana)


def test_what_the_browser_fetches_beforehand_is_not_seen(world, browse):
    tell(world.ana, page="/circles")
    page = browse(world.ana).page("/circles", headers={"Sec-Purpose": "prefetch;prerender"})
    assert badge(page) == "1" and unread(world.ana)


def test_only_the_page_itself_counts_not_what_stands_below_or_above_it(world, browse):
    tell(world.ana, page="/circles/new")
    browse(world.ana).page("/circles")
    assert unread(world.ana)
    browse(world.ana).page("/circles/new?anything=else")
    assert not unread(world.ana)


def test_a_site_below_a_path_knows_its_pages(world, browse):
    tell(world.ana, page="/alumni/circles")
    browse(world.ana, checks=False).get("/circles", environ_overrides={"SCRIPT_NAME": "/alumni"})
    assert not unread(world.ana)


def test_who_has_nothing_unread_costs_nothing_and_others_one_look(world, browse):
    def asked() -> int:
        browser.get("/members")
        with statements() as seen:
            browser.get("/members")
        return len(seen)

    browser = browse(world.ana, checks=False)
    none = asked()
    tell(world.ana, "One", page="/circles")
    assert asked() == none + 1
    for number in range(30):
        tell(world.ana, f"Thing {number}", page=f"/circles/{number}")
    assert asked() == none + 1
    assert not any("notices" in statement and statement.startswith("UPDATE") for statement in sent(browser, "/members"))


def sent(browser, path):
    with statements() as seen:
        browser.get(path)
    return seen


def test_a_page_is_shown_although_it_cannot_be_noted_that_it_was_seen(world, browse, monkeypatch):
    def busy(*_args):
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    tell(world.ana, page="/circles")
    monkeypatch.setattr(actions, "note_seen", busy)
    browse(world.ana).page("/circles")
    assert unread(world.ana)


def test_whoever_answers_from_the_mail_finds_nothing_waiting(world, make, browse, worker):
    catchup = make.catchup(world.mia, world.ana)
    worker.drain()
    assert unread(world.ana)
    token = NOT_NOW.token(world.ana, catchup.id)
    browse().page(f"/catchups/not-now/{token}")
    worker.drain()
    assert unread(world.ana), "opening the page behind a link says nothing"
    browse().send(f"/catchups/not-now/{token}")
    worker.drain()
    assert not unread(world.ana) and titles(world.ana) and count_is_true()


def test_what_the_other_took_back_is_settled_by_the_clock(world, make, worker, db):
    catchup = make.catchup(world.mia, world.ana)
    worker.drain()
    catchups.withdraw(world.mia, catchup)
    assert unread(world.ana)
    settle_all(worker)
    assert not unread(world.ana) and count_is_true()


def test_what_still_waits_is_left_alone_by_the_clock(world, make, worker):
    make.catchup(world.mia, world.ana)
    worker.drain()
    settle_all(worker)
    assert unread(world.ana)


def test_the_clock_asks_about_what_is_unread_alone(world, worker, monkeypatch):
    """Inboxes are long, and asking about one notice costs as much as a small page."""
    for number in range(4):
        tell(world.ana, f"News {number}")
    database.session.execute(update(Notice).where(Notice.thing != "News 3").values(read_at=clock.now()))
    asked = []
    monkeypatch.setattr(doubts, "_verdict", lambda person, notice, *_: asked.append(notice.title) or doubts.STANDS)
    settle_all(worker)
    assert asked == ["News 3"] and len(titles(world.ana)) == 4


def test_a_coachees_milestone_waits_for_the_mentor_after_its_mail_was_sent(world, make, worker):
    make.milestone(world.ana)
    worker.drain()
    settle_all(worker)
    assert unread(world.mia) == ["Ana Ruiz Gómez shares something with you"]


def settle_all(worker):
    from community.notifications.actions import calling

    parts, calling.PARTS = calling.PARTS, 1
    try:
        worker.job("notifications.settle")
        worker.drain()
    finally:
        calling.PARTS = parts


def test_whatever_happens_the_number_is_true(world, browse, worker):
    """Somebody's inbox lives through a few hundred steps of every kind, in an order drawn by lot."""
    from random import Random

    from tests.notifications.steps import Steps

    steps = Steps(world.ana, browse(world.ana, checks=False), Random(7))
    for _ in range(150):
        steps.one()
        assert count_is_true(), steps.done[-5:]
        assert steps.newest_stand(), steps.done[-5:]


def test_a_number_that_was_wrong_is_true_after_the_next_reading(world, browse):
    tell(world.ana, page="/circles")
    database.session.execute(update(Person).where(Person.id == world.ana.id).values(unread_notices=7))
    browse(world.ana).page("/circles")
    assert count_is_true()
