"""A milestone for one circle: its members read it, and the name of a circle that is not listed stays among them."""

import pytest

from community.core.errors import Invalid
from community.milestones import actions, queries
from community.milestones.queries.feed import Wanted, feed

NAME, WORDS = "Night owls of the harbour", "I light the lamp now."


@pytest.fixture
def circle(world, make):
    """Ana holds it together, pau is in it."""
    return make.circle(world.ana, world.pau, name=NAME, is_listed=False).circle


def told(make, circle, subject, **values):
    return make.milestone(subject, audience="circle", which=circle.public_id, words=WORDS, **values)


def test_whoever_is_in_the_circle_reads_it_and_nobody_else(world, make, browse, circle):
    path = f"/milestones/{told(make, circle, world.ana).public_id}"
    assert WORDS in browse(world.pau).page(path).words
    assert WORDS in browse(world.pau).page("/milestones?of=everyone").words
    for outside in (world.mia, world.lin, world.cora):
        assert browse(outside).get(path).status_code == 404
        assert WORDS not in browse(outside).page("/milestones?of=everyone").words
        assert not feed(outside, Wanted(of="everyone")).items


def test_who_has_signed_no_charter_of_it_reads_nothing_told_to_it(world, make, browse, circle):
    make.seat(circle, world.lin, signed=False)
    path = f"/milestones/{told(make, circle, world.ana).public_id}"
    assert browse(world.lin).get(path).status_code == 404


def test_one_chooses_among_ones_own_circles(world, make, browse, circle):
    elsewhere = make.circle(world.lin, world.pau, name="Another circle").circle
    choices = browse(world.ana).page("/milestones/new").words
    assert f"The circle {NAME}" in choices and "Another circle" not in choices
    with pytest.raises(Invalid):
        told(make, elsewhere, world.ana)


def test_of_somebody_else_only_the_circles_of_both_are_offered(world, make, circle):
    make.circle(world.pau, world.lin, name="Of the other two")
    assert [one.name for one in queries.reach(world.ana, world.pau) if one.audience == "circle"] == [NAME]
    assert [one.name for one in queries.reach(world.mia, world.pau) if one.audience == "circle"] == []


def test_who_tells_it_does_not_learn_in_which_circle_it_is_read(world, make, browse, circle):
    milestone = make.milestone(world.ana, world.mia, approved=False)
    actions.approve(
        world.ana, milestone, revision=milestone.revision, words=WORDS, audience="circle", which=circle.public_id
    )
    page = browse(world.mia).page(f"/milestones/{milestone.public_id}").words
    assert f"A circle of {world.ana.name}" in page and NAME not in page


def test_from_the_circle_to_others_needs_the_yes_of_both(world, make, circle):
    milestone = make.milestone(world.ana, world.pau, audience="circle", which=circle.public_id)
    assert not actions.set_audience(world.pau, milestone, audience="mentorships")
    assert (milestone.audience, milestone.circle_id) == ("circle", circle.id)
    actions.answer_wider(world.ana, milestone, yes=True, audience="mentorships")
    assert (milestone.audience, milestone.circle_id) == ("mentorships", None)
