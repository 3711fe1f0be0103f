"""The pages of the discussion, through the public door."""

from datetime import timedelta

import pytest
import time_machine

from community.circles.models import ENDED
from community.core import clock
from tests.circles.making import post, reply


@pytest.fixture
def seat(world, make):
    """Ana's row of her circle with Mia and Pau, which is not listed."""
    return make.circle(world.ana, world.mia, world.pau, is_listed=False)


@pytest.fixture
def talk(seat):
    return f"/circles/{seat.circle.public_id}"


def test_the_members_find_what_is_written_and_who_reads_it(world, seat, talk, browse):
    post(world.mia, seat.circle, "A **kind** tide.")
    page = browse(world.ana).page(talk)
    assert "Mia Chen" in page.words and "<strong>kind</strong>" in page.text


def test_above_every_field_stands_who_reads_it(world, seat, talk, browse):
    address = f"/circles/posts/{post(world.ana, seat.circle).public_id}"
    for path in (f"{talk}/posts", address, f"{address}/words"):
        page = browse(world.ana).page(path)
        assert "<textarea" in page.text and "The members of this circle" in page.words


def test_who_is_not_in_it_finds_no_page(world, seat, talk, browse):
    post(world.mia, seat.circle)
    for person in (world.lin, world.bea, world.mod, world.cora):
        browse(person).page(talk, status=404)
        browse(person).page(f"{talk}/search?q=tide", status=404)


def test_others_find_the_front_of_a_listed_circle_and_nothing_of_what_is_inside(world, make, browse):
    circle = make.circle(world.ana, world.mia).circle
    said = post(world.mia, circle, "cormorant")
    for person in (world.lin, world.cora):
        page = browse(person).page(f"/circles/{circle.public_id}")
        assert circle.purpose in page.words and "cormorant" not in page.text
        browse(person).page(f"/circles/posts/{said.public_id}", status=404)


def test_who_has_not_signed_is_led_to_the_charter(world, make, seat, talk, browse):
    make.seat(seat.circle, world.lin, signed=False)
    assert browse(world.lin).get(talk).location.endswith("/charter")


def test_a_post_is_written_read_and_answered(world, seat, talk, browse):
    browse(world.ana).send(f"{talk}/posts", {"words": "What keeps you going?"})
    page = browse(world.mia).page(talk)
    address = next(link for link in page.links if link.startswith("/circles/posts/"))
    answered = browse(world.mia).send(f"{address}/replies", {"words": "The sea."})
    page = browse(world.ana).page(answered.response.location.partition("#")[0])
    assert "What keeps you going?" in page.words and "The sea." in page.words


def test_the_conversation_that_was_last_spoken_in_stands_first(world, seat, talk, browse):
    with time_machine.travel(clock.now(), tick=False) as time:
        first = post(world.ana, seat.circle, "cormorant")
        time.shift(60)
        post(world.ana, seat.circle, "guillemot")
        time.shift(60)
        reply(world.mia, first)
        words = browse(world.pau).page(talk).words
    assert words.index("cormorant") < words.index("guillemot")


def test_earlier_conversations_stand_on_the_next_page(world, seat, talk, browse):
    for number in range(17):
        post(world.ana, seat.circle, f"Thought {number}.")
    browser = browse(world.mia)
    page = browser.page(talk)
    later = browser.page(talk + next(link for link in page.links if link.startswith("?after=")))
    assert "Thought 16." in page.words and "Thought 1." not in page.words
    assert "Thought 1." in later.words and "Thought 0." in later.words


def test_earlier_replies_stand_on_another_page(world, seat, browse):
    first = post(world.ana, seat.circle)
    for number in range(52):
        reply(world.mia, first, f"Thought {number}.")
    browser, address = browse(world.ana), f"/circles/posts/{first.public_id}"
    page = browser.page(address)
    assert page.words.index("Thought 50.") < page.words.index("Thought 51.") and "Thought 1." not in page.words
    earlier = browser.page(address + next(link for link in page.links if link.startswith("?earlier=")))
    assert "Thought 1." in earlier.words


def test_words_that_are_refused_stay_in_the_field(world, seat, talk, browse):
    page = browse(world.ana).send(f"{talk}/posts", {"words": "x" * 8001}, status=422)
    assert "x" * 8001 in page.text
    said = post(world.ana, seat.circle)
    assert (
        "x" * 8001
        in browse(world.mia).send(f"/circles/posts/{said.public_id}/replies", {"words": "x" * 8001}, status=422).text
    )


def test_a_reply_is_found_in_its_conversation(world, seat, browse):
    first = post(world.ana, seat.circle)
    answer = reply(world.mia, first)
    location = browse(world.ana).get(f"/circles/posts/{answer.public_id}").location
    assert location.endswith(f"{first.public_id}#p-{answer.public_id}")


def test_ones_own_words_are_changed_and_marked(world, seat, talk, browse):
    said = post(world.ana, seat.circle)
    browse(world.ana).send(f"/circles/posts/{said.public_id}/words", {"words": "Other words."})
    page = browse(world.mia).page(talk)
    assert "Other words." in page.words and "edited" in page.words
    browse(world.mia).page(f"/circles/posts/{said.public_id}/words", status=403)


def test_words_taken_back_leave_their_place_beneath_replies(world, seat, talk, browse):
    said = post(world.ana, seat.circle, "cormorant")
    reply(world.mia, said, "guillemot")
    browse(world.ana).send(f"/circles/posts/{said.public_id}/removal")
    page = browse(world.pau).page(f"/circles/posts/{said.public_id}")
    assert "taken back" in page.words and "guillemot" in page.words and "cormorant" not in page.text
    assert "taken back" in browse(world.pau).page(talk).words


def test_a_reaction_names_who_reacted_and_counts_nobody(world, seat, talk, browse):
    said = post(world.ana, seat.circle)
    browse(world.mia).send(f"/circles/posts/{said.public_id}/reactions", {"kind": "thanks", "next": talk})
    browse(world.pau).send(f"/circles/posts/{said.public_id}/reactions", {"kind": "thanks"})
    assert "Thank you: Mia Chen 陈 and Pau Ferrer" in browse(world.ana).page(talk).words
    assert "Thank you: Pau Ferrer and you" in browse(world.mia).page(talk).words


def test_what_somebody_else_wrote_since_one_was_there_is_marked(world, seat, talk, browse):
    with time_machine.travel(clock.now(), tick=False) as time:
        time.shift(60)
        said = post(world.mia, seat.circle)
        ana, mia = browse(world.ana), browse(world.mia)
        assert "pill-accent" in ana.page(talk).text and "pill-accent" not in ana.page(talk).text
        assert "pill-accent" not in mia.page(talk).text
        time.shift(60)
        reply(world.ana, said)
        assert "pill-accent" in mia.page(talk).text and "pill-accent" not in ana.page(talk).text


def test_an_ended_circle_is_read_and_nothing_can_be_written(world, seat, talk, browse):
    said = post(world.mia, seat.circle, "cormorant")
    seat.circle.state, seat.circle.ended_at = ENDED, clock.now()
    browser = browse(world.ana)
    page = browser.page(talk)
    assert "cormorant" in page.words and not [path for _, path in page.forms if "/posts" in path]
    assert "<textarea" not in browser.page(f"/circles/posts/{said.public_id}").text
    browser.send(f"{talk}/posts", {"words": "More."}, status=403)


def test_a_newcomer_finds_what_was_begun_since_they_joined(world, make, seat, talk, browse):
    before = post(world.ana, seat.circle, "cormorant")
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        make.seat(seat.circle, world.lin)
        post(world.ana, seat.circle, "guillemot")
        browser = browse(world.lin)
        page = browser.page(talk)
        assert "guillemot" in page.words and "cormorant" not in page.text
        assert "since" in page.words
        browser.page(f"/circles/posts/{before.public_id}", status=404)
        assert "Nothing found" in browser.page(f"{talk}/search?q=cormorant").words


def test_the_charter_may_let_newcomers_read_more(world, make, seat, talk, browse):
    make.charter(seat, newcomers_read_all=True)
    post(world.ana, seat.circle, "cormorant")
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        make.seat(seat.circle, world.lin)
        assert "cormorant" in browse(world.lin).page(talk).words


def test_who_left_the_community_is_a_former_member_and_their_words_stay(world, seat, talk, browse):
    post(world.pau, seat.circle, "cormorant")
    world.pau.standing = "left"
    page = browse(world.ana).page(talk)
    assert "cormorant" in page.words and "A former member" in page.words and "Pau" not in page.text
