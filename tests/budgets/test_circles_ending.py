"""Pages about promises, check-ins, polls and the end of a circle do the same number of queries with few members and with many."""

import pytest

from community.circles import actions, queries
from tests.budgets.test_queries import BUDGET, queries_of
from tests.circles.making import closing, closing_words, meeting, poll, promise, question


@pytest.fixture
def circle(world, make):
    """Ana's circle, in its closing round, with something of each kind in it."""
    seat = make.circle(world.ana, world.mia, size=20)  # Mia writes nothing, and so the round goes on
    meeting(seat)
    asked = question(world.ana, queries.meetings_ahead(seat.circle_id)[0])
    actions.answer_question(world.ana, asked, words="Here I am.")
    poll(world.ana, seat.circle)
    closing(world.ana, seat.circle)
    closing_words(world.ana, seat.circle)
    return seat.circle


def fill(make, circle, how_many):
    """That many more members, who take part in everything."""
    when = queries.meetings_ahead(circle.id)[0]
    (asked, _answered), *_rest = queries.questions_of(when.id)
    for _number in range(how_many):
        person = make.person()
        seat = make.seat(circle, person)
        actions.answer_question(person, queries.question(person, asked.public_id), words="Me too.")
        found = queries.poll(person, queries.open_polls(person, circle.id)[0].public_id)
        actions.answer_poll(person, found, answers={time.starts_at: "yes" for time in found.times})
        actions.keep_promise(person, promise(person, circle))
        promise(person, circle)
        closing_words(person, circle)
        actions.wish_ties(person, seat, person_ids=[])


def paths(circle, person):
    when = queries.meetings_ahead(circle.id)[0]
    home = f"/circles/{circle.public_id}"
    asked = queries.open_polls(person, circle.id)[0]
    inside = [f"/circles/meetings/{when.public_id}/checkin", f"/circles/polls/{asked.public_id}"]
    return [f"{home}/promises", f"{home}/closing", f"{home}/ties", f"{home}/renewal", *inside]


def test_a_page_costs_the_same_with_three_members_and_with_fifteen(world, make, circle, browse):
    browser = browse(world.ana, checks=False)
    fill(make, circle, 3)
    pages = paths(circle, world.ana)
    few = {path: queries_of(browser, path) for path in pages}
    fill(make, circle, 12)
    for path in pages:
        many = queries_of(browser, path)
        assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= BUDGET, f"{path} does {len(many)} queries, {BUDGET} are allowed:\n" + "\n\n".join(many)
