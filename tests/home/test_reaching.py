"""People to reach out to: at most three, each once, with one reason and one next step."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from community.catchups import actions as catchup_actions
from community.core import clock
from community.core.panels import Happening
from community.home.queries import DUE, HAPPENED, NEW, OFFER
from community.home.reaching import to_reach
from community.ties import actions

TODAY = date(2026, 5, 20)


def line(kind, person_id, **values):
    told = {"name": f"Person {person_id}", "public_id": f"p{person_id}", "standing": "active", "tie": f"t{person_id}"}
    told |= {"last_on": date(2025, 3, 1), "began_on": date(2016, 8, 30), "origin": "mentorship", "channel": None}
    return SimpleNamespace(kind=kind, person_id=person_id, **(told | values))


def happening(person_id, words="Ida found a job"):
    return Happening(person_id, clock.now(), words, f"/milestones/{person_id}", "Congratulate")


def ids(reach):
    return [one.line.person_id for one in reach]


def test_at_most_three_people_are_named():
    assert ids(to_reach([line(DUE, number) for number in range(1, 9)], [], TODAY)) == [1, 2, 3]


def test_what_happened_and_what_is_due_take_turns_and_new_ties_come_last():
    lines = [line(DUE, 1), line(DUE, 2), line(NEW, 3), line(HAPPENED, 4), line(HAPPENED, 5)]
    assert ids(to_reach(lines, [happening(4), happening(5)], TODAY)) == [4, 1, 5]
    assert ids(to_reach([line(NEW, 3), line(DUE, 1)], [], TODAY)) == [1, 3]


def test_each_person_is_named_once_with_the_first_reason():
    lines = [line(DUE, 1), line(NEW, 1), line(HAPPENED, 1)]
    (reach,) = to_reach(lines, [happening(1), happening(1, "Ida moved")], TODAY)
    assert reach.reason == "Ida found a job. You last spoke in March 2025."
    assert (reach.step.label, reach.step.url) == ("Congratulate", "/milestones/1")


def test_nobody_is_named_with_whom_something_is_under_way_or_who_asks_anyway():
    lines = [line(OFFER, 1), line(DUE, 1), line(DUE, 2), line(DUE, 3)]
    assert ids(to_reach(lines, [], TODAY, but_not=[2])) == [3]


def test_the_next_step_is_the_way_one_likes_best():
    labels = [
        one.step.kind for one in to_reach([line(DUE, 1), line(DUE, 2, channel="message"), line(NEW, 3)], [], TODAY)
    ]
    assert labels == ["ask", "write", "rhythm"]


def test_somebody_without_a_tie_is_named_for_what_happened_alone():
    (reach,) = to_reach([line(HAPPENED, 1, tie=None, last_on=None, began_on=None)], [happening(1)], TODAY)
    assert reach.reason == "Ida found a job"


# --- on the page ----------------------------------------------------------------------------------------------


def test_home_names_who_is_due_with_one_reason_and_every_way_on(world, make, browse):
    side = make.due(world.ana, world.mia, on=date(2016, 8, 30))
    page = browse(world.ana).page("/")
    assert "People to reach out to" in page.words
    assert "Your mentorship ended in August 2016. A word now would be well timed." in page.words
    assert f"/members/{world.mia.public_id}/catch-up" in page.links
    assert f"/members/{world.mia.public_id}/message" in page.links
    path = f"/ties/{side.tie.public_id}"
    for what in ("contacts", "pause", "rest"):
        assert ("post", f"{path}/{what}") in page.forms


def test_each_way_on_from_home_does_what_it_says(world, make, browse):
    side, browser = make.due(world.ana, world.mia), browse(world.ana)
    path, today = f"/ties/{side.tie.public_id}", clock.today()
    browser.send(f"{path}/pause", {"later-until": (today + timedelta(weeks=4)).isoformat()})
    assert "Mia Chen" not in browser.page("/").words
    browser.send(f"{path}/return")
    assert "Mia Chen" in browser.page("/").words
    browser.send(f"{path}/rest")
    assert "Mia Chen" not in browser.page("/").words
    browser.send(f"{path}/return")
    browser.send(f"{path}/contacts", {"talk-on": clock.today(world.ana.time_zone).isoformat()})
    assert "Mia Chen" not in browser.page("/").words


def test_a_new_tie_asks_how_often_until_one_has_said_so(world, make, browse):
    side, browser = make.tie(world.ana, world.mia), browse(world.ana)
    page = browser.page("/")
    assert "How often would you like to hear from each other?" in page.words
    assert f"/ties/{side.tie.public_id}#wishes" in page.links
    browser.send(f"/ties/{side.tie.public_id}/wishes", {"wishes-rhythm": "none", "wishes-way": "none"})
    assert "How often would you" not in browser.page("/").words


def test_a_tie_from_an_old_import_asks_when_one_of_the_two_has_just_joined(world, make, browse):
    side = make.tie(world.ana, world.mia)
    long_ago = clock.now() - timedelta(days=400)
    side.tie.created_at = world.ana.joined_at = long_ago
    person = world.mia
    person.joined_at = long_ago
    assert "How often would you" not in browse(world.ana).page("/").words
    person.joined_at = clock.now()
    assert "How often would you" in browse(world.ana).page("/").words
    assert "How often would you" in browse(world.mia).page("/").words


def test_whom_one_has_asked_already_is_not_named(world, make, browse):
    make.due(world.ana, world.mia)
    catchup = make.catchup(world.ana, world.mia)
    assert "People to reach out to" not in browse(world.ana).page("/").words
    catchup_actions.withdraw(world.ana, catchup)
    assert "People to reach out to" in browse(world.ana).page("/").words


@pytest.mark.parametrize("gone", ["quiet", "left", "suspended", "invited", "waiting", "blocked"])
@pytest.mark.parametrize("kind", ["due", "new", "happened"])
def test_nobody_is_named_who_is_not_to_be_reached(gone, kind, world, make, browse, monkeypatch, app):
    if kind == "due":
        make.due(world.ana, world.mia)
    elif kind == "new":
        make.tie(world.ana, world.mia)
    else:
        person_id = world.mia.id
        found = app.extensions["registry"]
        monkeypatch.setattr(found, "happenings", (lambda actor: [happening(person_id, "Mia has news")],))
    assert "People to reach out to" in browse(world.ana).page("/").words
    if gone == "blocked":
        make.block(world.mia, world.ana)
    else:
        world.mia.standing = gone
    assert "People to reach out to" not in browse(world.ana).page("/").words


def test_who_would_like_to_keep_in_touch_is_answered_at_home(world, browse):
    actions.offer(world.pau, world.ana)
    page = browse(world.ana).page("/")
    assert "Would you like to keep in touch?" in page.words
    assert "Pau Ferrer" in page.words
    browse(world.ana).send(f"/members/{world.pau.public_id}/tie-offer/answer", {"answer": "no"})
    assert "Pau Ferrer" not in browse(world.ana).page("/").words
