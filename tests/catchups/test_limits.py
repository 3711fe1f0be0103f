"""Three requests a day to people one shares nothing with, on one's own calendar; and what is shown before asking."""

from datetime import UTC, datetime

import pytest

from community.accounts.models import Availability
from community.alumni.actions import ensure_profile
from community.catchups import actions
from community.core.errors import Conflict
from tests.catchups.test_asking import AT_FOUR, WISHES, path_to


@pytest.fixture
def three_strangers(world, make, asked):
    """Ana has asked three people today whom she does not know; one of the requests is taken back again."""
    requests = [asked(world.ana, make.person()) for _number in range(3)]
    actions.withdraw(world.ana, requests[0])
    return requests


def test_a_fourth_stranger_a_day_is_refused_in_kind_words(world, browse, make, asked, three_strangers):
    lin = world.lin
    with pytest.raises(Conflict):
        asked(world.ana, lin)
    page = browse(world.ana).page(path_to(lin))
    assert "You have asked 3 people today whom you do not know yet." in page.words
    assert "Tomorrow you can ask more." in page.words
    browse(world.ana).send(path_to(lin), WISHES | AT_FOUR, 409)


def test_asking_and_taking_back_does_not_help(world, make, asked):
    for _number in range(3):
        actions.withdraw(world.ana, asked(world.ana, world.lin))
    with pytest.raises(Conflict):
        asked(world.ana, world.lin)


def test_people_one_knows_are_not_counted(world, make, asked, three_strangers):
    assert asked(world.ana, world.mia).state == "asked", "they share a mentorship"


def test_requests_to_people_one_knows_do_not_use_it_up(world, make, asked):
    for _number in range(3):
        actions.withdraw(world.ana, asked(world.ana, world.mia))
    assert asked(world.ana, world.lin).state == "asked"


def test_the_day_is_the_asker_s_own(world, make, asked, clock):
    world.lin.time_zone = "Asia/Kathmandu"  # 5:45 ahead of UTC
    clock.move_to(datetime(2026, 10, 20, 18, 0, tzinfo=UTC))  # 23:45 there
    for _number in range(3):
        asked(world.lin, make.person())
    with pytest.raises(Conflict):
        asked(world.lin, world.pau)
    clock.move_to(datetime(2026, 10, 20, 18, 20, tzinfo=UTC))  # 0:05 of the next day
    assert asked(world.lin, world.pau).state == "asked"


# --- before asking --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"catchups": "anyone"}, "is glad to be asked by anyone here"),
        ({"catchups": "related"}, "is glad to be asked by people they know"),
        ({"catchups": "not_now"}, "takes no new catch-ups for now"),
    ],
)
def test_the_availability_of_the_other_is_shown(values, words, world, browse, db):
    db.add(Availability(person_id=world.mia.id, **values))
    db.flush()
    assert words in browse(world.ana).page(path_to(world.mia)).words


@pytest.mark.parametrize(("audience", "readers"), [("members", {"ana", "lin"}), ("related", {"ana"}), ("me", set())])
def test_what_not_to_ask_about_and_the_channel_are_shown_to_whom_may_read_them(audience, readers, world, browse, db):
    profile = ensure_profile(world.mia)
    profile.dont_ask, profile.contact = "My old employer", "A short message first, please"
    profile.audiences = {"dont_ask": audience, "contact": audience}
    db.flush()
    for key in ("ana", "lin"):
        page = browse(getattr(world, key)).page(path_to(world.mia))
        for said in ("My old employer", "A short message first, please"):
            assert (said in page.words) is (key in readers), key
            if key in readers:
                assert page.text.index(said) < page.text.index('name="words"'), "before one types"
