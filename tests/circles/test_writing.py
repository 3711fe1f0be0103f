"""Writing in a circle: posts, replies, changing words, taking them back, reactions; and who is called by name."""

from datetime import timedelta
from time import process_time

import pytest
import time_machine
from sqlalchemy import select

from community.circles import actions, queries, written
from community.circles.models import ENDED, CircleMention, CirclePost, CircleReaction
from community.circles.permissions import SEE_POST
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.policy import can
from tests.circles.making import post, reply


@pytest.fixture
def seat(world, make):
    """Ana's row of her circle with Mia and Pau."""
    return make.circle(world.ana, world.mia, world.pau)


def test_words_become_html_once_when_they_are_written(world, seat):
    said = post(world.ana, seat.circle, "A **kind** tide.\n\n<script>alert(1)</script>")
    assert said.html.startswith("<p>A <strong>kind</strong> tide.</p>")
    assert "<script" not in said.html


def test_nothing_that_was_written_stands_in_the_database_in_words(world, seat, db):
    said = reply(world.mia, post(world.ana, seat.circle, "cormorant"), "**guillemot**")
    stored = db.connection().exec_driver_sql("SELECT * FROM circle_posts").all()
    assert len(stored) == 2 and said.words == "**guillemot**"
    assert not any(bird in str(stored) for bird in ("cormorant", "guillemot"))


def test_a_reply_moves_its_conversation_up(world, seat):
    with time_machine.travel(clock.now(), tick=False) as time:
        first = post(world.ana, seat.circle, "First.")
        time.shift(60)
        said = reply(world.mia, first)
    assert (first.replies, first.last_at) == (1, said.created_at)


def test_an_answer_to_a_reply_stands_beneath_the_same_post(world, seat):
    first = post(world.ana, seat.circle)
    again = actions.reply(world.pau, reply(world.mia, first), words="And to me.")
    assert again.thread_id == first.id and first.replies == 2


def test_the_same_words_sent_twice_are_one_post(world, seat):
    assert post(world.ana, seat.circle) is post(world.ana, seat.circle)


@pytest.mark.parametrize("words", ["", " \n ", "x" * 8001])
def test_no_words_and_too_many_are_refused(world, seat, words):
    with pytest.raises(Invalid):
        post(world.ana, seat.circle, words)


def test_nobody_writes_without_having_signed(world, make, seat):
    make.seat(seat.circle, world.lin, signed=False)
    with pytest.raises(Conflict):
        post(world.lin, seat.circle)


def test_nobody_writes_in_a_circle_that_has_ended(world, seat):
    said = post(world.ana, seat.circle)
    seat.circle.state = ENDED
    for attempt in (
        lambda: post(world.mia, seat.circle),
        lambda: reply(world.mia, said),
        lambda: actions.edit_post(world.ana, said, words="Other words."),
        lambda: actions.take_post_back(world.ana, said),
        lambda: actions.react(world.mia, said, kind="thanks"),
    ):
        with pytest.raises(Conflict):
            attempt()


def test_nobody_changes_the_words_of_somebody_else(world, seat):
    said = post(world.ana, seat.circle)
    with pytest.raises(Conflict):
        actions.edit_post(world.mia, said, words="Other words.")
    with pytest.raises(Conflict):
        actions.take_post_back(world.mia, said)


def test_changed_words_are_marked_and_rendered_anew(world, seat):
    said = actions.edit_post(world.ana, post(world.ana, seat.circle), words="*Other* words.")
    assert said.edited_at is not None and said.html == "<p><em>Other</em> words.</p>\n"


def test_words_that_are_taken_back_are_gone_and_their_place_stays_beneath_replies(world, seat, db):
    said = post(world.ana, seat.circle)
    actions.react(world.mia, said, kind="thanks")
    answer = reply(world.mia, said)
    assert actions.take_post_back(world.ana, said) is said
    assert (said.words, said.html, said.is_deleted) == (None, None, True)
    assert db.scalar(select(CircleReaction)) is None
    assert can(world.pau, SEE_POST, answer)


def test_a_post_without_replies_goes_with_its_words(world, seat, db):
    assert actions.take_post_back(world.ana, post(world.ana, seat.circle)) is None
    assert db.scalar(select(CirclePost)) is None


def test_the_last_reply_takes_the_empty_place_with_it(world, seat, db):
    said = post(world.ana, seat.circle)
    answer = reply(world.mia, said)
    actions.take_post_back(world.ana, said)
    assert actions.take_post_back(world.mia, answer) is None
    assert db.scalar(select(CirclePost)) is None


def test_a_reply_that_is_taken_back_leaves_the_conversation_where_it_was(world, seat):
    with time_machine.travel(clock.now(), tick=False) as time:
        said = post(world.ana, seat.circle)
        time.shift(60)
        answer = reply(world.mia, said)
        time.shift(60)
        actions.take_post_back(world.mia, answer)
    assert (said.replies, said.last_at) == (0, said.created_at)


def test_the_same_reaction_again_takes_it_back(world, seat, db):
    said = post(world.ana, seat.circle)
    assert actions.react(world.mia, said, kind="thanks")
    assert not actions.react(world.mia, said, kind="thanks")
    assert db.scalar(select(CircleReaction)) is None
    with pytest.raises(Invalid):
        actions.react(world.mia, said, kind="five stars")


# --- called by name -------------------------------------------------------------------------------------------


def called(db, said):
    return set(db.scalars(select(CircleMention.person_id).where(CircleMention.post_id == said.id)))


def test_a_name_typed_by_hand_calls_the_member(world, seat, db):
    said = post(world.ana, seat.circle, "Thank you, @mia, and @Pau Ferrer!")
    assert called(db, said) == {world.mia.id, world.pau.id}


def test_only_members_are_called(world, seat, db):
    said = post(world.ana, seat.circle, "Do you know @Lin Nguyễn?")
    assert called(db, said) == set() and "mention" not in said.html


def test_a_first_name_of_two_members_calls_neither(world, make, seat, db):
    make.seat(seat.circle, make.person(name="Mia Sand"))
    assert called(db, post(world.ana, seat.circle, "@Mia?")) == set()
    assert called(db, post(world.ana, seat.circle, "@Mia Sand?")) != set()


def test_who_is_blocked_is_not_called(world, make, seat, db):
    make.block(world.mia, world.ana)
    assert called(db, post(world.ana, seat.circle, "Thank you, @Mia!")) == set()


def test_nobody_calls_themselves(world, seat, db):
    assert called(db, post(world.ana, seat.circle, "@Ana said so.")) == set()


def test_changed_words_call_who_stands_in_them(world, seat, db):
    said = post(world.ana, seat.circle, "@Mia")
    actions.edit_post(world.ana, said, words="@Pau")
    assert called(db, said) == {world.pau.id}


@pytest.mark.parametrize("words", ["@’" * 4000, "@" + "’" * 7999, "@Mia’" * 1600, ("@" + ("’" * 38 + " ") * 6) * 33])
def test_calls_without_end_hold_nobody_up(world, words):
    """The circle is held while words are rendered; on SQLite everybody who writes waits."""
    begun = process_time()
    written.render(words, [written.Known(1, "mia", "Mia Chen 陈")])
    assert process_time() - begun < 2


def test_what_is_in_code_or_in_a_link_calls_nobody(world, seat, db):
    assert called(db, post(world.ana, seat.circle, "`@Mia` [@Mia](https://example.org/@Mia) x@mia.org")) == set()


# --- who reads ------------------------------------------------------------------------------------------------


def readers(world, said):
    return {name for name, person in world.everyone.items() if can(person, SEE_POST, said)}


def test_the_members_read_it_and_nobody_else(world, seat):
    assert readers(world, post(world.ana, seat.circle)) == {"ana", "mia", "pau"}


def test_a_newcomer_reads_conversations_begun_since_they_joined(world, make, seat):
    before = post(world.ana, seat.circle, "Before.")
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        make.seat(seat.circle, world.lin)
        answer, after = reply(world.mia, before), post(world.ana, seat.circle, "After.")
        assert not can(world.lin, SEE_POST, before) and not can(world.lin, SEE_POST, answer)
        assert can(world.lin, SEE_POST, after)
        assert queries.post_by_public_id(world.lin, answer.public_id) is None


def test_a_block_parts_the_two_inside_a_circle(world, make, seat):
    said = post(world.ana, seat.circle)
    answer = reply(world.mia, said)
    beneath = reply(world.ana, post(world.pau, seat.circle, "Hello."))
    make.block(world.pau, world.ana)
    assert readers(world, said) == {"ana", "mia"}
    assert readers(world, answer) == {"ana", "mia"}  # the conversation is Ana's
    assert queries.post_by_public_id(world.pau, answer.public_id) is None
    assert queries.post_by_public_id(world.ana, answer.public_id) is not None
    assert not can(world.pau, SEE_POST, beneath)
