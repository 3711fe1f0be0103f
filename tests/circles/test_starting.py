"""Starting a circle, and changing what it says of itself."""

import pytest

from community.circles import actions, queries
from community.circles.models import OFFERED, Circle
from community.core.errors import Invalid
from tests.circles.making import full_circle, place_of

TOLD = {
    "name": "Tides", "purpose": "To think aloud about the sea.", "topics": "Leading, writing,  LEADING ,", "language": "de",
    "mode": "either", "place": "Łódź", "size": "5", "planned_meetings": "8", "rhythm": "fortnight", "minutes": "90",
    "joining": "open", "is_listed": "y",
}  # fmt: skip


def only_circle(db) -> Circle:
    return db.query(Circle).one()


def test_a_member_starts_a_circle_and_is_its_first_member_and_facilitator(db, world, browse):
    browser = browse(world.lin)
    assert "all members read what you write here" in browser.page("/circles/new").words
    page = browser.follow(browser.send("/circles/new", TOLD))
    circle = only_circle(db)
    assert (circle.name, circle.topics, circle.size, circle.taken) == ("Tides", ["Leading", "writing"], 5, 1)
    assert (circle.rhythm, circle.minutes, circle.planned_meetings, circle.mode) == ("fortnight", 90, 8, "either")
    assert (circle.joining, circle.is_listed, circle.takes_turns, circle.language) == ("open", True, False, "de")
    assert (circle.facilitator_id, circle.starter_id) == (world.lin.id, world.lin.id)
    assert "nobody reads or writes before there is a charter" in page.words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Please give the circle a name."),
        ("name", "x" * 81, "Please keep it to 80 characters."),
        ("purpose", "", "Please say what the circle is for."),
        ("size", "3", "Please choose a number from 4 to 20."),
        ("size", "21", "Please choose a number from 4 to 20."),
        ("size", "99999999999999", "number"),
        ("planned_meetings", "0", "Please choose a number from 1 to 24."),
        ("topics", "a,b,c,d,e,f", "Please choose at most 5 topics."),
        ("topics", "x" * 41, "Please keep it to 40 characters."),
        ("rhythm", "day", "Not a valid choice"),
        ("minutes", "7", "Not a valid choice"),
        ("joining", "never", "Not a valid choice"),
    ],
)
def test_what_does_not_fit_a_circle_is_said_at_its_field(db, world, browse, field, value, words):
    page = browse(world.lin).send("/circles/new", TOLD | {field: value}, status=422)
    assert words in page.words
    assert db.query(Circle).count() == 0


@pytest.mark.parametrize("told", [{"size": 3}, {"rhythm": "day"}, {"minutes": 7}, {"joining": "never"}, {"name": ""}])
def test_the_action_itself_refuses_the_same(world, told):
    with pytest.raises(Invalid):
        actions.start(world.lin, **({"name": "Tides", "purpose": "The sea."} | told))


def test_a_member_starts_at_most_three_circles_a_week(db, world, browse):
    browser = browse(world.lin)
    for number in range(3):
        browser.send("/circles/new", TOLD | {"name": f"Number {number}"})
    assert "You have started 3 circles this week." in browser.page("/circles/new").words
    browser.send("/circles/new", TOLD, status=409)
    assert db.query(Circle).count() == 3


# --- changing ---------------------------------------------------------------------------------------------------


def edit(seat) -> str:
    return f"/circles/{seat.circle.public_id}/edit"


def test_the_facilitator_changes_what_the_circle_says_of_itself_and_it_is_found_by_that(db, world, make, browse):
    seat = make.circle(world.ana, name="Bread", topics=["Leading"])
    browser = browse(world.ana)
    assert 'value="Leading"' in browser.page(edit(seat)).text
    browser.send(edit(seat), TOLD)
    assert (seat.circle.name, seat.circle.place) == ("Tides", "Łódź")
    assert "Tides" in browse(world.lin).page("/circles?q=lodz").words


def test_nobody_but_facilitator_and_stand_in_changes_it(world, make, browse):
    seat = make.circle(world.ana, world.mia, world.pau)
    assert browse(world.mia).get(edit(seat)).status_code == 403
    assert browse(world.lin).get(edit(seat)).status_code == 404
    seat.circle.stand_in_id = world.pau.id
    assert browse(world.pau).get(edit(seat)).status_code == 200


@pytest.mark.parametrize("other", ["in", "invited"])
def test_a_circle_others_came_into_unlisted_stays_so(world, make, browse, other):
    """They were told that nobody outside sees who is in it."""
    seat = make.circle(world.ana, name="Tides", is_listed=False)
    if other == "in":
        make.seat(seat.circle, world.mia)
    else:
        actions.invite(world.ana, seat, world.mia)
    page = browse(world.ana).send(edit(seat), TOLD, status=422)
    assert "nobody outside sees who is in it" in page.words
    assert not seat.circle.is_listed
    browse(world.ana).send(edit(seat), {key: value for key, value in TOLD.items() if key != "is_listed"})
    assert seat.circle.size == 5


def test_a_circle_nobody_else_knows_of_yet_can_still_be_listed(world, make, browse):
    seat = make.circle(world.ana, is_listed=False)
    browse(world.ana).send(edit(seat), TOLD)
    assert seat.circle.is_listed


def test_there_are_never_fewer_places_than_are_taken(db, world, make, browse):
    seat = make.circle(world.ana, *(make.person() for _ in range(5)), size=6)
    page = browse(world.ana).send(edit(seat), TOLD, status=422)
    assert "6 places are taken or kept already." in page.words
    assert (seat.circle.size, seat.circle.name) != (5, "Tides")


def test_more_places_are_kept_for_who_waits(world, make, browse):
    seat = full_circle(make, world.ana)
    actions.wait(world.lin, seat.circle)
    browse(world.ana).send(edit(seat), TOLD)
    assert place_of(world.lin, seat.circle).state == OFFERED
    assert queries.by_id(seat.circle_id).taken == 5
