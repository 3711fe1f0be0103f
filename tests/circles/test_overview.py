"""What coordinators see of circles: that they meet, and how many came; and what they do for those that cannot help themselves."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from community.circles import actions, queries
from community.circles.queries import overview
from community.core import clock, mail
from community.core.outbox import Delivery
from community.core.outbox.models import DEAD
from tests.circles import making
from tests.postbox import text_of


@pytest.fixture
def circle(world, make):
    values = {"name": "Harbour lights", "purpose": "Of quiet things.", "is_listed": False, "size": 6}
    return make.circle(world.ana, world.mia, world.pau, **values).circle


@pytest.fixture
def otto(make):
    return make.person(role="coordinator", name="Otto Second")


def test_a_coordinator_sees_name_size_facilitator_and_how_many_came_and_nothing_else(world, circle, browse, db):
    seat = queries.seat(world.ana, circle.public_id)
    meeting = making.meeting(seat, place="Under the crane")
    meeting.agenda = "Begin with tides."
    making.post(world.mia, circle, "Marmalade at midnight.")
    with time_machine.travel(clock.now() + timedelta(days=8)):
        browse(world.mia, checks=False)  # the day has come
        from community.circles.models import MeetingAnswer

        db.add_all(
            [MeetingAnswer(meeting_id=meeting.id, person_id=one.id, was_there=True) for one in (world.ana, world.mia)]
        )
        db.add(MeetingAnswer(meeting_id=meeting.id, person_id=world.pau.id, was_there=False, reason="Toothache"))
        db.flush()
        overview = browse(world.cora).page("/coordination/circles")
        assert "Harbour lights" in overview.words and "3 of 6" in overview.words and "2.0" in overview.words
        assert "Ana Ruiz Gómez" in overview.words
        one = browse(world.cora).page(f"/coordination/circles/{circle.public_id}")
        assert "1 of 6 planned" in one.words
    for page in (overview, one):
        for word in ("Mia", "Pau", "crane", "tides", "Marmalade", "Toothache", "quiet things"):
            assert word not in page.text, f"a coordinator meets {word}"


def test_only_coordinators_see_it(world, circle, browse):
    for person in (world.ana, world.mod, world.lin):
        browse(person).page("/coordination/circles", status=403)
        browse(person).page(f"/coordination/circles/{circle.public_id}", status=404)


def test_they_are_found_by_name_state_and_need(world, make, circle, browse, db):
    make.circle(world.lin, name="Weather")
    cora = browse(world.cora)
    assert "Weather" not in cora.page("/coordination/circles?q=harb").text
    assert "Harbour" not in cora.page("/coordination/circles?state=ended").text
    circle.facilitator_id = None
    db.flush()
    page = cora.page("/coordination/circles?needs=orphans")
    assert "Harbour" in page.text and "Weather" not in page.text
    (waiting,) = [link for link in cora.page("/coordination").links if "needs=" in link]
    page = cora.page(waiting)
    assert "Harbour" in page.text and "Weather" not in page.text


def test_an_orphans_members_are_asked_again(world, circle, browse, worker, mails, db):
    circle.facilitator_id = None
    db.flush()
    path = f"/coordination/circles/{circle.public_id}"
    assert "Nobody holds this circle together" in browse(world.cora).page(path).words
    browse(world.cora).send(f"{path}/question")
    worker.drain()
    assert len([one for one in mails if any(name in one["To"] for name in ("ana@", "mia@", "pau@"))]) == 3


def test_asking_somebody_by_name_tells_nobody_whether_they_are_in_it(world, circle, browse, db):
    circle.facilitator_id = None
    db.flush()
    path = f"/coordination/circles/{circle.public_id}"
    cora = browse(world.cora)
    cora.page(f"{path}/facilitator?q=mia")
    seen = []
    for person in (world.mia, world.lin):
        page = cora.follow(cora.send(f"{path}/facilitator", {"person": person.public_id}))
        seen.append(page.words.replace(person.name, "NAME"))
        assert circle.asked_to_facilitate_id == person.id
    assert seen[0] == seen[1]
    assert queries.seat_by_ids(circle.id, world.lin.id).state == "invited"
    assert circle.facilitator_id is None, "nothing changes before they say yes"


@pytest.mark.parametrize("way", ["nobody", "suspended"])
def test_a_member_who_is_asked_by_name_hears_of_it(world, circle, browse, worker, mails, db, way):
    if way == "nobody":
        circle.facilitator_id = None
    else:
        world.ana.standing = "suspended"
    db.flush()
    browse(world.cora).send(f"/coordination/circles/{circle.public_id}/facilitator", {"person": world.mia.public_id})
    worker.drain()
    (asked,) = [one for one in mails.to(world.mia.email) if "hold your circle together" in one["Subject"]]
    assert "The facilitator asks" not in text_of(asked)


def test_a_coordinator_does_not_come_into_an_orphan_this_way(world, otto, circle, browse, db):
    circle.facilitator_id = None
    db.flush()
    path, cora = f"/coordination/circles/{circle.public_id}/facilitator", browse(world.cora)
    assert "Otto Second" not in cora.page(f"{path}?q=otto").words
    for person in (world.cora, otto):
        cora.send(path, {"person": person.public_id}, status=403)
        assert making.place_of(person, circle) is None and circle.asked_to_facilitate_id is None


def test_a_circle_somebody_holds_together_is_left_alone(world, circle, browse):
    path = f"/coordination/circles/{circle.public_id}"
    for part, data in (("question", {}), ("facilitator", {"person": world.lin.public_id}), ("end", {})):
        browse(world.cora).send(f"{path}/{part}", data, status=409)
    assert not circle.is_ended


def test_a_circle_nobody_takes_part_in_any_more_can_be_ended(world, circle, browse, db):
    for person in (world.ana, world.mia, world.pau):
        person.standing = "suspended"
    db.flush()
    path = f"/coordination/circles/{circle.public_id}"
    assert "Nobody in it takes part" in browse(world.cora).page(path).words
    browse(world.cora).page(f"{path}/end")
    browse(world.cora).send(f"{path}/end")
    assert circle.is_ended


def test_one_just_formed_is_not_taken_for_abandoned(world, make, browse, worker):
    people = [make.person() for _ in range(4)]
    actions.release(world.cora, making.draft(world.cora, *people).forming)
    worker.drain()
    (formed,) = overview.circles(overview.Wanted()).items
    assert not formed.is_abandoned and not formed.is_orphan and not overview.waiting_for(world.cora).needing
    browse(world.cora).send(f"/coordination/circles/{formed.public_id}/end", status=409)
    circle = queries.by_id(formed.id)
    make.seat(circle, people[0], signed=False)
    assert overview.is_orphan(circle.id) is (circle.facilitator_id is None)


def test_what_coordinators_do_stands_in_their_log(world, circle, browse, db):
    circle.facilitator_id = None
    db.flush()
    browse(world.cora).send(f"/coordination/circles/{circle.public_id}/question")
    assert "asked the members of a circle" in browse(world.cora).page("/coordination/log").words


def test_a_mail_in_trouble_tells_coordinators_no_more_than_that_it_is_about_a_circle(world, browse, db):
    mail.post("circles.report_answered", to=world.mia, about="report:7", report_id=7)
    letter = db.scalar(select(Delivery).where(Delivery.event == "core.mail.send"))
    letter.state, letter.last_error = DEAD, "TimeoutError"
    page = browse(world.cora).page("/coordination/delivery")
    assert world.mia.email in page.words and "About a circle" in page.words
    assert "report" not in page.text
