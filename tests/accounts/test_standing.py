"""Suspended, reinstated, left; and roles."""

import pytest

from community.accounts import actions
from community.core import clock
from community.core.errors import Conflict, Invalid, Refused


def test_suspensions_end_by_themselves(world, worker, db, mails):
    world.sam.suspended_until = clock.today()
    worker.job("accounts.return")
    assert world.sam.standing == "active"
    worker.drain()
    assert "sign in again" in mails.to("sam@example.org")[0]["Subject"]
    worker.job("accounts.return")
    worker.drain()
    assert len(mails.to("sam@example.org")) == 1


def test_a_suspension_ends_the_sessions_at_once(world, browse, worker, mails):
    browser = browse(world.ana)
    browser.page("/settings")
    actions.suspend(world.mod, world.ana, reason="Wrote the same to forty people.")
    assert browser.get("/settings").status_code == 303
    worker.drain()
    assert "Wrote the same" not in str(mails.to("ana@example.org")[0])


def test_a_suspension_needs_a_reason_and_a_day_ahead(world):
    with pytest.raises(Invalid):
        actions.suspend(world.mod, world.ana, reason="  ")
    with pytest.raises(Invalid):
        actions.suspend(world.mod, world.ana, reason="Good enough", until=clock.today())


def test_who_may_suspend_whom(world):
    with pytest.raises(Refused):
        actions.suspend(world.ana, world.pau, reason="I do not like him")
    with pytest.raises(Refused):
        actions.suspend(world.mod, world.cora, reason="I do not like her")
    with pytest.raises(Conflict):
        actions.suspend(world.mod, world.ina, reason="Not here yet")
    actions.suspend(world.cora, world.mod, reason="For a reason")
    with pytest.raises(Conflict):
        actions.suspend(world.cora, world.cora, reason="A bad day")


def test_a_reinstated_person_comes_in_again(world, browse):
    actions.reinstate(world.mod, world.sam)
    assert world.sam.standing == "active"
    browse(world.sam).page("/settings")
    with pytest.raises(Conflict):
        actions.reinstate(world.mod, world.sam)


def test_leaving_is_asked_for_once_and_needs_no_reason(world, browse):
    browser = browse(world.ana)
    assert "need to give a reason" in browser.page("/settings/leave").words
    assert browser.send("/settings/leave").response.location == "/farewell"
    assert world.ana.standing == "left"
    browser.page("/farewell")
    assert browser.get("/settings").status_code == 303


def test_the_only_coordinator_can_not_leave(world, browse):
    page = browse(world.cora).send("/settings/leave", status=409)
    assert "only coordinator" in page.words
    assert world.cora.standing == "active"


def test_roles_are_given_by_coordinators_and_end_the_sessions(world, browse):
    browser = browse(world.ana)
    browser.page("/settings")
    actions.give_role(world.cora, world.ana, "moderator")
    assert world.ana.is_moderator and browser.get("/settings").status_code == 303
    with pytest.raises(Refused):
        actions.give_role(world.pau, world.pau, "coordinator")
    with pytest.raises(Conflict):
        actions.give_role(world.cora, world.cora, "member")
    with pytest.raises(Invalid):
        actions.give_role(world.cora, world.ana, "emperor")
