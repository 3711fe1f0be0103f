"""My catch-ups: each in the list where it belongs, at a constant number of queries, the past page by page."""

from datetime import timedelta

import pytest

from community.catchups import actions, queries
from community.catchups.groups import grouped
from community.core import clock as core_clock
from tests.catchups.conftest import FIRST, LATER
from tests.sql import statements


def lists_of(person):
    now = core_clock.now()
    groups = grouped(queries.open_of(person, now), person, now)
    past = queries.past_of(person, now, None)
    return tuple(
        [one.id for one in group] for group in (groups.waiting_for_me, groups.waiting_for_them, groups.coming, past)
    )


def test_an_open_request_waits_for_one_and_is_waited_for_by_the_other(world, asked):
    catchup = asked(world.ana, world.mia)
    assert lists_of(world.mia) == ([catchup.id], [], [], [])
    assert lists_of(world.ana) == ([], [catchup.id], [], [])
    actions.propose(world.mia, catchup, times=[LATER])
    assert lists_of(world.ana) == ([catchup.id], [], [], [])
    assert lists_of(world.mia) == ([], [catchup.id], [], [])


def test_what_is_agreed_is_coming_and_a_move_waits_for_who_is_to_answer_it(world, agreed):
    catchup = agreed(world.ana, world.mia)
    assert lists_of(world.ana) == lists_of(world.mia) == ([], [], [catchup.id], [])
    actions.propose(world.mia, catchup, times=[LATER])
    assert lists_of(world.ana) == ([catchup.id], [], [], [])
    assert lists_of(world.mia) == ([], [], [catchup.id], [])


def test_what_is_over_asks_whether_it_happened_for_a_month(world, over, clock):
    catchup = over(world.ana, world.mia)
    assert lists_of(world.ana) == ([catchup.id], [], [], [])
    actions.tell(world.ana, catchup, met=False)
    assert lists_of(world.ana) == ([], [catchup.id], [], [])
    clock.move_to(FIRST + timedelta(days=31))
    assert lists_of(world.ana) == lists_of(world.mia) == ([], [], [], [catchup.id])


@pytest.mark.parametrize("ending", [actions.say_not_now, actions.withdraw])
def test_what_has_ended_is_past(ending, world, asked):
    catchup = asked(world.ana, world.mia)
    ending(world.mia if ending is actions.say_not_now else world.ana, catchup)
    assert lists_of(world.ana) == lists_of(world.mia) == ([], [], [], [catchup.id])


def test_the_empty_page_says_what_to_do(world, browse):
    page = browse(world.lin).page("/catchups")
    assert "find somebody in the directory and ask" in page.words
    assert "/members" in page.links


def test_the_past_comes_page_by_page_and_each_once(world, browse, make, asked, clock):
    ids = []
    for _number in range(45):
        clock.shift(3600)
        catchup = asked(world.ana, make.acquaintance(of=world.ana), times=[FIRST + timedelta(days=30)])
        actions.withdraw(world.ana, catchup)
        ids.append(catchup.public_id)
    seen, path = [], "/catchups"
    browser = browse(world.ana)
    while path:
        page = browser.page(path)
        seen += [link.rpartition("/")[2] for link in page.links if link.rpartition("/")[2] in ids]
        path = next((f"/catchups{link}" for link in page.links if link.startswith("?after=")), None)
    assert seen == list(reversed(ids))


@pytest.mark.parametrize("path", ["/", "/catchups"])
def test_lists_take_as_many_queries_for_thirty_as_for_three(path, world, browse, make, asked, agreed):
    def fill(many):
        for _number in range(many):
            asked(make.person(), world.lin)
            agreed(make.person(), world.lin)
            actions.withdraw(catchup_by := make.person(), asked(catchup_by, world.lin))

    def count():
        browser = browse(world.lin)
        browser.page(path)
        with statements() as seen:
            browser.page(path)
        return len(seen)

    from community.accounts.models import Availability
    from community.core.extensions import db

    db.session.add(Availability(person_id=world.lin.id, catchups_per_month=1000))
    fill(1)
    few = count()
    fill(10)
    assert count() == few <= 6


def test_the_page_of_a_catch_up_takes_few_queries(world, browse, agreed):
    path = f"/catchups/{agreed(world.ana, world.mia).public_id}"
    browser = browse(world.ana)
    browser.page(path)
    with statements() as seen:
        browser.page(path)
    assert len(seen) <= 6, "\n".join(seen)


# --- what was written and not seen yet ------------------------------------------------------------------------------


def test_what_the_other_wrote_waits_for_its_reader_whatever_state_it_is_in(world, asked, over):
    happened, coming = over(world.ana, world.pau), asked(world.ana, world.mia, times=[LATER])
    actions.accept(world.mia, coming, starts_at=LATER)
    actions.tell(world.ana, happened, met=True)
    assert lists_of(world.ana)[0] == []
    for catchup, other in ((coming, world.mia), (happened, world.pau)):
        actions.write(other, catchup, words="Shall I bring the map?")
    assert sorted(lists_of(world.ana)[0]) == sorted([coming.id, happened.id])
    assert lists_of(world.mia)[0] == [], "one's own words are not new"


@pytest.mark.parametrize("path", ["/", "/catchups"])
def test_home_and_the_list_say_who_wrote_until_it_is_read_or_taken_back(path, world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    asking = browse(world.ana).page(path)
    assert "wrote to you" not in asking.words
    message = actions.write(world.mia, catchup, words="Shall I bring the map?")
    page = browse(world.ana).page(path)
    assert "Waiting for you" in page.words and "Mia Chen 陈 wrote to you" in page.words
    assert "bring the map" not in page.text
    actions.take_message_back(world.mia, message)
    assert "wrote to you" not in browse(world.ana).page(path).words
    actions.write(world.mia, catchup, words="Shall I bring the guide?")
    assert "wrote to you" in browse(world.ana).page(path).words
    browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "wrote to you" not in browse(world.ana).page(path).words


def test_a_request_with_new_words_still_says_what_is_waited_for(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    actions.write(world.mia, catchup, words="What about?")
    actions.propose(world.mia, catchup, times=[LATER])
    assert "New message · Mia Chen 陈 proposes times" in browse(world.ana).page("/").words


@pytest.mark.parametrize("path", ["/", "/catchups"])
def test_new_words_cost_no_query(path, world, browse, agreed):
    catchup = agreed(world.ana, world.mia)
    browser = browse(world.ana, checks=False)

    def count():
        browser.page(path)
        with statements() as seen:
            browser.page(path)
        return seen

    before = count()
    actions.write(world.mia, catchup, words="Shall I bring the map?")
    assert "wrote to you" in browser.page(path).text
    after = count()
    assert len(after) == len(before), "\n".join(after)
