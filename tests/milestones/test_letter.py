"""What the letter says of milestones: the news of one's people since the last one, as far as one may read and has not seen it."""

from datetime import timedelta

import pytest
import time_machine

from community.accounts import actions as accounts
from community.core import clock as core_clock
from community.core.letter import PEOPLE
from community.core.mail import in_words_of
from community.milestones import actions, letter


@pytest.fixture(autouse=True)
def time():
    with time_machine.travel("2026-10-20T08:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def lines(db):
    """lines(person): what their letter would say of milestones."""

    def of(person, days=7):
        db.flush()
        now = core_clock.now()
        with in_words_of(person):
            return letter.lines(person, now - timedelta(days=days), now)

    return of


def test_it_says_who_and_which_kind_and_no_word_of_what_is_told(world, make, lines):
    milestone = make.milestone(world.mia, kind="promotion", words="I run the lighthouse now.")
    (line,) = lines(world.ana)
    assert (line.section, line.words) == (PEOPLE, f"{world.mia.name} was promoted.")
    assert line.url.startswith("http://localhost") and line.url.endswith(f"/milestones/{milestone.public_id}")
    assert (line.thing, line.at) == (f"milestone:{milestone.id}", milestone.shared_at)


def test_one_can_congratulate_from_it_signed_out(world, make, lines, browse):
    make.milestone(world.mia)
    ((_words, url),) = lines(world.ana)[0].steps
    page = browse().page(url.removeprefix("http://localhost"))
    browse().send(page.path, {"words": "What a good turn!"})
    assert lines(world.ana) == []


def test_it_names_ones_own_people_only_and_never_oneself(world, make, lines):
    make.milestone(world.ana)
    make.milestone(world.lin)
    make.milestone(world.ana, author=world.mia)
    assert lines(world.ana) == []
    make.tie(world.ana, world.lin)
    assert [line.words for line in lines(world.ana)] == [f"{world.lin.name} has a new role."]


def test_what_somebody_tells_of_one_of_my_people_is_news_of_that_one(world, make, lines):
    make.milestone(world.mia, author=world.lin)
    assert [line.words for line in lines(world.ana)] == [f"{world.mia.name} has a new role."]
    assert lines(world.lin) == [], "who tells it knows it"


def test_of_many_the_newest_five_and_the_newest_first(world, make, lines, time):
    for kind in ("small_win", "move", "project", "studies", "personal", "certificate", "promotion"):
        time.shift(60)
        make.milestone(world.mia, kind=kind)
    assert [line.words.removeprefix(f"{world.mia.name} ") for line in lines(world.ana)] == [
        "was promoted.", "earned a certificate.", "has personal news.", "took a step in their studies.",
        "finished a piece of work.",
    ]  # fmt: skip


def test_what_was_there_before_the_last_letter_is_not_news(world, make, lines, time):
    make.milestone(world.mia)
    time.shift(timedelta(days=6))
    assert len(lines(world.ana)) == 1
    time.shift(timedelta(days=1))
    assert lines(world.ana) == []


@pytest.mark.parametrize("way", ["opened", "feed", "congratulated"])
def test_what_was_seen_on_the_site_is_not_repeated(world, make, lines, time, way):
    milestone = make.milestone(world.mia)
    time.shift(60)
    seen = {
        "opened": lambda: actions.note_opened(world.ana, milestone),
        "feed": lambda: actions.note_feed_read(world.ana),
        "congratulated": lambda: make.congratulation(world.ana, milestone),
    }
    assert len(lines(world.ana)) == 1
    seen[way]()
    assert lines(world.ana) == []


@pytest.mark.parametrize("way", ["taken back", "block", "gone", "narrowed"])
def test_what_one_may_not_read_any_more_is_not_said(world, make, lines, way):
    milestone = make.milestone(world.mia)
    change = {
        "taken back": lambda: actions.take_back(world.mia, milestone),
        "block": lambda: accounts.block(world.mia, world.ana),
        "gone": lambda: accounts.leave(world.mia),
        "narrowed": lambda: actions.set_audience(world.mia, milestone, audience="ties"),
    }
    assert len(lines(world.ana)) == 1
    change[way]()
    assert lines(world.ana) == []
