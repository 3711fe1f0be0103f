"""Coordinators form circles from the list: a draft, changes by hand, release; nobody is enrolled, nobody is left unsaid."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Block
from community.circles import actions, queries
from community.circles.actions.releasing import make_next, welcome_into_formed
from community.circles.models import IN, INVITED, Circle, CircleMember, Forming, FormingGroup, FormingPlace
from community.circles.permissions import SEE_POST
from community.core import clock
from community.core.errors import Conflict
from community.core.outbox import Delivery
from community.core.policy import can
from tests.circles.making import post, wish

BOUNDS = {"smallest": 4, "size": 4, "largest": 5, "minutes": 75, "planned_meetings": 6}


@pytest.fixture
def coordinator(world, browse):
    return browse(world.cora)


@pytest.fixture
def nine(make):
    """Nine people on the list: eight who fit, and one who speaks what nobody else does."""
    people = [make.person(name=f"Seeker {number}") for number in range(9)]
    for number, person in enumerate(people[:8]):
        wish(person, would_facilitate=number in (0, 1), topics=["leading" if number % 2 else "abroad"])
    wish(people[8], languages=["eu"])
    return people


@pytest.fixture
def draft(db, coordinator, worker, nine):
    """The address of the draft formed from them."""
    coordinator.send("/circles/forming", BOUNDS)
    worker.drain()
    return f"/circles/forming/{newest(db).public_id}"


def newest(db):
    return db.scalars(select(Forming).order_by(Forming.id.desc()).limit(1)).one()


def place_of(db, person):
    """Where somebody stands in the newest draft, loaded as a page loads it."""
    of_the_newest = FormingPlace.forming_id == newest(db).id
    found = select(FormingPlace).where(of_the_newest, FormingPlace.person_id == person.id)
    return db.scalars(found.options(joinedload(FormingPlace.forming))).one()


def groups(db):
    """Group id → person ids, of the newest draft."""
    found: dict = {}
    for place in db.scalars(select(FormingPlace).where(FormingPlace.forming_id == newest(db).id)):
        found.setdefault(place.group_id, set()).add(place.person_id)
    return found


def test_a_draft_shows_every_circle_and_names_who_is_left_over(coordinator, nine, worker, mails):
    page = coordinator.follow(coordinator.send("/circles/forming", BOUNDS))
    assert "The worker has it in hand" in page.words
    worker.drain()
    page = coordinator.page(page.path)
    assert "2 circles" in page.words.replace("circles 2", "2 circles")
    assert "Circle 1" in page.words
    assert all(person.name in page.words for person in nine)
    left = page.words.partition("No place this time")[2]
    assert "Seeker 8" in left
    assert "too few speak a language of theirs" in left
    assert len(mails) == 0, "nobody is told of a draft"


def test_the_progress_says_when_it_is_done(world, browse, coordinator, nine, worker):
    page = coordinator.follow(coordinator.send("/circles/forming", BOUNDS))
    fragment = browse(world.cora, checks=False)
    assert "X-Poll" not in fragment.open(page.path + "/progress").headers
    worker.drain()
    assert fragment.open(page.path + "/progress").headers["X-Poll"] == "done"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"size": 7}, "the smallest first"),
        ({"smallest": 3}, "from 4 to 20"),
        ({"largest": 21}, "from 4 to 20"),
        ({"smallest": 12, "size": 12, "largest": 12}, "not enough people"),
        ({"minutes": 7}, "valid choice"),
        ({"planned_meetings": 0}, "from 1 to 24"),
    ],
)
def test_bounds_that_cannot_hold_are_said_on_their_field(db, coordinator, nine, changed, told):
    page = coordinator.send("/circles/forming", BOUNDS | changed, status=422)
    assert told.lower() in page.words.lower()
    assert not db.scalars(select(Forming)).all()


def test_the_same_seed_forms_the_same_circles(db, world, nine, worker):
    actions.ask_forming(world.cora, seed=7, **BOUNDS)
    worker.drain()
    first = {frozenset(people) for group, people in groups(db).items() if group}
    actions.ask_forming(world.cora, seed=7, **BOUNDS)
    worker.drain()
    assert {frozenset(people) for group, people in groups(db).items() if group} == first


def test_another_arrangement_drops_the_one_before(db, coordinator, draft, worker):
    first = newest(db)
    coordinator.send(draft + "/another")
    worker.drain()
    assert newest(db).id != first.id
    assert newest(db).is_draft
    assert db.get(Forming, first.id).state == "dropped"
    coordinator.page(draft, status=409)


def test_a_draft_can_be_dropped_and_the_list_stays(db, coordinator, draft):
    coordinator.send(draft + "/withdrawal")
    assert newest(db).state == "dropped"
    assert queries.how_many_wish() == 9


def test_a_draft_left_alone_is_forgotten_after_a_month(db, draft, worker):
    with time_machine.travel(clock.now() + timedelta(days=29)):
        worker.job("circles.formings")
        assert newest(db).is_draft
    with time_machine.travel(clock.now() + timedelta(days=31)):
        worker.job("circles.formings")
        assert newest(db).state == "dropped"


# --- by hand -------------------------------------------------------------------------------------------------------------


def test_a_coordinator_moves_somebody_by_hand(db, coordinator, draft, nine):
    place = place_of(db, nine[2])
    other = next(group for group in groups(db) if group not in (None, place.group_id))
    target = db.get(FormingGroup, other)
    path = f"/circles/forming/people/{place.public_id}"
    assert f"Circle {target.number}" in coordinator.page(path).words
    coordinator.send(path, {"to": target.public_id})
    assert place_of(db, nine[2]).group_id == other
    page = coordinator.page(draft)
    assert "Too small: it needs at least 4 people" in page.words
    assert not any(link.endswith("/release") for link in page.links)
    coordinator.send(draft + "/release", status=409)


def test_nobody_is_offered_or_put_into_a_circle_they_cannot_be_in(db, coordinator, draft, nine):
    place = place_of(db, nine[8])
    path = f"/circles/forming/people/{place.public_id}"
    target = db.get(FormingGroup, next(group for group in groups(db) if group))
    assert target.public_id not in coordinator.page(path).text
    coordinator.send(path, {"to": target.public_id}, status=422)
    assert place_of(db, nine[8]).group_id is None


def test_a_full_circle_takes_nobody_more_by_hand(db, world, coordinator, draft, nine, make):
    groups_now = [group for group in groups(db) if group]
    moved = next(person for person in nine if place_of(db, person).group_id == groups_now[0])
    actions.move_in_draft(world.cora, place_of(db, moved), db.get(FormingGroup, groups_now[1]))
    another = next(person for person in nine if place_of(db, person).group_id == groups_now[0])
    path = f"/circles/forming/people/{place_of(db, another).public_id}"
    full = db.get(FormingGroup, groups_now[1])
    assert full.public_id not in coordinator.page(path).text
    coordinator.send(path, {"to": full.public_id}, status=422)


def test_whoever_is_blocked_is_not_offered_either_and_nothing_says_why(db, coordinator, draft, nine):
    place = place_of(db, nine[0])
    there = next(group for group in groups(db) if group not in (None, place.group_id))
    somebody = next(iter(groups(db)[there]))
    db.add(Block(blocker_id=somebody, blocked_id=nine[0].id))
    db.flush()
    page = coordinator.page(f"/circles/forming/people/{place.public_id}")
    assert db.get(FormingGroup, there).public_id not in page.text
    assert "block" not in page.words.lower()


def test_a_page_opened_before_a_block_does_not_move_anybody_past_it(db, world, draft, nine):
    there = next(group for group in groups(db) if group not in (None, place_of(db, nine[0]).group_id))
    db.add(Block(blocker_id=nine[0].id, blocked_id=next(iter(groups(db)[there]))))
    db.flush()
    with pytest.raises(Conflict):
        actions.move_in_draft(world.cora, place_of(db, nine[0]), db.get(FormingGroup, there))


def test_somebody_can_be_put_into_no_circle_or_a_new_one(db, coordinator, draft, nine):
    path = f"/circles/forming/people/{place_of(db, nine[3]).public_id}"
    coordinator.send(path, {"to": "nowhere"})
    assert place_of(db, nine[3]).group_id is None
    coordinator.send(path, {"to": "new"})
    assert groups(db)[place_of(db, nine[3]).group_id] == {nine[3].id}
    assert "Circle 3" in coordinator.page(draft).words


def test_whoever_takes_their_wish_back_is_shown_as_gone(db, browse, coordinator, draft, nine):
    browse(nine[4]).send("/circles/wish/withdrawal")
    words = coordinator.page(draft).words
    assert "is not on the list any more" in words
    assert "Somebody is not on the list any more: move them out." in words
    coordinator.send(draft + "/release", status=409)


def test_who_came_onto_the_list_since_is_said(coordinator, draft, world):
    wish(world.ana)
    assert "1 person has put themselves on the list since" in coordinator.page(draft).words


# --- release -------------------------------------------------------------------------------------------------------------


def released(coordinator, draft, worker):
    coordinator.send(draft + "/release")
    worker.drain()


def test_releasing_invites_and_enrols_nobody(db, coordinator, draft, nine, worker, mails):
    assert "8 people are invited by mail" in coordinator.page(draft + "/release").words
    released(coordinator, draft, worker)
    circles = db.scalars(select(Circle)).all()
    assert len(circles) == 2
    for circle in circles:
        assert (circle.taken, circle.facilitator_id, circle.is_listed, circle.joining) == (
            0,
            None,
            False,
            "by_invitation",
        )
        assert {member.state for member in queries.members(circle.id, IN, INVITED)} == {INVITED}
        assert len(queries.members(circle.id, INVITED)) == 4
    for person in nine[:8]:
        assert len(mails.to(person.email)) == 1
        assert queries.wish_of(person.id) is None, "the wish is fulfilled"


def test_circles_say_only_the_topics_several_share(db, coordinator, draft, worker):
    released(coordinator, draft, worker)
    told = {tuple(sorted(circle.topics)) for circle in db.scalars(select(Circle))}
    known = {"Leading for the first time", "Living and working in another country"}
    assert all(set(topics) <= known for topics in told)


def test_who_has_no_place_is_told_kindly_why_and_stays_on_the_list(db, coordinator, draft, nine, worker, mails):
    released(coordinator, draft, worker)
    (mail,) = mails.to(nine[8].email)
    words = mail.get_body(("plain",)).get_content()
    assert "No circle for you yet" in mail["subject"]
    assert "Too few people on it speak one of your languages so far" in words
    assert "You stay on the list" in words
    assert queries.wish_of(nine[8].id).times_left == 1


def test_nobody_is_told_who_took_their_wish_back_before_the_mail_went(
    db, browse, coordinator, draft, nine, worker, mails
):
    coordinator.send(draft + "/release")
    make_next(newest(db).id)
    browse(nine[8]).send("/circles/wish/withdrawal")
    worker.drain()
    assert not mails.to(nine[8].email)


def test_what_came_of_it_is_numbers_and_no_names(db, coordinator, draft, nine, worker):
    released(coordinator, draft, worker)
    words = coordinator.page(draft).words
    assert "Everybody has been invited" in words
    assert not any(person.name in words for person in nine)
    assert "2 circles" in coordinator.page("/circles/forming").words


def test_a_long_list_is_released_some_circles_at_a_time(db, world, make, coordinator, worker):
    for _person in range(48):
        wish(make.person(), topics=["leading"])
    coordinator.send("/circles/forming", BOUNDS | {"largest": 4})
    worker.drain()
    forming = newest(db)
    actions.release(world.cora, forming)
    make_next(forming.id)
    path = f"/circles/forming/{forming.public_id}"
    assert "10 of 12 circles are made" in coordinator.page(path).words
    make_next(forming.id)
    worker.drain()
    assert db.scalar(select(func.count(Circle.id))) == 12
    assert newest(db).state == "released"


def test_circles_of_one_release_have_names_of_their_own(db, make, coordinator, worker):
    for _person in range(12):
        wish(make.person(), topics=["leading"])
    coordinator.send("/circles/forming", BOUNDS | {"largest": 4})
    worker.drain()
    released(coordinator, f"/circles/forming/{newest(db).public_id}", worker)
    name = "Leading for the first time"
    assert sorted(db.scalars(select(Circle.name))) == [name, f"{name} 2", f"{name} 3"]


def test_releasing_twice_invites_once(db, coordinator, draft, worker):
    released(coordinator, draft, worker)
    coordinator.send(draft + "/release", status=409)
    worker.drain()
    assert db.scalar(select(func.count(CircleMember.id))) == 8


def test_a_block_since_the_draft_keeps_a_circle_from_being_made(db, coordinator, draft, nine, worker, mails):
    """Between "release" and the worker somebody blocks: rather no circle than one in which the two would meet."""
    one, other, *_ = groups(db)[place_of(db, nine[0]).group_id]
    coordinator.send(draft + "/release")
    db.add(Block(blocker_id=one, blocked_id=other))
    db.flush()
    worker.drain()
    assert db.scalar(select(func.count(Circle.id))) == 1
    assert queries.wish_of(one).times_left == queries.wish_of(other).times_left == 1


def test_who_offered_holds_the_circle_together_once_they_said_yes(db, world, coordinator, draft, nine, worker, browse):
    released(coordinator, draft, worker)
    circle = db.scalars(select(Circle).join(CircleMember).where(CircleMember.person_id == nine[0].id)).one()
    answer(db, browse, nine[0], circle, "yes")
    worker.drain()
    assert db.get(Circle, circle.id).facilitator_id == nine[0].id


def test_where_nobody_offered_whoever_joins_is_asked(db, coordinator, make, worker, mails, browse):
    people = [make.person() for _ in range(4)]
    for person in people:
        wish(person)
    coordinator.send("/circles/forming", BOUNDS)
    worker.drain()
    released(coordinator, f"/circles/forming/{newest(db).public_id}", worker)
    circle = db.scalars(select(Circle)).one()
    answer(db, browse, people[0], circle, "yes")
    mails.empty()
    worker.drain()
    assert any("Who would like to hold" in mail["subject"] for mail in mails.to(people[0].email))


def test_an_ordinary_circle_is_left_as_it_is(db, world, make):
    seat = make.circle(world.ana)
    seat.circle.facilitator_id = None
    db.flush()
    welcome_into_formed(seat.circle_id, world.ana.id)
    assert seat.circle.facilitator_id is None
    assert not db.scalars(select(Delivery).where(Delivery.subscriber == "core.mail.send")).all()


def answer(db, browse, person, circle, wants):
    """Answer the invitation."""
    browse(person).send(f"/circles/{circle.public_id}/answer", {"wants": wants})
    db.expire_all()


def test_the_first_who_comes_and_goes_again_takes_no_circle_from_the_others(
    db, browse, coordinator, draft, make, worker
):
    released(coordinator, draft, worker)
    circle = db.scalars(select(Circle)).first()
    first, second = (place.person for place in queries.members(circle.id, INVITED)[:2])
    answer(db, browse, first, circle, "yes")
    seat = queries.seat(first, circle.public_id)
    circle.facilitator_id = first.id
    make.charter(seat)
    said = post(first, circle, "Is anybody there?")
    actions.leave(first, seat)
    worker.drain()
    assert not circle.is_ended and len(queries.members(circle.id, INVITED)) == 3
    answer(db, browse, second, circle, "yes")
    here = queries.seat(second, circle.public_id)
    actions.sign_charter(second, here, queries.newest_charter(circle.id))
    assert not can(second, SEE_POST, said), "what was written before they came is not theirs to read"


def test_a_formed_circle_to_which_everybody_says_no_ends(db, browse, coordinator, draft, nine, worker):
    released(coordinator, draft, worker)
    circle = db.scalars(select(Circle).join(CircleMember).where(CircleMember.person_id == nine[0].id)).one()
    for member in queries.members(circle.id, INVITED):
        worker.job("circles.formings")
        assert db.get(Circle, circle.id).is_running, "somebody may still say yes"
        answer(db, browse, member.person, circle, "no")
    worker.job("circles.formings")
    assert {one.id: one.state for one in db.scalars(select(Circle))}[circle.id] == "ended"
    assert db.scalar(select(func.count(Circle.id)).where(Circle.state == "running")) == 1


def test_after_three_months_nobody_knows_any_more_who_was_put_where(db, coordinator, draft, worker):
    released(coordinator, draft, worker)
    for days, known in ((80, 9), (100, 0)):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            worker.job("circles.formings")
        assert db.scalar(select(func.count(FormingPlace.id))) == known


# --- who may -------------------------------------------------------------------------------------------------------------


def test_forming_is_there_for_coordinators_alone(world, browse, draft, nine, db):
    place = place_of(db, nine[0])
    for member in (world.ana, world.mod, nine[0]):
        browser = browse(member)
        for path in (draft, draft + "/progress", draft + "/release", f"/circles/forming/people/{place.public_id}"):
            browser.page(path, status=404)
        browser.send(draft + "/release", status=404)
        browser.send("/circles/forming", BOUNDS, status=403)


def test_coordinators_find_the_list_from_their_page_of_circles(coordinator):
    assert "/circles/forming" in coordinator.page("/coordination/circles").links


def test_members_find_the_list_from_their_circles(world, browse):
    assert "/circles/wish" in browse(world.ana).page("/circles").links
