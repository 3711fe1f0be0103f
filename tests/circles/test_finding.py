"""Finding circles: mine first, then what waits, then listed ones by words and choices; and the page for who is not in one."""

import pytest

from community.circles import actions
from tests.circles.making import meeting, place_of, post, seat_of

SECRET = "What the tide took"


@pytest.fixture
def circles(world, make):
    """Three that look for members, each of its own kind."""
    tides = {"purpose": "Talking about lighthouses", "topics": ["Leading", "First job"], "language": "de"}
    return {
        "Tides": make.circle(world.ana, name="Tides", **tides).circle,
        "Maps": make.circle(world.mia, name="Maps", topics=["Leading people"], mode="in_person", place="Łódź").circle,
        "Bread": make.circle(world.pau, name="Bread", mode="either", joining="open").circle,
    }


def found(browser, query: str) -> set[str]:
    words = browser.page(f"/circles{query}").words
    return {name for name in ("Tides", "Maps", "Bread") if name in words}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Tides", "Maps", "Bread"}),
        ("?q=LIGHTHÓUSES", {"Tides"}),
        ("?q=lodz", {"Maps"}),
        ("?q=tides+lighthouses", {"Tides"}),
        ("?q=tides+lodz", set()),
        ("?q=lead", {"Tides", "Maps"}),
        ("?topic=leading", {"Tides"}),
        ("?topic=Léading+people", {"Maps"}),
        ("?language=de", {"Tides"}),
        ("?mode=in_person", {"Maps", "Bread"}),
        ("?mode=remote&q=lead", {"Tides"}),
        ("?q=%25", set()),
        ("?q=_", set()),
        ("?topic=%7C", set()),
        ("?language=klingon", set()),
    ],
)
def test_listed_circles_are_found_by_words_topic_language_and_mode(world, browse, circles, query, names):
    assert found(browse(world.lin), query) == names


def test_what_is_not_listed_not_running_or_parted_by_a_block_is_not_found(world, make, browse):
    make.circle(world.mia, name="Tides", is_listed=False)
    make.circle(world.mia, name="Maps").circle.state = "closing"
    make.circle(world.lin, world.ana, name="Bread")
    assert found(browse(world.pau), "") == {"Bread"}
    assert found(browse(world.bea), "") == set(), "ana is in it, and a block stands between her and bea"


def test_my_circles_and_what_waits_come_first_and_are_not_offered_again(world, make, browse):
    make.circle(world.lin, name="Tides")
    actions.invite(world.ana, make.circle(world.ana, name="Maps", is_listed=False), world.lin)
    actions.ask(world.lin, make.circle(world.pau, name="Bread").circle, words=SECRET)
    page = browse(world.lin).page("/circles")
    above, below = page.words.split("Find a circle", 1)
    for name in ("Tides", "Maps", "Bread"):
        assert name in above and name not in below, name
    assert "You hold it together · 1 of 6 places taken" in page.words
    assert "invites you to a circle" in page.words
    assert "and wait for an answer" in page.words
    assert SECRET not in page.words


def test_my_circles_say_when_they_meet_next_and_that_there_is_something_new(world, make, browse, clock):
    seat = make.circle(world.ana, world.mia, name="Tides")
    browse(world.mia).page(f"/circles/{seat.circle.public_id}")
    mine = lambda person: browse(person).page("/circles").words.split("Find a circle", 1)[0]  # noqa: E731
    assert "Next meeting" not in mine(world.mia) and " new" not in mine(world.mia)
    clock.shift(3600)
    meeting(seat)
    post(world.ana, seat.circle, SECRET)
    assert "Next meeting Tuesday 27 October" in mine(world.mia)
    assert "Tides new" in mine(world.mia)
    assert "Tides new" not in mine(world.ana), "she wrote it herself"
    assert SECRET not in mine(world.mia)
    make.block(world.mia, world.ana)
    assert "Tides new" not in mine(world.mia)


def test_who_has_not_signed_learns_of_no_meeting_and_nothing_new(world, make, browse):
    seat = make.circle(world.ana, name="Tides")
    make.seat(seat.circle, world.mia, signed=False)
    meeting(seat)
    post(world.ana, seat.circle, SECRET)
    words = browse(world.mia).page("/circles").words.split("Find a circle", 1)[0]
    assert "Sign the charter" in words
    assert "Next meeting" not in words and "Tides new" not in words


def test_an_ended_circle_stays_in_the_list_of_its_members(world, make, browse):
    seat = make.circle(world.lin, world.ana, name="Tides")
    seat.circle.state, seat.circle.ended_at = "ended", seat.since
    assert "it stays yours to read" in browse(world.lin).page("/circles").words
    assert "Tides" not in browse(world.pau).page("/circles").words


def test_the_list_goes_on_page_by_page(world, make, browse):
    for number in range(23):
        make.circle(make.person(), name=f"Number {number:02}")
    first = browse(world.lin).page("/circles")
    (following,) = [link for link in first.links if "after=" in link]
    second = browse(world.lin).page(f"/circles{following}")
    seen = [one for one in range(23) for page in (first, second) if f"Number {one:02}" in page.words]
    assert seen == [*range(23)]


# --- the page for who is not in it ------------------------------------------------------------------------------


def front(browser, circle):
    return browser.page(f"/circles/{circle.public_id}")


def test_a_listed_circle_says_how_it_meets_who_is_in_it_and_how_one_joins(world, browse, circles, make):
    page = front(browse(world.lin), circles["Bread"])
    assert "Meets once a month for 75 minutes, 6 times in all" in page.words
    assert "5 of 6 places free" in page.words
    assert "Pau Ferrer" in page.words
    assert "other members can see who is in it" in page.words
    assert f"/circles/{circles['Bread'].public_id}/join" in [action for _method, action in page.forms]


def test_who_asks_reads_above_the_field_who_will_read_it(world, browse, circles):
    page = front(browse(world.lin), circles["Maps"])
    assert page.words.index("Only the facilitator and the stand-in") < page.words.index("A few words")


def test_an_unlisted_circle_shows_whom_it_invited_no_members(world, make, browse):
    seat = make.circle(world.ana, world.mia, is_listed=False)
    assert browse(world.lin).get(f"/circles/{seat.circle.public_id}").status_code == 404
    actions.invite(world.ana, seat, world.lin)
    page = front(browse(world.lin), seat.circle)
    assert "Ana Ruiz Gómez invites you to a circle" in page.words
    assert "Mia Chen" not in page.words


def test_a_circle_by_invitation_and_a_closing_one_offer_no_step(world, make, browse):
    seat = make.circle(world.ana, joining="by_invitation")
    page = front(browse(world.lin), seat.circle)
    assert "People come in by invitation" in page.words
    assert not [action for _method, action in page.forms if "/circles/" in action]


def test_who_was_let_go_reads_what_is_true(world, make, browse):
    seat = make.circle(world.ana, world.lin, joining="open")
    actions.remove(world.ana, seat, seat_of(world.lin, seat.circle), words="We wish you well.")
    page = front(browse(world.lin), seat.circle)
    assert "You are not a member of this circle any more" in page.words
    assert "People come in by invitation" not in page.words


def test_a_block_hides_the_circle_also_from_who_asked_before(world, make, browse):
    seat = make.circle(world.ana)
    actions.ask(world.lin, seat.circle, words=SECRET)
    make.block(world.ana, world.lin)
    assert browse(world.lin).get(f"/circles/{seat.circle.public_id}").status_code == 404
    assert "wait for an answer" not in browse(world.lin).page("/circles").words
    assert place_of(world.lin, seat.circle) is not None


# --- at home, and on somebody's page ----------------------------------------------------------------------------


def test_home_says_what_waits_for_an_answer_and_no_words_of_it(world, make, browse):
    seat = make.circle(world.ana, name="Tides")
    actions.ask(world.lin, seat.circle, words=SECRET)
    actions.invite(world.ana, seat, world.pau)
    door = browse(world.ana).page("/")
    assert "1 person would like to join" in door.words
    assert SECRET not in door.words
    assert "invites you to the circle “Tides”" in browse(world.pau).page("/").words
    assert "Tides" not in browse(world.lin).page("/").words, "who waits has nothing to do"


def test_a_profile_shows_listed_circles_and_those_the_two_share(world, make, browse):
    make.circle(world.ana, world.mia, name="Tides")
    make.circle(world.ana, world.mia, name="Maps", is_listed=False)
    path = f"/members/{world.ana.public_id}"
    shared, other = browse(world.mia).page(path).words, browse(world.lin).page(path).words
    assert "Tides" in shared and "Maps" in shared
    assert "Tides" in other and "Maps" not in other
