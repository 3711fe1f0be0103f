"""A mentorship that was called wrong waits for a coordinator, and stays settled, also when the roster comes again."""

from community.mentorships import actions
from tests.coordination.conftest import MIA_AND_ANA, roster


def test_it_was_so_and_is_shown_again(world, browse):
    actions.dispute(world.ana, world.mentorship)
    coordinator = browse(world.cora)
    assert "Ana Ruiz Gómez says it was not so" in coordinator.page("/coordination/mentorships").words
    coordinator.send(f"/coordination/mentorships/{world.mentorship.public_id}/confirmation")
    assert world.mentorship.disputed_by_id is None
    assert "Nothing to settle" in coordinator.page("/coordination/mentorships").words


def test_it_was_not_so_and_no_roster_brings_it_back(world, browse, upload):
    actions.dispute(world.ana, world.mentorship)
    coordinator = browse(world.cora)
    coordinator.send(f"/coordination/mentorships/{world.mentorship.public_id}/removal")
    assert "Nothing to settle" in coordinator.page("/coordination/mentorships").words
    assert coordinator.post(f"/coordination/mentorships/{world.mentorship.public_id}/removal").status_code == 409
    assert "Everything in it is known already" in coordinator.page(upload(roster(MIA_AND_ANA))).words
    assert "for good" in browse(world.ana).page(f"/mentorships/{world.mentorship.public_id}").words
