"""The charter: written, signed, changed; nobody reads or writes inside without the one that holds."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from community.circles import actions, queries
from community.circles.models import Charter
from community.circles.permissions import SEE_CHARTER
from community.core import clock
from community.core.extensions import db
from community.core.policy import can
from tests.circles.making import meeting, post

PARTS = {
    "purpose": "To think aloud.",
    "expectations": "We come.",
    "confidentiality": "What is said stays here.",
    "exceptions": "Danger to someone.",
    "hurt": "We say so soon.",
}


def _address(seat, *rest):
    return "/".join([f"/circles/{seat.circle.public_id}/charter", *rest])


def test_the_facilitator_begins_with_sentences_that_are_there(world, make, browse):
    seat = make.circle(world.ana, charter=False)
    page = browse(world.ana).page(_address(seat, "new"))
    assert "What is said and written here stays here." in page.text
    assert "The members of this circle read it, nobody else: not even the coordinators." in page.words
    browse(world.ana).send(_address(seat, "new"), {**PARTS, "replaces": "0"})
    assert queries.newest_charter(seat.circle_id).purpose == "To think aloud."


def test_who_writes_the_charter_has_signed_it(world, make, browse):
    seat = make.circle(world.ana, charter=False)
    browse(world.ana).send(_address(seat, "new"), {**PARTS, "replaces": "0"})
    assert queries.seat(world.ana, seat.circle.public_id).signed_number == 1


def test_nobody_is_said_to_sign_it_where_nobody_else_is(world, make, browse):
    alone, seat = make.circle(world.mia, charter=False), make.circle(world.ana, world.pau, charter=False)
    for person, own, told in ((world.mia, alone, "Whoever joins is asked"), (world.ana, seat, "The others are asked")):
        browser = browse(person)
        browser.send(_address(own, "new"), {**PARTS, "replaces": "0"})
        assert told in browser.page(_address(own)).words


def test_every_part_of_it_is_written(world, make, browse):
    seat = make.circle(world.ana, charter=False)
    page = browse(world.ana).send(_address(seat, "new"), {**PARTS, "hurt": " ", "replaces": "0"}, status=422)
    assert "Please write a sentence or two." in page.words
    assert queries.newest_charter(seat.circle_id) is None


@pytest.mark.parametrize("who", ["pau", "lin", "mod", "cora"])
def test_nobody_but_who_holds_the_circle_writes_it(world, make, browse, who):
    seat = make.circle(world.ana, world.pau, is_listed=False)
    status = 403 if who == "pau" else 404
    browse(getattr(world, who)).page(_address(seat, "new"), status=status)
    browse(getattr(world, who)).send(_address(seat, "new"), {**PARTS, "replaces": "1"}, status=status)


def test_a_member_signs_what_they_have_read(world, make, browse):
    seat = make.circle(world.ana)
    make.seat(seat.circle, world.pau, signed=False)
    page = browse(world.pau).page(_address(seat))
    assert "Our purpose: we listen." in page.words
    browse(world.pau).send(_address(seat, "signature"), {"number": "1"})
    assert queries.seat(world.pau, seat.circle.public_id).signed_number == 1
    assert "Pau Ferrer" in browse(world.ana).page(_address(seat)).words


def test_a_version_that_was_not_read_cannot_be_signed(world, make, browse):
    seat = make.circle(world.ana)
    make.seat(seat.circle, world.pau, signed=False)
    make.charter(seat)
    page = browse(world.pau).send(_address(seat, "signature"), {"number": "1"}, status=409)
    assert "another version" in page.words
    browse(world.pau).send(_address(seat, "signature"), {"number": "x"}, status=409)
    assert queries.seat(world.pau, seat.circle.public_id).signed_number == 0


def test_a_new_version_shows_what_is_different_from_the_one_signed(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    browse(world.ana).send(_address(seat, "new"), {**PARTS, "replaces": "1"})
    page = browse(world.pau).page(_address(seat))
    assert "added: To think aloud." in page.words and "taken out: Our purpose: we listen." in page.words


def test_a_new_version_says_until_when_the_one_before_will_do(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    make.charter(seat)
    page = browse(world.pau).page(f"/circles/{seat.circle.public_id}/people")
    assert "There is a new version of the charter" in page.words
    assert queries.seat(world.pau, seat.circle.public_id).has_signed(seat.circle, clock.now())


def test_after_that_day_the_new_version_comes_first(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    make.charter(seat)
    seat.circle.charter_binds_at = clock.now() - timedelta(minutes=1)
    page = browse(world.pau).page(f"/circles/{seat.circle.public_id}/people")
    assert "The charter comes first" in page.words
    assert "Discussion" not in page.words


def test_with_a_meeting_planned_it_binds_when_that_begins(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    planned = meeting(seat, starts_at=clock.now() + timedelta(days=3))
    make.charter(seat)
    with time_machine.travel(planned.starts_at - timedelta(minutes=1), tick=False):
        browse(world.pau).page(f"/circles/{seat.circle.public_id}/promises")
    with time_machine.travel(planned.starts_at, tick=False):
        page = browse(world.pau).page(f"/circles/{seat.circle.public_id}/promises", status=403)
        assert "The charter comes first." in page.words
        assert _address(seat, "").rstrip("/") in page.links
        browse(world.pau).send(_address(seat, "signature"), {"number": "2"})
        browse(world.pau).page(f"/circles/{seat.circle.public_id}/promises")


def test_a_link_to_what_lies_behind_a_charter_leads_to_ones_circles_and_tells_nothing(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    addresses = [f"/circles/posts/{post(world.ana, seat.circle).public_id}", "/circles/posts/nothing-here"]
    assert "/circles" not in _ways(browse(world.pau), addresses[1])
    make.charter(seat)
    seat.circle.charter_binds_at = clock.now() - timedelta(minutes=1)
    for address in addresses:
        page = browse(world.pau).page(address, status=404)
        assert "waits for your signature" in page.words and "Your circles" in page.words
        assert "waits for your signature" not in browse(world.lin).page(address, status=404).words


def _ways(browser, address):
    page = browser.page(address, status=404)
    return [one.get("href") for one in page.find_all("a") if "btn" in (one.get("class") or "")]


def test_where_one_writes_the_first_charter_no_button_leads_there_once_more(world, make, browse):
    seat = make.circle(world.ana, charter=False)
    for part, ways in (("/charter", 1), ("/people", 1), ("/charter/new", 0)):
        page = browse(world.ana).page(f"/circles/{seat.circle.public_id}{part}")
        assert page.links.count(f"/circles/{seat.circle.public_id}/charter/new") == ways, part


def test_without_a_meeting_it_binds_after_two_weeks(world, make):
    seat = make.circle(world.ana, world.pau)
    make.charter(seat)
    assert timedelta(days=13) < seat.circle.charter_binds_at - clock.now() <= timedelta(days=14)


def test_two_who_write_a_version_at_once_do_not_overwrite_each_other(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    seat.circle.stand_in_id = world.pau.id
    browse(world.ana).send(_address(seat, "new"), {**PARTS, "replaces": "1"})
    actions.sign_charter(
        world.pau, queries.seat(world.pau, seat.circle.public_id), queries.newest_charter(seat.circle_id)
    )
    page = browse(world.pau).send(_address(seat, "new"), {**PARTS, "replaces": "1"}, status=409)
    assert "Somebody has written a new version" in page.words


def test_newcomers_read_no_version_that_was_replaced_before_they_came(world, make, browse):
    seat = make.circle(world.ana)
    make.charter(seat)
    make.seat(seat.circle, world.pau)
    browse(world.pau).page(_address(seat, "versions", "2"))
    browse(world.pau).page(_address(seat, "versions", "1"), status=404)
    assert "Version 1" not in browse(world.pau).page(_address(seat, "versions")).words
    browse(world.ana).page(_address(seat, "versions", "1"))
    assert "What it changed of version 1" in browse(world.ana).page(_address(seat, "versions", "2")).words
    assert "What it changed" not in browse(world.pau).page(_address(seat, "versions", "2")).words


def test_who_left_is_not_named_among_those_who_signed(world, make, browse):
    seat = make.circle(world.ana, world.pau)
    actions.leave(world.pau, queries.seat(world.pau, seat.circle.public_id))
    assert "Pau" not in browse(world.ana).page(_address(seat)).words


def test_who_is_blocked_is_not_named_among_those_who_signed(world, make, browse):
    seat = make.circle(world.pau, world.ana, world.bea)
    for path in (_address(seat), _address(seat, "versions", "1"), f"/circles/{seat.circle.public_id}/people"):
        assert "Bea" not in browse(world.ana).page(path).words


def test_newcomers_read_from_the_version_on_that_says_so_and_never_what_was_promised_before(world, make, browse):
    with time_machine.travel(clock.now() - timedelta(days=9), tick=False):
        seat = make.circle(world.ana)
        post(world.ana, seat.circle, "Told under the older promise.")
    with time_machine.travel(clock.now() - timedelta(days=6), tick=False):
        browse(world.ana).send(_address(seat, "new"), {**PARTS, "replaces": "1", "newcomers_read_all": "y"})
    with time_machine.travel(clock.now() - timedelta(days=3), tick=False):
        post(world.ana, seat.circle, "Told under the newer one.")
    make.seat(seat.circle, world.pau)
    page = browse(world.pau).page(f"/circles/{seat.circle.public_id}")
    assert "Told under the newer one." in page.words and "older promise" not in page.words
    browse(world.ana).send(_address(seat, "new"), {**PARTS, "replaces": "2"})
    make.seat(seat.circle, world.mia)
    assert "newer one" not in browse(world.mia).page(f"/circles/{seat.circle.public_id}").words


def test_a_version_replaced_before_one_came_is_out_of_sight_in_sql_as_in_words(world, make):
    seat = make.circle(world.ana)
    make.charter(seat)
    make.seat(seat.circle, world.pau)
    make.charter(seat)
    for person, numbers in ((world.ana, {1, 2, 3}), (world.pau, {2, 3}), (world.lin, set()), (world.cora, set())):
        rows = db.session.scalars(select(Charter).where(Charter.circle_id == seat.circle_id)).all()
        assert {row.number for row in rows if can(person, SEE_CHARTER, row)} == numbers
        assert {row.number for row in queries.charter_versions(person, seat.circle_id)} == numbers


# --- mails ------------------------------------------------------------------------------------------------------


def test_everybody_else_is_asked_to_sign_a_new_version(world, make, worker, mails):
    seat = make.circle(world.ana, world.pau)
    make.seat(seat.circle, world.mia)
    worker.drain()
    mails.empty()
    make.charter(seat)
    worker.drain()
    subjects = [mail["subject"] for mail in mails if "charter" in mail["subject"]]
    assert len(subjects) == 2 and all("new version" in subject for subject in subjects)


def test_a_circle_that_is_not_listed_is_not_named_in_its_mails(world, make, worker, mails):
    seat = make.circle(world.ana, world.pau, name="Secret tides", is_listed=False)
    make.charter(seat)
    worker.drain()
    assert any("your circle" in mail["subject"] for mail in mails)
    assert not any("Secret tides" in mail.as_string() for mail in mails)


def test_who_has_signed_meanwhile_gets_no_mail(world, make, worker, mails):
    seat = make.circle(world.ana, world.pau)
    worker.drain()
    mails.empty()
    charter = make.charter(seat)
    actions.sign_charter(world.pau, queries.seat(world.pau, seat.circle.public_id), charter)
    worker.drain()
    assert not [mail for mail in mails if "charter" in mail["subject"]]


# --- does it still fit? -----------------------------------------------------------------------------------------


def test_on_its_day_the_facilitator_is_asked_whether_it_still_fits(world, make, browse, worker, mails):
    seat = make.circle(world.ana, world.pau)
    seat.circle.review_on = clock.today()
    for _ in range(2):
        worker.job("circles.ask_about_charters")
        worker.drain()
    asked = [mail for mail in mails if "still fit" in mail["subject"]]
    assert len(asked) == 1 and world.ana.email in asked[0]["to"]
    assert "Does the charter still fit?" in browse(world.ana).page(f"/circles/{seat.circle.public_id}/people").words
    assert "still fit" not in browse(world.pau).page(f"/circles/{seat.circle.public_id}/people").words


def test_it_still_fits_until_the_next_time(world, make, browse):
    seat = make.circle(world.ana)
    seat.circle.review_on = clock.today()
    browse(world.ana).send(_address(seat, "review"))
    assert seat.circle.review_on > clock.today() + timedelta(days=170)
    assert queries.newest_charter(seat.circle_id).number == 1
    browse(world.ana).send(_address(seat, "review"), {"review_on": "2001-01-01"}, status=422)


def test_who_left_and_came_back_has_not_signed_before_they_sign_anew(world, make, browse):
    seat = make.circle(world.ana, world.mia, joining="open")
    actions.leave(world.mia, queries.seat(world.mia, seat.circle.public_id))
    actions.join(world.mia, seat.circle)
    page = f"/circles/{seat.circle.public_id}/charter"
    assert "Mia" not in browse(world.ana).page(page).words
    actions.sign_charter(
        world.mia, queries.seat(world.mia, seat.circle.public_id), queries.newest_charter(seat.circle_id)
    )
    assert "Mia" in browse(world.ana).page(page).words


def test_a_number_no_version_can_have_is_not_found(world, make, browse):
    seat = make.circle(world.ana)
    for number in (0, 2, 2**31, 10**30):
        browse(world.ana).page(f"/circles/{seat.circle.public_id}/charter/versions/{number}", status=404)
