"""Inviting many: look how many, put them in line, so many a minute, and never anybody twice."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from community.accounts.models import Invitation
from community.coordination.actions import invitations as actions
from community.coordination.models import InvitationTurn
from community.core import clock
from community.core.errors import Conflict, Refused


def states(db):
    return sorted(db.scalars(select(Invitation.state)))


@pytest.fixture
def five(make):
    """Five people from a roster, in one cohort."""
    cohort = make.cohort("Tides", "2020")
    people = [make.person(standing="invited", name=f"New {n}") for n in range(5)]
    for person in people:
        make.participation(person, cohort)
    return cohort, people


def test_the_choice_shows_how_many_and_some_names_before_anything_is_sent(db, world, browse, five):
    cohort, _people = five
    page = browse(world.cora).page(f"/coordination/invitations/choice?whom=p:{cohort.programme.public_id}")
    assert "5 people would get an invitation" in page.words
    assert "New 0" in page.words
    assert states(db) == []


def test_invitations_go_out_over_smtp_and_say_how_they_are(db, world, browse, five, worker, mails):
    cohort, people = five
    browse(world.cora).send("/coordination/invitations", {"whom": f"p:{cohort.programme.public_id}"})
    assert "5 invitations are in line" in browse(world.cora).page("/coordination/invitations").words
    worker.drain()
    assert states(db) == ["sent"] * 5
    assert all(len(mails.to(person.email)) == 1 for person in people)
    page = browse(world.cora).page("/coordination/invitations?state=sent")
    assert "New 3" in page.words
    choice = browse(world.cora).page("/coordination/invitations/choice?whom=p:" + cohort.programme.public_id)
    assert "Nobody is left to invite here" in choice.words


def test_so_many_go_out_a_minute_and_the_rest_after_it(db, world, five, worker, monkeypatch):
    monkeypatch.setattr(actions, "A_MINUTE", 2)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        actions.invite_many(world.cora, "all")  # the five and ina
        seen = []
        for _minute in range(4):
            worker.drain()
            seen.append(len(states(db)))
            traveller.shift(timedelta(seconds=61))
    assert seen == [2, 4, 6, 6]
    assert db.scalar(select(func.count()).select_from(InvitationTurn)) == 0


def test_nobody_is_put_in_line_twice(db, world, five, worker):
    actions.invite_many(world.cora, "all")
    with pytest.raises(Conflict):
        actions.invite_many(world.cora, "all")
    worker.drain()
    with pytest.raises(Conflict):
        actions.invite_many(world.cora, "all")


def test_who_has_joined_meanwhile_gets_no_invitation(db, world, five, worker, mails):
    _cohort, people = five
    actions.invite_many(world.cora, "all")
    people[0].standing = "active"
    worker.drain()
    assert mails.to(people[0].email) == []


def test_an_address_that_came_back_says_so_and_is_not_asked_again(db, world, browse, five, worker, mails):
    _cohort, people = five
    mails.refuse[people[0].email] = "550 no such person"
    actions.invite_many(world.cora, "all")
    worker.drain()
    assert "no such person" in browse(world.cora).page("/coordination/invitations?state=bounced").words
    assert people[0].name in browse(world.cora).page("/coordination/delivery").words


def test_the_unanswered_are_asked_again_when_their_link_ran_out(db, world, five, worker):
    actions.invite_many(world.cora, "all")
    worker.drain()
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert actions.invite_many(world.cora, "unanswered").size == 6


def test_when_the_coordinator_has_gone_another_one_signs(db, world, make, five, worker):
    actions.invite_many(world.cora, "all")
    other = make.person(role="coordinator")
    world.cora.role = "member"
    worker.drain()
    assert set(db.scalars(select(Invitation.invited_by_id))) == {other.id}


def test_only_a_coordinator_invites(world, five):
    for person in (world.ana, world.mod):
        with pytest.raises(Refused):
            actions.invite_many(person, "all")


def test_one_person_is_invited_by_name_and_address(db, world, browse, worker, mails):
    coordinator = browse(world.cora)
    coordinator.send("/coordination/invitations/new", {"name": "Tove", "email": "Tove@Example.net"})
    worker.drain()
    assert len(mails.to("tove@example.net")) == 1
    refused = coordinator.send("/coordination/invitations/new", {"name": "Ana", "email": "ana@example.org"}, status=422)
    assert "is not waiting for an invitation" in refused.words
    coordinator.send("/coordination/invitations/new", {"name": "", "email": "nonsense"}, status=422)
