"""Blocks: gone for each other, both ways, never announced."""

import pytest

from community.accounts import actions, queries
from community.accounts.permissions import SEE_PERSON
from community.core.errors import Conflict
from community.core.policy import can


def test_blocking_from_a_page_and_back(world, browse):
    browser = browse(world.pau)
    path = f"/members/{world.lin.public_id}"
    assert "Block Lin" in browser.page(path + "/block").words
    browser.send(path + "/block")
    assert "Lin Nguyễn" in browser.page("/settings/blocks").words
    assert not can(world.pau, SEE_PERSON, world.lin) and not can(world.lin, SEE_PERSON, world.pau)
    browser.page(path + "/block", status=404)
    browser.send(path + "/unblock")
    assert can(world.pau, SEE_PERSON, world.lin) and can(world.lin, SEE_PERSON, world.pau)
    assert "blocked nobody" in browser.page("/settings/blocks").words


def test_a_block_works_both_ways(world):
    assert queries.person_by_public_id(world.ana, world.bea.public_id) is None
    assert queries.person_by_public_id(world.bea, world.ana.public_id) is None


def test_the_blocked_person_sees_nothing_of_it(world, browse):
    browser = browse(world.bea)
    assert "Ana" not in browser.page("/settings/blocks").words
    browser.send(f"/members/{world.ana.public_id}/unblock", status=404)
    assert queries.own_block(world.ana, world.bea)


def test_who_is_blocked_can_still_block_back_later(world):
    actions.block(world.bea, world.ana)
    actions.unblock(world.ana, world.bea)
    assert queries.person_by_public_id(world.ana, world.bea.public_id) is None


def test_blocking_twice_is_as_once_and_oneself_not_at_all(world):
    actions.block(world.pau, world.lin)
    actions.block(world.pau, world.lin)
    with pytest.raises(Conflict):
        actions.block(world.pau, world.pau)


def test_who_may_not_be_seen_can_not_be_asked_about(world, browse):
    for hidden in (world.sam, world.ina, world.lou):
        browse(world.pau).page(f"/members/{hidden.public_id}/block", status=404)
    browse(world.pau).page("/members/nobody/block", status=404)


def test_nobody_is_asked_whether_to_block_oneself(world, browse):
    browse(world.pau).page(f"/members/{world.pau.public_id}/block", status=403)
