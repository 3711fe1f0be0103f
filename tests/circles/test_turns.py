"""Whose turn it is to lead a meeting."""

from hypothesis import given
from hypothesis import strategies as st

from community.circles.turns import Mate, Turn, planned

steps = st.sampled_from([None, None, "shadow", "co_facilitate", "lead"])
circles = st.lists(steps, min_size=1, max_size=8).map(
    lambda chosen: [Mate(number, step) for number, step in enumerate(chosen, 1)]
)
pasts = st.lists(st.integers(1, 12).map(Turn), max_size=10)


def test_without_turns_the_facilitator_leads():
    turns = planned([Mate(1), Mate(2), Mate(3)], [], 3, facilitator_id=2, takes_turns=False)
    assert [turn.lead_id for turn in turns] == [2, 2, 2]


def test_with_turns_everybody_leads_in_the_order_in_which_they_came():
    turns = planned([Mate(1), Mate(2), Mate(3)], [], 4, facilitator_id=1, takes_turns=True)
    assert [turn.lead_id for turn in turns] == [1, 2, 3, 1]


def test_a_newcomer_leads_next_and_once():
    past = [Turn(1), Turn(2), Turn(1), Turn(2)]
    turns = planned([Mate(1), Mate(2), Mate(3)], past, 3, facilitator_id=1, takes_turns=True)
    assert [turn.lead_id for turn in turns] == [3, 1, 2]


def test_who_learns_it_watches_then_leads_with_somebody_then_leads():
    for step, expected in (
        ("shadow", Turn(1, None, 2)),
        ("co_facilitate", Turn(1, 2, None)),
        ("lead", Turn(2)),
    ):
        past = [Turn(1)]
        assert planned([Mate(1), Mate(2, step)], past, 1, facilitator_id=1, takes_turns=False) == [expected]


def test_who_left_leads_nothing():
    assert planned([Mate(1)], [Turn(9)], 1, facilitator_id=None, takes_turns=False) == [Turn(None)]


@given(circles, pasts, st.integers(1, 20), st.booleans())
def test_nobody_has_two_places_and_everybody_is_a_member(mates, past, count, takes_turns):
    for turn in planned(mates, past, count, facilitator_id=1, takes_turns=takes_turns):
        places = [person for person in (turn.lead_id, turn.co_id, turn.shadow_id) if person is not None]
        assert len(places) == len(set(places)) and set(places) <= {mate.person_id for mate in mates}
        assert turn.lead_id is not None


@given(circles, pasts)
def test_within_one_round_everybody_who_leads_does_so_once(mates, past):
    leading = {mate.person_id for mate in mates if mate.step in (None, "lead") or mate.person_id == 1}
    turns = planned(mates, past, len(leading), facilitator_id=1, takes_turns=True)
    assert {turn.lead_id for turn in turns} == leading
