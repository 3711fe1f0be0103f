"""Whoever said something to a milestone can always take it back: also when they may not see the milestone any more."""

import pytest

from community.core.extensions import db
from community.milestones import actions
from community.milestones.models import Congratulation

SECRET, SAID = "Of tidewrack.", "So glad for you, of seaglass."


@pytest.fixture
def role(world, make):
    """Everyone could read it, and pau congratulated."""
    return make.milestone(world.ana, words=SECRET)


def hide(role, world, make, what):
    if what == "narrowed":
        actions.set_audience(world.ana, role, audience="mentorships")
    elif what == "blocked":
        make.block(world.ana, world.pau)
    elif what == "suspended":
        world.ana.standing = "suspended"
    db.session.flush()


@pytest.mark.parametrize("what", ["narrowed", "blocked", "suspended"])
def test_the_writer_finds_and_takes_back_their_words_and_meets_nothing_else_of_it(world, make, browse, role, what):
    actions.thank(world.ana, make.congratulation(world.pau, role, SAID), words="Thanks of driftwood.", openly=True)
    pau = browse(world.pau)
    assert SAID not in pau.page("/milestones/mine").words, "as long as it is in sight it stands there"
    hide(role, world, make, what)
    mine = pau.page("/milestones/mine")
    assert SAID in mine.words
    own = next(link for link in mine.links if link.startswith("/milestones/congratulations/"))
    page = pau.page(own)
    assert SAID in page.words
    for secret in (SECRET, "driftwood", world.ana.name, world.ana.public_id, role.public_id):
        assert secret not in mine.text + page.text
    pau.send(own)
    assert db.session.query(Congratulation).count() == 0
    assert SAID not in pau.page("/milestones/mine").words


def test_quiet_applause_is_taken_back_the_same_way_and_ties_hear_nothing_of_it(world, make, browse, role, worker):
    actions.applaud(world.pau, role)
    hide(role, world, make, "narrowed")
    pau = browse(world.pau)
    own = next(link for link in pau.page("/milestones/mine").links if link.startswith("/milestones/congratulations/"))
    pau.send(own)
    worker.drain()
    assert db.session.query(Congratulation).count() == 0


def test_nobody_else_reaches_that_page_not_even_who_may_read_the_words(world, make, browse, role):
    said = make.congratulation(world.pau, role, SAID)
    for reader in (world.ana, world.mia, world.lin):
        for method in ("GET", "POST"):
            answer = browse(reader, checks=False).open(
                f"/milestones/congratulations/{said.public_id}/removal", method=method
            )
            assert answer.status_code == 404


def test_while_it_is_in_sight_the_way_back_is_the_milestone(world, make, browse, role):
    said = make.congratulation(world.pau, role, SAID)
    answer = browse(world.pau).post(f"/milestones/congratulations/{said.public_id}/removal")
    assert answer.location.endswith(f"/milestones/{role.public_id}")
