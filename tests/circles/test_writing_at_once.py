"""Several in the same conversation at the same moment, in real transactions: everybody is heard, and counted."""

import pytest

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.models import CirclePost
from community.core.errors import Conflict
from community.core.extensions import db
from tests.at_once import at_once, written
from tests.circles.making import post
from tests.make import Make


@pytest.fixture
def conversation(fresh_app):
    """(id of a post, ids of the members: its author first)."""

    def build():
        make = Make()
        people = [make.person() for _ in range(6)]
        seat = make.circle(*people)
        return post(people[0], seat.circle).id, [one.id for one in people]

    return written(fresh_app, build)


def said(post_id: int) -> CirclePost:
    found = queries.post_by_id(post_id)
    if found is None:
        raise Conflict("gone")
    return found


def replying(post_id: int, person_id: int):
    return lambda: actions.reply(db.session.get_one(Person, person_id), said(post_id), words=f"I am {person_id}.").id


def test_six_who_reply_at_once_are_all_counted(fresh_app, conversation):
    post_id, people = conversation
    at_once(fresh_app, *(replying(post_id, one) for one in people))
    replies, last_by = written(fresh_app, lambda: (said(post_id).replies, said(post_id).last_by_id))
    assert replies == 6 and last_by in people


def test_words_taken_back_while_somebody_replies_leave_their_place_or_refuse_the_reply(fresh_app, conversation):
    post_id, (author, other, *_others) = conversation

    def take_back():
        return actions.take_post_back(db.session.get_one(Person, author), said(post_id)) is None

    went, replied = at_once(fresh_app, take_back, replying(post_id, other))
    left = written(fresh_app, lambda: db.session.get(CirclePost, post_id))
    if isinstance(replied, Conflict):
        assert went is True and left is None
    else:
        assert isinstance(replied, int) and left is not None and left.replies == 1


def test_the_same_reaction_pressed_twice_at_once_never_fails(fresh_app, conversation):
    post_id, (_author, other, *_others) = conversation

    def react():
        return actions.react(db.session.get_one(Person, other), said(post_id), kind="thanks")

    assert sorted(at_once(fresh_app, react, react)) == [False, True]
