"""Formal mentorships: both sides see them, correct them, choose who else does, and can say "this was not so"."""

from datetime import date, timedelta

import pytest
import time_machine

from community.core import clock
from community.core.errors import Conflict, Invalid, Refused
from community.mentorships import actions, queries
from community.mentorships.models import MEMBERS, PAIR


@pytest.fixture
def theirs(world):
    """The mentorship of mia and ana, loaded as a page loads it."""
    return queries.by_public_id(world.ana, world.mentorship.public_id)


def test_the_list_names_who_mentored_me_and_whom_i_mentored(world, make, browse):
    make.mentorship(world.ana, world.pau, focus="Knots")
    page = browse(world.ana).page("/mentorships")
    assert "Who mentored you" in page.words
    assert "Mia Chen 陈" in page.words
    assert "Whom you mentored" in page.words
    assert "Pau Ferrer" in page.words
    assert "May 2016 to August 2016" in page.words


def test_an_empty_list_says_what_to_do(world, browse):
    assert "No mentorship is recorded for you" in browse(world.lin).page("/mentorships").words


@pytest.mark.parametrize("side", ["ana", "mia"])
def test_either_side_corrects_and_the_other_is_told_once(db, world, browse, worker, mails, side):
    person, other = getattr(world, side), world.mia if side == "ana" else world.ana
    path = f"/mentorships/{world.mentorship.public_id}"
    browser = browse(person)
    assert "2016-05-23" in browser.page(path + "/correction").text
    for focus in ("Tides and moons", "Tides, moons and maps"):
        browser.send(path + "/correction", {"started_on": "2016-05-24", "ended_on": "2016-09-01", "focus": focus})
    assert (world.mentorship.started_on, world.mentorship.focus) == (date(2016, 5, 24), "Tides, moons and maps")
    worker.drain()
    assert len(mails.to(other.email)) == 1
    assert "Tides" not in mails[0].as_string()
    assert "Have a look" in browse(other).page("/").words


@pytest.mark.parametrize(
    "said",
    [
        {"started_on": "2016-09-01", "ended_on": "2016-05-01"},
        {"started_on": "2999-01-01"},
        {"started_on": "yesterday"},
        {"focus": "x" * 501},
    ],
)
def test_what_cannot_be_is_refused_on_its_field(world, browse, said):
    browse(world.ana).send(f"/mentorships/{world.mentorship.public_id}/correction", said, status=422)


def test_a_correction_that_changes_nothing_tells_nobody(world, theirs, worker):
    actions.correct(world.ana, theirs, started_on=theirs.started_on, ended_on=theirs.ended_on, focus=theirs.focus)
    assert theirs.corrected_at is None


def test_nobody_else_corrects_it(world, browse, theirs):
    for person in (world.pau, world.cora):
        assert browse(person).get(f"/mentorships/{theirs.public_id}/correction").status_code == 403
        with pytest.raises(Refused):
            actions.correct(person, theirs, started_on=None, ended_on=None, focus="Mine")
        with pytest.raises(Refused):
            actions.set_audience(person, theirs, PAIR)
        with pytest.raises(Refused):
            actions.dispute(person, theirs)


@pytest.mark.parametrize("side", ["ana", "mia"])
def test_the_narrower_choice_of_the_two_counts(world, browse, side):
    path = f"/mentorships/{world.mentorship.public_id}"
    assert browse(world.pau).get(path).status_code == 200
    browse(getattr(world, side)).send(path + "/audience", {"audience": PAIR})
    assert browse(world.pau).get(path).status_code == 404
    assert "only the two of you" in browse(world.ana).page(path).words
    browse(getattr(world, side)).send(path + "/audience", {"audience": MEMBERS})
    assert browse(world.pau).get(path).status_code == 200


def test_an_audience_there_is_not_is_refused(world, theirs, browse):
    browse(world.ana).send(f"/mentorships/{theirs.public_id}/audience", {"audience": "everybody"}, status=422)
    with pytest.raises(Invalid):
        actions.set_audience(world.ana, theirs, "everybody")


def test_this_was_not_so_hides_it_from_all_but_the_two(world, browse, worker, mails):
    path = f"/mentorships/{world.mentorship.public_id}"
    ana = browse(world.ana)
    assert "disappears from both profiles" in ana.page(path + "/dispute").words
    ana.send(path + "/dispute")
    worker.drain()
    assert len(mails.to("mia@example.org")) == 1
    assert browse(world.pau).get(path).status_code == 404
    assert "You said this was not so" in ana.page(path).words
    assert "Ana Ruiz Gómez says this was not so" in browse(world.mia).page(path).words
    assert browse(world.mia).post(path + "/dispute/withdrawal").status_code == 403
    ana.send(path + "/dispute/withdrawal")
    assert browse(world.pau).get(path).status_code == 200
    assert ana.post(path + "/dispute/withdrawal").status_code == 409


def test_taken_back_before_the_mail_went_out_there_is_no_mail(world, theirs, worker, mails):
    actions.dispute(world.ana, theirs)
    actions.take_dispute_back(world.ana, theirs)
    worker.drain()
    assert mails.to("mia@example.org") == []


def test_a_dispute_is_settled_once_and_by_coordinators_only(world, theirs):
    with pytest.raises(Conflict):
        actions.settle(world.cora, theirs, was_so=True)
    actions.dispute(world.ana, theirs)
    with pytest.raises(Refused):
        actions.settle(world.mod, theirs, was_so=True)
    actions.settle(world.cora, theirs, was_so=False)
    with pytest.raises(Conflict):
        actions.settle(world.cora, theirs, was_so=True)


def test_a_block_between_the_two_makes_it_disappear_for_both(world, make, browse):
    make.block(world.mia, world.ana)
    for person in (world.ana, world.mia):
        assert browse(person).get(f"/mentorships/{world.mentorship.public_id}").status_code == 404
        assert "No mentorship is recorded" in browse(person).page("/mentorships").words


def test_who_has_not_joined_is_shown_to_the_other_side_alone(world, make, browse):
    made = make.mentorship(world.mia, world.ina)
    assert browse(world.mia).page(f"/mentorships/{made.public_id}").status == 200
    for person in (world.ana, world.cora):
        assert browse(person).get(f"/mentorships/{made.public_id}").status_code == 404


def test_what_a_coordinator_has_settled_nobody_takes_back(world, theirs, browse):
    actions.dispute(world.ana, theirs)
    actions.settle(world.cora, theirs, was_so=False)
    browse(world.ana).send(f"/mentorships/{theirs.public_id}/dispute/withdrawal", status=409)
    assert theirs.disputed_by_id is not None and theirs.settled_at is not None


@pytest.fixture
def reads(world, browse):
    """reads(person, words): whether they find the words on the mentorship's page and on both profiles; all three agree."""

    def reads(person, words):
        paths = [f"/mentorships/{world.mentorship.public_id}"]
        paths += [f"/members/{side.public_id}" for side in (world.ana, world.mia)]
        found = {words in browse(person).page(path).words for path in paths}
        assert len(found) == 1, "the pages do not agree"
        return found.pop()

    return reads


@pytest.mark.parametrize(("writes", "confirms"), [("ana", "mia"), ("mia", "ana")])
def test_a_new_focus_is_for_the_two_until_the_other_side_says_it_is_right(world, browse, reads, writes, confirms):
    path = f"/mentorships/{world.mentorship.public_id}"
    writer, other = getattr(world, writes), getattr(world, confirms)
    browse(writer).send(path + "/correction", {"focus": "A secret of theirs"})
    assert not reads(world.lin, "A secret of theirs")
    assert reads(other, "A secret of theirs") and reads(writer, "A secret of theirs")
    assert "That is right" not in browse(writer).page(path).words
    browse(writer).send(path + "/focus/confirmation", {"focus": "A secret of theirs"}, status=403)
    assert "Is it right?" in browse(other).page(path).words
    assert not reads(world.lin, "A secret of theirs"), "opening the page alone says nothing"
    browse(other).send(path + "/focus/confirmation", {"focus": "A secret of theirs"})
    assert reads(world.lin, "A secret of theirs")
    assert "Is it right?" not in browse(other).page(path).words
    browse(other).send(path + "/focus/confirmation", {"focus": "A secret of theirs"})


def test_what_was_changed_since_it_was_read_is_not_confirmed(world, browse, reads):
    path = f"/mentorships/{world.mentorship.public_id}"
    for focus in ("Tides", "Tides and a secret"):
        browse(world.ana).send(path + "/correction", {"focus": focus})
    browse(world.mia).send(path + "/focus/confirmation", {"focus": "Tides"}, status=409)
    assert not reads(world.lin, "Tides and a secret")


def test_saving_it_as_it_stands_is_saying_that_it_is_right(world, browse, reads):
    path = f"/mentorships/{world.mentorship.public_id}/correction"
    browse(world.ana).send(path, {"focus": "Tides and moons"})
    browse(world.ana).send(path, {"focus": "Tides and moons", "ended_on": "2016-09-01"})
    assert not reads(world.lin, "Tides and moons"), "one's own word is not the other's"
    browse(world.mia).send(path, {"focus": "Tides and moons", "ended_on": "2016-09-01"})
    assert reads(world.lin, "Tides and moons")


def test_corrected_days_take_nothing_away(world, browse, reads):
    browse(world.ana).send(
        f"/mentorships/{world.mentorship.public_id}/correction",
        {"started_on": "2016-06-01", "focus": world.mentorship.focus},
    )
    assert reads(world.lin, "A tide-table reader")


def test_home_asks_whether_it_is_right_until_somebody_has_said_so(world, browse):
    path = f"/mentorships/{world.mentorship.public_id}"
    browse(world.ana).send(path + "/correction", {"focus": "Tides"})
    with time_machine.travel(clock.now() + timedelta(days=60)):
        assert "corrected your mentorship" in browse(world.mia).page("/").words
        browse(world.mia).send(path + "/focus/confirmation", {"focus": "Tides"})
        assert "corrected your mentorship" not in browse(world.mia).page("/").words
