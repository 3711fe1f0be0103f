"""The first page: a landing page for visitors; for members what waits, what is coming, and what comes next."""

from datetime import datetime, timedelta

import pytest

from community.catchups import actions
from community.core import clock
from community.ties import actions as tie_actions
from tests.sql import statements


def soon(days=7) -> datetime:
    return clock.now() + timedelta(days=days)


@pytest.fixture
def ask(db):
    def ask(asker, person, **values):
        wishes = {"kind": "coffee", "mode": "remote", "minutes": 30, "times": [soon()]}
        return actions.ask(asker, person, **(wishes | values))

    return ask


@pytest.fixture
def settled(make):
    """settled() joined long ago and has said a word about themselves."""
    from community.alumni.actions import ensure_profile

    def make_person(**values):
        person = make.person(joined_at=clock.now() - timedelta(days=400), **values)
        ensure_profile(person).headline = "Tide tables"
        return person

    return make_person


def test_a_visitor_reads_what_this_place_is_and_how_one_joins(browse):
    page = browse().page("/")
    assert "You need not lose each other" in page.words
    assert "By invitation" in page.words
    assert "/login" in page.links


def test_a_visitor_may_ask_to_join_where_the_community_is_open(browse, app, monkeypatch):
    import dataclasses

    monkeypatch.setitem(
        app.extensions, "settings", dataclasses.replace(app.extensions["settings"], open_registration=True)
    )
    page = browse().page("/")
    assert "/register" in page.links
    assert "By invitation" not in page.words


def test_whoever_is_suspended_sees_the_landing_page(world, browse):
    assert "How to join" in browse(world.sam).page("/").words


def test_home_says_who_i_am_and_on_which_clock_times_are(world, browse):
    page = browse(world.lin).page("/")
    assert "Lin Nguyễn" in page.words
    assert "on your clock (Kathmandu time)" in page.words


def test_a_new_member_is_welcomed_without_duties(make, browse):
    page = browse(make.person()).page("/")
    assert "Good that you are here" in page.words
    assert "There is nothing you have to do" in page.words
    assert "/members" in page.links


def test_what_waits_for_me_comes_before_what_is_coming(world, browse, ask):
    waiting = ask(world.mia, world.ana)
    coming = ask(world.ana, world.pau)
    actions.accept(world.pau, coming, starts_at=coming.times[0].starts_at)
    page = browse(world.ana).page("/")
    assert page.text.index(waiting.public_id) < page.text.index(coming.public_id)
    assert "Waiting for you" in page.words
    assert "Coming" in page.words


def test_the_directory_is_offered_when_there_is_nothing_else(settled, browse, ask):
    person, other = settled(), settled()
    assert "Is there somebody you have been meaning to ask?" in browse(person).page("/").words
    ask(other, person)
    assert "Is there somebody" not in browse(person).page("/").words


def test_home_itself_takes_four_queries_whatever_it_shows(settled, make, browse, ask, app, monkeypatch):
    """The reader, open catch-ups with what was said of them, and everybody to name; each feature's panel brings its own."""
    for register in ("home_panels", "happenings"):
        monkeypatch.setattr(app.extensions["registry"], register, [])
    person, other = settled(), settled()
    make.due(person, settled())
    make.tie(person, settled())
    tie_actions.offer(settled(), person)
    coming = ask(person, other)
    actions.accept(other, coming, starts_at=coming.times[0].starts_at)
    browser = browse(person)
    browser.page("/catchups")
    with statements() as seen:
        browser.page("/")
    assert len(seen) <= 4, "\n".join(seen)
