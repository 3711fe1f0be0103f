"""What reaches the members of a circle outside of it: a mail when they are called by name, and what is new, at home."""

from datetime import timedelta

import pytest
import time_machine

from community.circles import actions, queries
from community.circles.mail.discussion import called
from community.circles.models import ENDED, RENDERING
from community.circles.permissions import SEE_POST
from community.core import clock
from community.core.policy import can
from tests.circles.making import post, reply


@pytest.fixture
def seat(world, make):
    """Ana's row of her circle with Mia and Pau, which is not listed."""
    return make.circle(world.ana, world.mia, world.pau, is_listed=False, name="Cormorants")


@pytest.fixture
def calling(worker, mails):
    """Who got a mail that they are called, after what was written."""

    def to() -> list[str]:
        worker.drain()
        found = [mail["To"].addresses[0].addr_spec for mail in mails if "calls you" in mail["Subject"]]
        mails.empty()
        return found

    return to


def test_who_is_called_gets_a_mail_without_a_word_of_it(world, seat, worker, mails):
    said = post(world.ana, seat.circle, "What do the guillemots say, @Mia?")
    worker.drain()
    (mail,) = (mail for mail in mails if "calls" in mail["Subject"])
    assert world.mia.email in mail["To"] and mail["Subject"] == "Ana Ruiz Gómez calls you in your circle"
    text = mail.as_string()
    assert "guillemots" not in text and "Cormorants" not in text
    assert f"/circles/posts/{said.public_id}" in mail.get_body(("plain",)).get_content()


def test_the_second_mail_comes_after_they_have_been_there(world, seat, calling, browse):
    first = post(world.ana, seat.circle, "@Mia?")
    assert calling() == [world.mia.email]
    post(world.pau, seat.circle, "@Mia!")
    assert calling() == []
    browse(world.mia).page(f"/circles/{seat.circle.public_id}")
    reply(world.ana, first, "@Mia.")
    assert calling() == [world.mia.email]
    browse(world.mia).page(f"/circles/posts/{first.public_id}")
    reply(world.ana, first, "@Mia, once more.")
    assert calling() == [world.mia.email]


def test_nobody_is_told_what_they_have_seen_or_what_is_not_theirs_any_more(world, make, seat, calling, browse):
    post(world.ana, seat.circle, "@Mia?")
    browse(world.mia).page(f"/circles/{seat.circle.public_id}")
    assert calling() == []
    post(world.ana, seat.circle, "@Pau?")
    make.block(world.pau, world.ana)
    assert calling() == []


def test_a_mail_that_waits_is_not_sent_once_it_was_seen(world, seat, browse):
    said = post(world.ana, seat.circle, "@Mia?")
    browse(world.mia).page(f"/circles/posts/{said.public_id}")
    assert called(world.mia, post_id=said.id) is None


def test_words_taken_back_tell_nobody(world, seat, calling):
    actions.take_post_back(world.ana, post(world.ana, seat.circle, "@Mia?"))
    assert calling() == []


def test_who_left_the_circle_is_told_nothing(world, seat, calling):
    post(world.ana, seat.circle, "@Mia?")
    actions.leave(world.mia, queries.seat(world.mia, seat.circle.public_id))
    assert calling() == []


def test_who_must_sign_first_is_told_of_the_charter_alone(world, make, seat, calling):
    post(world.ana, seat.circle, "@Mia?")
    with time_machine.travel(clock.now() + timedelta(days=30)):
        make.charter(seat)
        seat.circle.charter_binds_at = clock.now()
        assert calling() == []


def test_calling_and_taking_back_again_and_again_fills_no_mailbox(world, seat, calling):
    circle, told = seat.circle, []
    for number in range(6):
        said = post(world.ana, circle, f"@Mia, number {number}")
        told += calling()
        actions.take_post_back(world.ana, said)
    assert told == [world.mia.email] * 3


def test_words_that_call_somebody_only_later_tell_them_then(world, seat, calling):
    said = post(world.ana, seat.circle, "What do you think?")
    actions.edit_post(world.ana, said, words="What do you think, @Mia?")
    assert calling() == [world.mia.email]
    actions.edit_post(world.ana, said, words="What do you all think, @Mia?")
    assert calling() == []


def test_a_call_they_may_not_read_swallows_none_that_is_theirs(world, make, seat, calling):
    before_they_came = post(world.ana, seat.circle, "Who could join us?")
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        make.seat(seat.circle, world.lin)
        reply(world.ana, before_they_came, "@Lin, of course.")
        assert calling() == []
        post(world.pau, seat.circle, "@Lin, welcome!")
        assert calling() == [world.lin.email]


# --- home -----------------------------------------------------------------------------------------------------


def test_home_says_who_wrote_since_one_was_there_and_not_what(world, seat, browse):
    with time_machine.travel(clock.now(), tick=False) as time:
        time.shift(60)
        reply(world.pau, post(world.mia, seat.circle, "guillemot"))
        home = browse(world.ana).page("/")
        assert "2 are new, from Mia Chen 陈 and Pau Ferrer" in home.words or "2 are new, from Pau" in home.words
        assert "guillemot" not in home.text
        browse(world.ana).page(f"/circles/{seat.circle.public_id}")
        assert "In your circles" not in browse(world.ana).page("/").words


@pytest.mark.parametrize("change", ["own", "unsigned", "blocked", "ended", "outside", "taken back"])
def test_home_says_nothing_of_what_is_not_new_or_not_ones_own(world, make, seat, browse, change):
    with time_machine.travel(clock.now() + timedelta(seconds=60)):
        said = post(world.mia, seat.circle)
        reader = {"own": world.mia, "outside": world.lin}.get(change, world.ana)
        if change == "unsigned":
            queries.seat(world.ana, seat.circle.public_id).signed_number = 0
        if change == "blocked":
            make.block(world.ana, world.mia)
        if change == "ended":
            seat.circle.state, seat.circle.ended_at = ENDED, clock.now()
        if change == "taken back":
            actions.take_post_back(world.mia, said)
        assert "In your circles" not in browse(reader).page("/").words


# --- rules of rendering ---------------------------------------------------------------------------------------


def test_what_older_rules_rendered_is_rendered_anew(world, seat, worker, browse, db):
    said = post(world.mia, seat.circle, "**Well**, @Ana?")
    said.html, said.rendering = "<p>stale</p>", RENDERING - 1
    db.flush()
    page = browse(world.pau).page(f"/circles/{seat.circle.public_id}")
    assert "<strong>Well</strong>" in page.text and "stale" not in page.text
    worker.job("circles.render_anew")
    assert said.rendering == RENDERING and "<strong>Well</strong>" in said.html
    assert 'class="mention"' in said.html and can(world.pau, SEE_POST, said)
