"""Opening a circle: two coordinators, a reason, a day, every look written down, and the circle told."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from community.circles import actions, queries
from community.circles.models import CircleLook, CircleOpening, LooksAreKept
from community.core import clock
from community.core.errors import Conflict, Refused
from tests.circles import making

WORDS = {"reason": "She wrote of harming herself.", "notice": "Somebody may be in danger."}
SECRET = "Marmalade at midnight."


@pytest.fixture
def circle(world, make):
    seat = make.circle(world.ana, world.mia, world.pau, name="Harbour lights", is_listed=False)
    making.post(world.ana, seat.circle, SECRET)
    return seat.circle


@pytest.fixture
def otto(make):
    return make.person(role="coordinator", name="Otto Second", email="otto@example.org")


def to(opening, part: str = "") -> str:
    return f"/circles/openings/{opening.public_id}{part}"


def test_two_coordinators_open_a_circle_for_a_day_and_everybody_in_it_is_told(
    world, circle, otto, browse, worker, mails, db
):
    worker.drain()
    mails.empty()
    cora, second = browse(world.cora), browse(otto)
    page = cora.follow(cora.send(f"/circles/{circle.public_id}/opening", WORDS))
    assert SECRET not in page.text and "waits for the yes" in page.words
    opening = db.execute(select(CircleOpening)).scalar_one()
    cora.page(to(opening, "/talk"), status=403)
    worker.drain()
    (asked,) = mails
    assert "otto@" in asked["To"]
    assert "May this circle be opened?" in second.page("/coordination/circles").words
    second.send(to(opening, "/yes"))
    mails.empty()
    worker.drain()
    told = {one["To"] for one in mails}
    assert {name for name in ("ana", "mia", "pau") if any(f"{name}@" in to for to in told)} == {"ana", "mia", "pau"}
    for one in mails:
        text = one.as_string()
        assert "Harbour" not in text and SECRET not in text and WORDS["reason"] not in text
    for browser in (cora, second):
        assert SECRET in browser.page(to(opening, "/talk")).words
        browser.page(to(opening, "/meetings"))
    looks = db.execute(select(CircleLook).order_by(CircleLook.id)).scalars().all()
    assert [(one.person_id, one.what) for one in looks] == [
        (world.cora.id, "talk"), (world.cora.id, "meetings"), (otto.id, "talk"), (otto.id, "meetings"),
    ]  # fmt: skip
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1)):
        cora.page(to(opening, "/talk"), status=403)
        assert "closed again" in cora.page(to(opening)).words


def test_the_circle_sees_who_opened_it_why_and_every_look_for_ever(world, circle, otto, browse):
    opening = making.opened(world.cora, otto, circle)
    browse(world.cora).page(to(opening, "/talk"))
    mia = browse(world.mia)
    assert "two coordinators can read this circle" in mia.page(f"/circles/{circle.public_id}/people").words
    for path in (f"/circles/{circle.public_id}/openings", "/settings/opened"):
        words = mia.page(path).words
        assert "Cora Lindt" in words and "Otto Second" in words and "Somebody may be in danger." in words
        assert "Cora Lindt : the discussion" in words
        assert "harming" not in words, "the reason may tell who asked for help: it is for coordinators"
    with time_machine.travel(clock.now() + timedelta(days=40)):
        assert "two coordinators can read" not in mia.page(f"/circles/{circle.public_id}/people").words
        assert "Cora Lindt : the discussion" in mia.page(f"/circles/{circle.public_id}/openings").words


def test_who_left_before_is_told_too_and_who_came_after_is_not(world, make, circle, otto, browse, worker, mails):
    actions.leave(world.pau, queries.seat(world.pau, circle.public_id))
    making.opened(world.cora, otto, circle)
    worker.drain()
    (mail,) = [one for one in mails if "pau@" in one["To"]]
    assert "a circle you were in" in mail["Subject"] and "/settings/opened" in mail.as_string()
    page = browse(world.pau).page("/settings/opened")
    assert "Cora Lindt" in page.words and "Harbour" not in page.words
    with time_machine.travel(clock.now() + timedelta(days=2)):
        make.seat(circle, world.lin)
        assert "Cora" not in browse(world.lin).page("/settings/opened").words


def test_who_left_and_came_back_still_finds_what_was_opened_before(world, make, circle, otto, browse):
    making.post(world.pau, circle)
    making.opened(world.cora, otto, circle)
    actions.leave(world.pau, queries.seat(world.pau, circle.public_id))
    with time_machine.travel(clock.now() + timedelta(days=2)):
        make.seat(circle, world.pau)
        assert "Cora Lindt" in browse(world.pau).page("/settings/opened").words


def test_many_looks_never_hide_others(world, make, circle, otto, browse, db):
    first = making.opened(world.cora, otto, circle)
    browse(world.cora).page(to(first, "/meetings"))
    other = making.opened(world.cora, otto, make.circle(world.lin, world.mia).circle)
    for opening in (first, other):
        db.add_all([CircleLook(opening_id=opening.id, person_id=otto.id, what="talk") for _ in range(210)])
    db.flush()
    for path in ("/settings/opened", f"/circles/{circle.public_id}/openings"):
        words = browse(world.mia).page(path).words
        assert "Nothing was read" not in words and "Cora Lindt : the notes of meetings" in words


def test_a_no_leaves_it_closed(world, circle, otto, browse, worker, mails):
    opening = making.opening(world.cora, circle)
    worker.drain()
    mails.empty()
    browse(otto).send(to(opening, "/no"))
    worker.drain()
    (mail,) = mails
    assert "cora@" in mail["To"]
    browse(world.cora).page(to(opening, "/talk"), status=403)
    browse(otto).send(to(opening, "/yes"), status=403)
    assert "It never happened" in browse(world.mia).page(f"/circles/{circle.public_id}/openings").words


def test_nobody_opens_a_circle_alone(world, circle, otto, browse):
    opening = making.opening(world.cora, circle)
    browse(world.cora).send(to(opening, "/yes"), status=403)
    browse(world.cora).page(to(opening, "/talk"), status=403)


def test_without_a_second_coordinator_it_cannot_be_asked(world, circle, browse):
    assert "There is no second coordinator" in browse(world.cora).page(f"/circles/{circle.public_id}/opening").words
    with pytest.raises(Conflict):
        making.opening(world.cora, circle)


def test_who_is_in_the_circle_neither_asks_nor_answers_nor_reads(world, make, circle, otto, browse):
    third = make.person(role="coordinator")
    make.seat(circle, third)
    browse(third).page(f"/circles/{circle.public_id}/opening", status=404)
    opening = making.opened(world.cora, otto, circle)
    for path in ("", "/talk"):
        browse(third).page(to(opening, path), status=404)
    make.seat(circle, otto)
    browse(otto).page(to(opening, "/talk"), status=404)
    with pytest.raises(Refused):
        making.opening(third, circle)


def test_another_coordinator_sees_that_it_is_open_and_reads_nothing(world, make, circle, otto, browse):
    opening = making.opened(world.cora, otto, circle)
    third = browse(make.person(role="coordinator"))
    assert "It is open to the two" in third.page(to(opening)).words
    third.page(to(opening, "/talk"), status=403)
    third.page(to(opening, "/meetings"), status=403)


@pytest.mark.parametrize("change", [{"role": "member"}, {"role": "moderator"}, {"standing": "suspended"}])
def test_who_is_no_coordinator_any_more_reads_nothing(world, circle, otto, browse, db, change):
    opening = making.opened(world.cora, otto, circle)
    for name, value in change.items():
        setattr(otto, name, value)
    db.flush()
    answer = browse(otto, checks=False).get(to(opening, "/talk"))
    assert answer.status_code in (303, 403, 404) and SECRET not in answer.text
    assert not queries.opened_posts(otto, opening.id).items


def test_a_question_nobody_answers_lapses_after_a_week(world, circle, otto, browse):
    opening = making.opening(world.cora, circle)
    with pytest.raises(Conflict):
        making.opening(otto, circle)
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        browse(otto).send(to(opening, "/yes"), status=403)
        assert "lapsed" in browse(otto).page(to(opening)).words
        making.opening(otto, circle)


def test_either_of_the_two_closes_it_early_and_that_it_was_open_stays(world, circle, otto, browse):
    opening = making.opened(world.cora, otto, circle)
    browse(otto).send(to(opening, "/end"))
    browse(world.cora).page(to(opening, "/talk"), status=403)
    assert "Cora Lindt" in browse(world.mia).page(f"/circles/{circle.public_id}/openings").words
    making.opening(world.cora, circle)


def test_a_report_of_another_circle_is_no_reason(world, make, circle, otto, browse):
    elsewhere = make.circle(world.lin, world.mia).circle
    report = making.report(world.mia, elsewhere)
    browse(world.cora).page(f"/circles/{circle.public_id}/opening?report={report.public_id}", status=404)
    here = making.report(world.mia, circle)
    browse(world.cora).send(f"/circles/{circle.public_id}/opening?report={here.public_id}", WORDS)


def test_a_look_is_never_changed_or_deleted(world, circle, otto, browse, db):
    opening = making.opened(world.cora, otto, circle)
    browse(world.cora).page(to(opening, "/talk"))
    look = db.execute(select(CircleLook)).scalar_one()
    for spoil in (lambda: setattr(look, "what", "meetings"), lambda: db.delete(look)):
        with pytest.raises(LooksAreKept), db.begin_nested():
            spoil()
            db.flush()
        db.expire_all()
    assert db.execute(select(CircleLook.what)).scalar_one() == "talk"


def test_what_is_opened_is_the_discussion_and_the_notes_and_nothing_else(world, circle, otto, browse, db):
    meeting = making.meeting(queries.seat(world.ana, circle.public_id), place="Under the crane")
    meeting.agenda, meeting.notes = "Begin with tides.", "We spoke of leaving."
    db.flush()
    opening = making.opened(world.cora, otto, circle)
    page = browse(world.cora).page(to(opening, "/meetings"))
    assert "Begin with tides." in page.words and "We spoke of leaving." in page.words and "crane" not in page.text
    for path in ("", "/people", "/charter", "/meetings", "/promises"):
        answer = browse(world.cora, checks=False).get(f"/circles/{circle.public_id}{path}")
        assert answer.status_code in (403, 404), f"an opening opens nothing at {path or '/'}"


def test_the_words_of_an_opening_are_kept_encrypted(world, circle, otto, db):
    making.opening(world.cora, circle)
    raw = str(db.connection().exec_driver_sql("SELECT reason, notice FROM circle_openings").one())
    assert "harming" not in raw and "danger" not in raw
