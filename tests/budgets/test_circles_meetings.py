"""Pages about meetings do the same number of queries with few meetings and members and with many."""

from datetime import timedelta

import time_machine

from community.circles import actions, queries
from community.core import clock
from tests.budgets.test_queries import BUDGET, queries_of
from tests.circles.making import meeting


def fill(make, circle, how_many):
    """That many more members, who answer for everything that is planned."""
    for _number in range(how_many):
        person = make.person()
        make.seat(circle, person)
        for one in queries.meetings_ahead(circle.id):
            actions.answer_meeting(person, one, answer="no", reason="Away")


def test_a_page_costs_the_same_with_few_meetings_and_with_many(world, make, browse):
    seat = make.circle(world.ana, world.mia, size=20, takes_turns=True)
    first = meeting(seat, rhythm="week", length=3, starts_at=clock.now() + timedelta(hours=2))
    browser = browse(world.ana, checks=False)
    fill(make, seat.circle, 3)
    pages = [f"/circles/{seat.circle.public_id}/meetings"]
    pages += [f"/circles/meetings/{one.public_id}" for one in (first, queries.meetings_ahead(seat.circle_id)[2])]
    with time_machine.travel(first.starts_at + timedelta(minutes=1), tick=False):
        few = {path: queries_of(browser, path) for path in pages}
    meeting(seat, rhythm="fortnight", length=20)
    fill(make, seat.circle, 12)
    with time_machine.travel(first.starts_at + timedelta(minutes=1), tick=False):
        for path in pages:
            many = queries_of(browser, path)
            assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
            assert len(many) <= BUDGET, f"{path} does {len(many)} queries, {BUDGET} are allowed:\n" + "\n\n".join(many)
