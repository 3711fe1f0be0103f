"""The first page: a landing page for visitors; for members what waits, what is coming, and one next step."""

from datetime import date, datetime, timedelta

import pytest

from community.catchups import actions
from community.core import clock
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


def test_nobody_is_offered_a_next_step_while_somebody_waits_for_them(settled, make, browse, ask):
    person, mentor, other = settled(), settled(), settled()
    make.mentorship(mentor, person)
    assert "How is" in browse(person).page("/").words
    ask(other, person)
    assert "How is" not in browse(person).page("/").words


def test_the_next_step_is_the_mentor_of_long_ago(settled, make, browse):
    person, mentor, earlier = settled(), settled(name="Mentor Ole"), settled(name="Earlier Eva")
    make.mentorship(earlier, person, ended_on=date(2015, 8, 1))
    make.mentorship(mentor, person, ended_on=date(2019, 8, 1))
    page = browse(person).page("/")
    assert "How is Mentor Ole these days?" in page.words
    assert "Your mentor until 2019" in page.words
    assert f"/members/{mentor.public_id}/catch-up" in page.links
    assert "Your coachee until 2019" in browse(mentor).page("/").words


def test_whoever_was_asked_lately_is_left_in_peace(settled, make, browse, ask):
    person, mentor = settled(), settled()
    make.mentorship(mentor, person)
    catchup = ask(person, mentor)
    actions.say_not_now(mentor, catchup)
    for one in (person, mentor):
        assert "How is" not in browse(one).page("/").words
    catchup.changed_at = clock.now() - timedelta(days=91)
    assert "How is" in browse(person).page("/").words


@pytest.mark.parametrize("gone", ["quiet", "left", "suspended", "invited", "blocked", "disputed", "running"])
def test_nobody_is_suggested_who_is_not_to_be_asked(gone, settled, make, browse):
    person, mentor = settled(), settled()
    mentorship = make.mentorship(mentor, person)
    if gone == "blocked":
        make.block(mentor, person)
    elif gone == "disputed":
        mentorship.disputed_by_id = mentor.id
    elif gone == "running":
        mentorship.ended_on = clock.today() + timedelta(days=30)
    else:
        mentor.standing = gone
    page = browse(person).page("/")
    assert "How is" not in page.words
    assert "Is there somebody you have been meaning to ask?" in page.words


def test_home_takes_at_most_six_queries(settled, make, browse, ask):
    person, mentor, other = settled(), settled(), settled()
    make.mentorship(mentor, person)
    coming = ask(person, other)
    actions.accept(other, coming, starts_at=coming.times[0].starts_at)
    browser = browse(person)
    browser.page("/catchups")
    with statements() as seen:
        browser.page("/")
    assert len(seen) <= 6, "\n".join(seen)
