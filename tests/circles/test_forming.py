"""Forming circles, the pure part: what holds for every list, whatever people say on it."""

from datetime import UTC, datetime
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.circles.forming import (
    FEW,
    FIT,
    HOURS,
    LANGUAGE,
    PLACE,
    REASONS,
    Bounds,
    Impossible,
    Seeker,
    Window,
    form,
    hour_codes,
    look,
    week_of,
    windows,
)
from community.circles.forming.hours import QUARTERS, WHOLE_WEEK, starts_in, turned
from community.circles.forming.scoring import Table

WINTER = datetime(2026, 1, 14, 12, tzinfo=UTC)
EVENINGS = [f"{day}-evening" for day in range(7)]
SMALL = Bounds(smallest=3, wished=4, largest=5)


def seeker(key, languages=("en",), hours=EVENINGS, zone="Europe/Berlin", **values):
    return Seeker(key=key, languages=tuple(languages), week=week_of(hours, zone, WINTER), **values)


@st.composite
def lists(draw, most=16):
    number = draw(st.integers(0, most))
    codes = hour_codes()
    people = []
    for key in range(number):
        people.append(
            Seeker(
                key=key * 7 + 3,
                languages=tuple(draw(st.lists(st.sampled_from(["de", "en", "es", "fr"]), min_size=1, max_size=3, unique=True))),
                week=week_of(
                    draw(st.lists(st.sampled_from(codes), max_size=12)),
                    draw(st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", "America/New_York"])),
                    WINTER,
                ),
                topics=frozenset(draw(st.lists(st.sampled_from("abcde"), max_size=3))),
                mode=draw(st.sampled_from(["remote", "remote", "either", "in_person"])),
                place=draw(st.sampled_from(["", "lisbon", "graz"])),
                cohorts=frozenset(draw(st.lists(st.integers(1, 3), max_size=2))),
                programmes=frozenset(draw(st.lists(st.integers(1, 2), max_size=1))),
                facilitates=draw(st.booleans()),
                parted_from=frozenset(draw(st.lists(st.integers(0, most - 1).map(lambda one: one * 7 + 3), max_size=2))),
                waited=draw(st.integers(0, 2)),
            )
        )  # fmt: skip
    return people


quick = settings(max_examples=25, deadline=None)


@quick
@given(lists(), st.integers(0, 1000))
def test_everybody_is_in_one_circle_or_named_as_left_over_with_a_reason(people, seed):
    found = form(people, SMALL, seed, moves=200)
    named = [one for group in found.groups for one in group.members] + [*found.left]
    assert sorted(named) == [one.key for one in people]
    assert {*found.left.values()} <= {*REASONS}
    assert 0 <= found.quality <= 1


@quick
@given(lists(), st.integers(0, 1000))
def test_every_circle_keeps_what_must_hold(people, seed):
    by_key = {one.key: one for one in people}
    for group in form(people, SMALL, seed, moves=200).groups:
        members = [by_key[key] for key in group.members]
        assert SMALL.smallest <= len(members) <= SMALL.largest
        assert all(group.language in one.languages for one in members)
        assert not any(other.key in one.parted_from for one in members for other in members if one is not other)
        if group.mode in ("remote", "either"):
            assert all(one.mode in ("remote", "either") for one in members)
            week = WHOLE_WEEK
            for one in members:
                week &= one.week
            assert starts_in(week, SMALL.minutes), "no meeting of all is possible"
        if group.mode in ("in_person", "either"):
            assert {one.place for one in members} == {group.place} != {""}
            assert all(one.mode in ("in_person", "either") for one in members)


@quick
@given(lists(), st.integers(0, 1000))
def test_nobody_is_left_over_for_whom_a_circle_has_room(people, seed):
    by_key = {one.key: one for one in people}
    found = form(people, SMALL, seed, moves=200)
    for key in found.left:
        for group in found.groups:
            if len(group.members) < SMALL.largest:
                with pytest.raises(Impossible):
                    look([by_key[one] for one in (key, *group.members)], SMALL)


@quick
@given(lists(), st.integers(0, 1000), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_circles_in_whatever_order_people_come(people, seed, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    assert form(people, SMALL, seed, moves=200) == form(shuffled, SMALL, seed, moves=200)


def test_nobody_gains_by_standing_first_on_the_list():
    from bench.forming import people as made_up

    listed = made_up(24, 3)
    assert form(listed, SMALL, 1, moves=300) == form(listed[::-1], SMALL, 1, moves=300)


@quick
@given(lists(), st.integers(0, 1000))
def test_improving_makes_nothing_worse(people, seed):
    start, improved = form(people, SMALL, seed, moves=0), form(people, SMALL, seed, moves=400)
    assert improved.placed >= start.placed
    assert improved.placed > start.placed or improved.quality >= start.quality - 1e-9


@quick
@given(st.integers(0, 40), st.integers(0, 1000))
def test_people_who_all_fit_are_all_placed_when_their_number_allows_it(number, seed):
    bounds = Bounds(4, 6, 8)
    found = form([seeker(key) for key in range(number)], bounds, seed, moves=200)
    assert found.placed == (number if number >= 4 else 0)
    assert all(reason == FEW for reason in found.left.values())


@quick
@given(lists(most=9), st.integers(0, 1000))
def test_a_reason_never_tells_of_a_block(people, seed):
    """Without the blocks the reason is the same, or there is none because there is a circle."""
    unparted = [Seeker(**{**vars(one), "parted_from": frozenset()}) for one in people]
    table = Table(sorted(unparted, key=lambda one: one.key), SMALL)
    found = form(people, SMALL, seed, moves=100)
    from community.circles.forming import reason_for

    for number, one in enumerate(table.seekers):
        if one.key in found.left:
            assert found.left[one.key] == reason_for(table, number)


def test_a_block_works_both_ways_and_its_reason_says_nothing():
    people = [seeker(1), seeker(2), seeker(3, parted_from=frozenset({1}))]
    found = form(people, SMALL, 1)
    assert not found.groups
    assert found.left == {1: FIT, 2: FIT, 3: FIT}


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ({"languages": ("ja",)}, LANGUAGE),
        ({"hours": ["2-early"]}, HOURS),
        ({"mode": "in_person", "place": "graz"}, PLACE),
    ],
)
def test_who_is_left_over_learns_what_there_was_too_little_of(odd, reason):
    people = [*(seeker(key) for key in range(4)), seeker(9, **odd)]
    found = form(people, SMALL, 1)
    assert [group.members for group in found.groups] == [(0, 1, 2, 3)]
    assert found.left == {9: reason}


def test_too_few_people_are_named_as_too_few():
    assert form([seeker(1), seeker(2)], SMALL, 1).left == {1: FEW, 2: FEW}


def test_people_who_meet_in_person_are_together_where_they_are():
    people = [seeker(key, mode="in_person", place="graz", hours=()) for key in range(3)]
    people += [seeker(key, mode="either", place="lisbon") for key in range(10, 13)]
    found = form(people, SMALL, 1)
    assert [(group.members, group.mode, group.place) for group in found.groups] == [
        ((0, 1, 2), "in_person", "graz"),
        ((10, 11, 12), "either", "lisbon"),
    ]


def test_people_of_different_places_do_not_meet_in_person():
    people = [seeker(key, mode="in_person", place="graz" if key % 2 else "lisbon") for key in range(4)]
    found = form(people, SMALL, 1)
    assert not found.groups
    assert {*found.left.values()} == {PLACE}


def test_the_language_is_the_one_liked_best_by_all():
    people = [seeker(1, ("de", "en")), seeker(2, ("de", "en")), seeker(3, ("en", "de"))]
    assert look(people, SMALL).language == "de"


def test_who_waited_longest_is_placed_before_others():
    bounds = Bounds(3, 3, 3)
    for seed in range(12):
        waiting = seed % 4
        people = [seeker(key, waited=int(key == waiting)) for key in range(4)]
        assert waiting not in form(people, bounds, seed).left


def test_a_topic_a_mix_and_somebody_who_leads_are_worth_something():
    bounds = Bounds(2, 2, 2)
    plain = [seeker(1, cohorts=frozenset({1})), seeker(2, cohorts=frozenset({1}))]
    for better in (
        {"topics": frozenset({"a"})},
        {"cohorts": frozenset({2})},
        {"facilitates": True},
    ):
        changed = [
            Seeker(**{**vars(plain[0]), "topics": better.get("topics", frozenset())}),
            Seeker(**{**vars(plain[1]), **better}),
        ]
        assert form(changed, bounds, 1).quality > form(plain, bounds, 1).quality


def test_bounds_that_cannot_hold_are_refused():
    with pytest.raises(ValueError, match="smallest"):
        Bounds(5, 4, 8)


# --- hours ---------------------------------------------------------------------------------------------------------------


def test_hours_are_told_by_everybodys_own_clock():
    """17 to 20 in Kathmandu is 12:15 to 15:15 in Berlin in winter, a quarter of an hour included."""
    week = week_of(["2-evening"], "Asia/Kathmandu", WINTER)
    assert windows(starts_in(week, 60), 60, "Europe/Berlin", WINTER) == [Window(2, 12 * 60 + 15, 15 * 60 + 15)]


def test_a_week_has_no_end():
    """Sunday late in New York is Monday in Berlin."""
    week = week_of(["6-late"], "America/New_York", WINTER)
    assert windows(starts_in(week, 75), 75, "Europe/Berlin", WINTER) == [Window(0, 2 * 60, 5 * 60)]


def test_somebody_with_all_the_time_in_the_world_has_one_window():
    assert windows(WHOLE_WEEK, 75, "UTC", WINTER) == [Window(0, 0, 7 * 24 * 60)]


@given(st.integers(0, WHOLE_WEEK), st.integers(-2 * QUARTERS, 2 * QUARTERS))
def test_turning_a_week_loses_nothing(week, quarters):
    assert turned(turned(week, quarters), -quarters) == week
    assert turned(week, quarters).bit_count() == week.bit_count()


@given(st.integers(0, WHOLE_WEEK), st.integers(0, WHOLE_WEEK), st.sampled_from([30, 45, 75, 90]))
def test_a_meeting_fits_two_people_when_it_fits_each(one, other, minutes):
    assert starts_in(one & other, minutes) == starts_in(one, minutes) & starts_in(other, minutes)


# --- how good ------------------------------------------------------------------------------------------------------------


def best_of_all(people, bounds):
    """The true optimum of a short list whose number is a multiple of the only size: every partition is tried."""
    table = Table(people, bounds)
    size = bounds.wished

    def best(free):
        if not free:
            return 0.0
        first, rest = free[0], free[1:]
        found = [
            (value + following)
            for others in combinations(rest, size - 1)
            if (value := table.value([first, *others])) is not None
            and (following := best([one for one in rest if one not in others])) is not None
        ]
        return max(found, default=None)

    return best([*range(len(people))])


def test_short_lists_are_formed_nearly_as_well_as_they_can_be():
    from bench.forming import people as made_up

    bounds, shares = Bounds(3, 3, 3), []
    for seed in range(60):
        people = [one for one in made_up(40, seed) if "en" in one.languages][:9]
        optimum = best_of_all(people, bounds)
        if optimum:
            found = form(people, bounds, seed)
            shares.append(found.quality * len(people) / optimum if found.placed == len(people) else 0)
    assert len(shares) >= 5
    assert sum(shares) / len(shares) > 0.95


def most_circles(people, bounds):
    """How many circles of the only size there can be at once: every choice is tried."""
    table = Table(people, bounds)
    numbers = range(len(people))
    possible: dict = {one: [] for one in numbers}
    for members in combinations(numbers, bounds.wished):
        if table.value(members) is not None:
            possible[members[0]].append(sum(1 << one for one in members))

    @cache
    def most(free):
        if free.bit_count() < bounds.wished:
            return 0
        first = free & -free
        with_first = [1 + most(free & ~mask) for mask in possible[first.bit_length() - 1] if mask & free == mask]
        return max([most(free & ~first), *with_first])

    return most((1 << len(people)) - 1)


@pytest.mark.parametrize("seed", range(8))
def test_no_arrangement_would_place_more(seed):
    from bench.forming import people as made_up

    people, bounds = made_up(18, seed), Bounds(4, 4, 4)
    assert form(people, bounds, seed).placed == 4 * most_circles(people, bounds)
