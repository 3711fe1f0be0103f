"""Around the discussion: what a block leaves unsaid inside a circle, what is searched, and what the page says besides."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from community.circles import actions, queries
from community.circles.models import CircleMember
from community.circles.queries import searching
from community.core import clock
from community.core.prepared import rows
from tests.circles.making import meeting, post, reply


@pytest.fixture
def seat(world, make):
    """Ana's row of her circle with Mia and Pau, which is not listed."""
    return make.circle(world.ana, world.mia, world.pau, is_listed=False)


@pytest.fixture
def talk(seat):
    return f"/circles/{seat.circle.public_id}"


# --- between two whom a block parts -----------------------------------------------------------------------------


@pytest.fixture
def parted(world, make, seat):
    """Pau blocks Ana; both stay in the circle, where each wrote something, replied to Mia, reacted, and was called by her."""
    with time_machine.travel(clock.now(), tick=False) as time:
        made = {"mia": post(world.mia, seat.circle, "Of @Ana and @Pau.")}
        for person, bird in ((world.ana, "cormorant"), (world.pau, "guillemot")):
            time.shift(60)
            made[bird] = post(person, seat.circle, bird)
        time.shift(60)
        made["answer"] = reply(world.ana, made["mia"], "From the cormorant.")
        actions.react(world.ana, made["mia"], kind="thanks")
        make.block(world.pau, world.ana)
    return made


def test_the_two_find_nothing_of_each_other(world, parted, talk, browse):
    browser = browse(world.pau)
    for path in (talk, f"/circles/posts/{parted['mia'].public_id}", f"{talk}/search?q=o"):
        text = browser.page(path).text.lower()
        assert "ana ruiz" not in text and "cormorant" not in text
    browser.page(f"/circles/posts/{parted['cormorant'].public_id}", status=404)
    browser.page(f"/circles/posts/{parted['answer'].public_id}", status=404)


def test_a_reply_of_the_other_is_neither_counted_nor_moves_a_conversation(world, parted, talk, browse):
    words = browse(world.pau).page(talk).words
    assert "1 reply" not in words and words.index("guillemot") < words.index("Of @")
    words = browse(world.mia).page(talk).words
    assert "1 reply" in words and words.index("Of @") < words.index("guillemot")


def test_by_the_name_of_the_other_nothing_is_found(world, parted, talk, browse):
    assert "Nothing found" in browse(world.pau).page(f"{talk}/search?q=ana").words
    assert "Of @Ana Ruiz" in browse(world.mia).page(f"{talk}/search?q=ana").words


def test_the_name_of_the_other_is_not_offered(world, parted, talk, browse):
    page = browse(world.pau).page(f"{talk}/posts")
    offered = page.find_all("textarea")[0].get("data-mentions")
    assert "Mia" in offered and "Ana" not in offered


# --- around ---------------------------------------------------------------------------------------------------


def test_a_new_reply_is_told_from_a_new_post(world, seat, talk, browse):
    with time_machine.travel(clock.now(), tick=False) as time:
        said = post(world.mia, seat.circle)
        time.shift(60)
        ana = browse(world.ana)
        ana.page(talk)
        time.shift(60)
        reply(world.pau, said)
        assert "new reply" in ana.page(talk).words


def test_the_page_says_when_the_members_meet_next(world, seat, talk, browse):
    assert "You meet next" not in browse(world.mia).page(talk).words
    meeting(seat, starts_at=clock.now() + timedelta(days=20))
    soonest = meeting(seat)
    page = browse(world.mia).page(talk)
    assert "You meet next on" in page.words and f"/circles/meetings/{soonest.public_id}" in page.links


def test_nobody_can_forge_the_mark_of_a_name(world, seat, talk, browse):
    mark = f'<span class="mention" data-person="{world.ana.public_id}">@Ana</span>'
    said = post(world.mia, seat.circle, f"{mark} <img src=x onerror=alert(1)> [x](javascript:alert(1))")
    assert '<span class="mention"' not in said.html
    page = browse(world.ana).page(talk)
    assert "<img src=x" not in page.text and 'href="javascript' not in page.text


def test_a_search_says_how_far_it_has_looked(world, seat, talk, browse, monkeypatch):
    monkeypatch.setattr(searching, "FIRST", 2)
    monkeypatch.setattr(searching, "BATCH", 2)
    monkeypatch.setattr(searching, "MOST_READ", 4)
    said = [post(world.ana, seat.circle, f"Thought {number}.") for number in range(6)]
    reply(world.mia, said[0], "A cormorant.")
    actions.edit_post(world.ana, said[1], words="A cormorant, too.")
    browser = browse(world.pau)
    page = browser.page(f"{talk}/search?q=CORMORANT+a")
    assert "cormorant." in page.words and "too" not in page.words and "looked through so far" in page.words
    later = next(link for link in page.links if "after=" in link)
    assert "too" in browser.page(later).words


def test_one_request_looks_through_no_more_than_it_may(world, seat, monkeypatch):
    for name, number in (("FIRST", 1), ("BATCH", 3), ("MOST_READ", 5)):
        monkeypatch.setattr(searching, name, number)
    for number in range(8):
        post(world.ana, seat.circle, f"Thought {number}.")
    found = searching.search(world.ana, seat, ["no such word"])
    assert found.looked_at == 5 and searching.search(world.ana, seat, ["no such word"], found.next_after).looked_at == 3


def test_home_of_circles_can_ask_where_something_is_new(world, seat, db):
    asked = select(queries.has_news()).where(CircleMember.person_id == world.ana.id)
    assert rows(asked, world.ana)[0][0] == 0
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        post(world.mia, seat.circle)
    assert rows(asked, world.ana)[0][0]
    assert not rows(select(queries.has_news()).where(CircleMember.person_id == world.mia.id), world.mia)[0][0]


def test_what_is_looked_for_stands_on_the_page_without_anything_invisible(world, talk, browse):
    page = browse(world.ana).page(f"{talk}/search?q=%00%E2%80%AEtide%0B")
    assert 'value="tide"' in page.text
