"""People to reach out to: at most three, each once, with one reason and one next step."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from community.catchups import actions as catchup_actions
from community.core import clock
from community.core.extensions import db
from community.core.panels import Happening
from community.home.queries import DUE, HAPPENED, NEW, OFFER
from community.home.reaching import to_reach
from community.ties import actions, queries

TODAY = date(2026, 5, 20)


def line(kind, person_id, **values):
    told = {"name": f"Person {person_id}", "public_id": f"p{person_id}", "standing": "active", "tie": f"t{person_id}"}
    told |= {"last_on": date(2025, 3, 1), "began_on": date(2016, 8, 30), "origin": "mentorship", "channel": None}
    told |= {"catchups": None, "catchups_until": None, "catchups_then": None, "time_zone": "Europe/Zurich"}
    told |= {"is_related": True, "can_write": False}
    return SimpleNamespace(kind=kind, person_id=person_id, **(told | values))


def takes(person, who):
    """From now on they take catch-ups from these people."""
    kept = queries.availability_of(person)
    kept.catchups = who
    db.session.add(kept)
    db.session.flush()


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
    assert reach.reason == "Ida found a job. Last in touch in March 2025."
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


def taking(who, **values):
    return line(DUE, 1, catchups=who, catchups_then="anyone", **values)


@pytest.mark.parametrize(
    ("due", "step", "ways"),
    [
        (taking("anyone"), "ask", {"ask", "write"}),
        (taking("related"), "ask", {"ask", "write"}),
        (taking("not_now", can_write=True), "write", {"write"}),
        (taking("not_now", catchups_until=date(2020, 1, 1)), "ask", {"ask", "write"}),
    ],
)
def test_a_step_is_one_that_is_not_refused(due, step, ways):
    (reach,) = to_reach([due], [], TODAY)
    assert (reach.step.kind, reach.ways) == (step, ways)


def test_nobody_is_named_for_whom_every_step_would_be_refused():
    assert to_reach([taking("not_now")], [], TODAY) == []


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


def test_whoever_takes_no_catch_ups_now_is_not_named_until_they_do(world, make, browse):
    make.due(world.ana, world.mia)
    takes(world.mia, "not_now")
    assert "People to reach out to" not in browse(world.ana).page("/").words
    takes(world.mia, "related")
    assert f"/members/{world.mia.public_id}/catch-up" in browse(world.ana).page("/").links


def test_whoever_takes_no_catch_ups_is_written_to_where_the_two_write_already(world, make, browse):
    with clock.pretend(clock.now() - timedelta(days=80)):
        exchange = catchup_actions.write_first(world.ana, world.mia, words="How are you?")
        message = catchup_actions.write(world.mia, exchange, words="Well!")
    message.read_at = clock.now()
    make.due(world.ana, world.mia)
    takes(world.mia, "not_now")
    page = browse(world.ana).page("/")
    assert f"/members/{world.mia.public_id}/message" in page.links
    assert f"/members/{world.mia.public_id}/catch-up" not in page.links
    browse(world.ana).page(f"/members/{world.mia.public_id}/message", 303)


@pytest.mark.parametrize(("days", "is_named"), [(27, False), (29, True)])
def test_nobody_is_pushed_to_ask_again_for_four_weeks_after_a_not_now(days, is_named, world, make, browse):
    make.due(world.ana, world.mia)
    with clock.pretend(clock.now() - timedelta(days=days)):
        catchup_actions.say_not_now(world.mia, make.catchup(world.ana, world.mia))
    assert ("People to reach out to" in browse(world.ana).page("/").words) is is_named


def test_whoever_wants_to_be_asked_again_later_is_not_named_before(world, make, browse):
    make.due(world.ana, world.mia)
    with clock.pretend(clock.now() - timedelta(days=40)):
        later = clock.today() + timedelta(days=60)
        catchup_actions.say_not_now(world.mia, make.catchup(world.ana, world.mia), ask_after=later)
    assert "People to reach out to" not in browse(world.ana).page("/").words


def test_nobody_is_named_on_a_day_of_contact(world, make, browse, monkeypatch, app):
    side, person_id = make.due(world.ana, world.mia), world.mia.id
    monkeypatch.setattr(
        app.extensions["registry"], "happenings", (lambda actor: [happening(person_id, "Mia has news")],)
    )
    browser = browse(world.ana)
    assert "Mia has news" in browser.page("/").words
    browser.send(f"/ties/{side.tie.public_id}/contacts", {"talk-on": clock.today(world.ana.time_zone).isoformat()})
    assert "Mia has news" not in browser.page("/").words


def test_what_waits_for_the_reader_stands_above_whom_to_reach(world, make, browse):
    make.due(world.ana, world.mia)
    make.introduction(world.pau, world.ana, make.person())
    page = browse(world.ana).page("/")
    assert page.words.index("Would you like to meet?") < page.words.index("People to reach out to")
