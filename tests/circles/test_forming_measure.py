"""How good formed circles are, beside simple ways, on made-up lists with fixed seeds. `make bench` prints the whole table."""

from statistics import mean

import pytest

from bench.forming import BOUNDS, by_language, chunks, first_fit, judged, ours, people

SEEDS = (1, 2, 3)


def found(way, number):
    return [judged(lists, way(lists, seed)) for seed in SEEDS for lists in [people(number, seed)]]


@pytest.mark.parametrize(("number", "better", "placed"), [(24, 1.15, 0.65), (60, 1.25, 0.92)])
def test_formed_circles_are_better_than_simple_ways(number, better, placed):
    formed = found(ours, number)
    for way in (chunks, by_language, first_fit):
        simple = found(way, number)
        assert mean(one.quality for one in formed) > better * mean(one.quality for one in simple), way.__name__
        for one, other in zip(formed, simple, strict=True):
            assert one.placed >= other.placed, way.__name__
    assert mean(one.placed for one in formed) >= placed


def test_improving_is_worth_its_time():
    from bench.forming import grown_only

    formed, grown = found(ours, 60), found(grown_only, 60)
    assert mean(one.quality for one in formed) > 1.05 * mean(one.quality for one in grown)


def test_a_long_list_is_formed_nearly_completely():
    lists = people(150, 5)
    formed = judged(lists, ours(lists, 5))
    assert formed.placed > 0.95
    assert formed.hours > 1.5
    assert all(len(group) <= BOUNDS.largest for group in ours(lists, 5))
