"""The list of who would like a circle: saying so, changing it, taking it back; who reads it."""

import pytest
from sqlalchemy import select, text

from community.accounts import actions as accounts
from community.circles import queries
from community.circles.models import CircleWish
from tests.circles.making import wish

SAID = {
    "topics": ["leading", "abroad"],
    "other_topics": "Gardening on balconies",
    "first_language": "en",
    "second_language": "es",
    "third_language": "",
    "mode": "remote",
    "evening": ["0-evening", "2-evening"],
    "late": ["4-late"],
    "would_facilitate": "y",
}


def test_a_member_says_what_circle_they_would_like(world, browse):
    browser = browse(world.ana)
    assert "The coordinators read it to form circles, nobody else" in browser.page("/circles/wish").words
    browser.send("/circles/wish", SAID)
    kept = queries.wish_of(world.ana.id)
    assert kept.topics == ["leading", "abroad", "Gardening on balconies"]
    assert (kept.languages, kept.mode, kept.would_facilitate) == (["en", "es"], "remote", True)
    assert kept.hours == ["0-evening", "2-evening", "4-late"]


def test_the_form_shows_what_was_said_and_in_which_zone(world, browse):
    browser = browse(world.lin)
    assert "Kathmandu time" in browser.page("/circles/wish").words
    browser.send("/circles/wish", SAID)
    page = browser.page("/circles/wish")
    checked = {field.get("value") for field in page.find_all("input") if field.get("checked") is not None}
    assert {"leading", "abroad", "0-evening", "2-evening", "4-late", "remote"} <= checked
    assert "Gardening on balconies" in page.text


def test_changing_it_keeps_ones_turn(db, world, browse):
    browser = browse(world.ana)
    browser.send("/circles/wish", SAID)
    queries.wish_of(world.ana.id).times_left = 2
    db.flush()
    browser.send("/circles/wish", SAID | {"topics": ["studies"], "other_topics": ""})
    (kept,) = db.scalars(select(CircleWish)).all()
    assert (kept.topics, kept.times_left) == (["studies"], 2)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"topics": [], "other_topics": ""}, "at least one topic"),
        ({"other_topics": "a\nb\nc\nd"}, "at most 5 topics"),
        ({"other_topics": "a" * 41}, "40 characters"),
        ({"evening": [], "late": []}, "when you mostly have time"),
        ({"mode": "in_person"}, "Please say where"),
        ({"mode": "by pigeon"}, "valid choice"),
        ({"first_language": "xx"}, "valid choice"),
        ({"evening": ["9-evening"]}, "valid choice"),
    ],
)
def test_what_no_circle_could_be_formed_from_is_asked_for(world, browse, changed, told):
    page = browse(world.ana).send("/circles/wish", SAID | changed, status=422)
    assert told.lower() in page.words.lower()
    assert queries.wish_of(world.ana.id) is None


def test_taking_it_back_deletes_what_was_said(db, world, browse):
    browser = browse(world.ana)
    browser.send("/circles/wish", SAID)
    assert "Take me off the list" in browser.page("/circles/wish").words
    for address in ("/circles", "/circles?q=nothing+like+it"):
        assert "You are on the list of those who would like a circle" in browser.page(address).words
    browser.send("/circles/wish/withdrawal")
    assert not db.scalars(select(CircleWish)).all()
    assert "Take me off the list" not in browser.page("/circles/wish").words
    assert "Say that you would like a circle" in browser.page("/circles").words


def test_whoever_leaves_the_community_is_off_the_list(db, world, worker):
    wish(world.ana)
    accounts.leave(world.ana)
    worker.drain()
    assert queries.wish_of(world.ana.id) is None


def test_the_topics_cannot_be_read_in_the_database(db, world):
    wish(world.ana, topics=["leading", "After my divorce"])
    db.flush()
    stored = db.execute(text("SELECT topics FROM circle_wishes")).scalar_one()
    assert "divorce" not in stored
    assert "leading" not in stored


def test_only_coordinators_see_the_list(world, browse):
    wish(world.ana, topics=["Knots"])
    for member in (world.mia, world.mod):
        browse(member).page("/circles/forming", status=403)
    page = browse(world.cora).page("/circles/forming")
    assert "Ana Ruiz Gómez" in page.words
    assert "Knots" in page.words


def test_coordinators_see_what_the_list_says_and_nothing_else(world, browse):
    wish(world.ana, hours=["0-evening"])
    words = browse(world.cora).page("/circles/forming").words
    assert "Mon 17–20" in words
    assert "English · remotely" in words
    for other in (world.ana.email, "Summer of Code", "Europe/Berlin"):
        assert other not in words


def test_the_list_is_told_page_by_page(world, make, browse):
    for number in range(33):
        wish(make.person(name=f"Seeker {number:02}"))
    page = browse(world.cora).page("/circles/forming")
    assert "33 people would like a circle" in page.words
    (more,) = [link for link in page.links if "after=" in link]
    assert "Seeker 32" in browse(world.cora).page("/circles/forming" + more).words
    assert "Seeker 32" not in page.words


def test_suspended_people_are_not_on_the_list(world, make, browse):
    wish(make.person(name="Somebody suspended", standing="suspended"))
    assert "Somebody suspended" not in browse(world.cora).page("/circles/forming").words
