"""Finding circles, and their doors, cost the same with 3 circles and with 30, with three people at the door and with thirty."""

import pytest

from community.circles import actions
from community.circles.actions import joining
from tests.budgets.test_queries import BUDGET, queries_of
from tests.circles.making import place_of

PAGES = ("/circles", "/circles?q=circle", "/circles?topic=leading&mode=remote&language=en", "/circles/new")
AT_A_CIRCLE = {"": BUDGET, "/invite": BUDGET, "/invite?q=ida": BUDGET, "/edit": 4}


@pytest.fixture
def grow(world, make, monkeypatch):
    """grow(n): that many more circles of every kind for Ana: her own, asked, inviting her, and others that look for members."""

    monkeypatch.setattr(joining, "MOST_OPEN_REQUESTS", 100)

    def more(how_many: int) -> None:
        for _ in range(how_many):
            founder = make.person()
            make.circle(world.ana)
            make.circle(founder, topics=["leading"])
            actions.invite(founder, make.circle(founder), world.ana)
            place = actions.ask(world.ana, make.circle(founder).circle, words="May I?")
            place.state = "offered" if how_many > 3 else "asked"

    return more


def test_the_list_costs_the_same_with_three_circles_and_with_thirty(world, grow, browse):
    browser = browse(world.ana, checks=False)
    grow(3)
    few = {path: queries_of(browser, path) for path in PAGES}
    grow(27)
    for path in PAGES:
        many = queries_of(browser, path)
        assert len(many) == len(few[path]), f"{path}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= BUDGET, f"{path} does {len(many)} queries:\n" + "\n\n".join(many)


def test_a_circles_door_costs_the_same_with_three_people_and_with_thirty(world, make, browse):
    seat = make.circle(world.ana, world.mia, size=20)
    browser, path = browse(world.ana, checks=False), f"/circles/{seat.circle.public_id}"

    def come(how_many: int) -> None:
        for _ in range(how_many):
            actions.ask(make.person(name="Ida Asks"), seat.circle, words="May I?")
            if how_many == 3:
                actions.invite(world.ana, seat, make.person(name="Ida Invited"))

    come(3)
    pages = [f"{path}/people", f"{path}/invite", f"{path}/invite?q=ida", f"{path}/edit"]
    few = {page: queries_of(browser, page) for page in pages}
    come(27)
    for page in pages:
        many = queries_of(browser, page)
        assert len(many) == len(few[page]), f"{page}: one query per row somewhere:\n" + "\n".join(many)
        assert len(many) <= BUDGET + page.endswith("people"), f"{page} does {len(many)}:\n" + "\n\n".join(many)


def test_the_front_page_costs_the_same_with_two_members_and_with_twenty(world, make, browse):
    seat = make.circle(world.ana, world.mia, size=20)
    browser, path = browse(world.lin, checks=False), f"/circles/{seat.circle.public_id}"
    few = queries_of(browser, path)
    for _ in range(17):
        make.seat(seat.circle, make.person())
    many = queries_of(browser, path)
    assert len(many) == len(few), "\n\n".join(many)
    assert len(many) <= 9, f"{len(many)}:\n" + "\n\n".join(many)
    assert place_of(world.lin, seat.circle) is None
