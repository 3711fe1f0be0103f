"""Circles with what their members write, for a large community, by bulk insert: small ones for many, and a talkative one for
the reader who is measured: 20 members, 5,000 posts and replies."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from community.circles import written
from community.circles.models import (
    IN,
    PARTS,
    REACTIONS,
    RENDERING,
    Charter,
    CharterSignature,
    Circle,
    CircleMember,
    CirclePost,
    CircleReaction,
)
from community.core import clock
from community.core.columns import new_public_id
from community.core.extensions import db
from community.core.text import fold

Row = dict[str, Any]
SIZE, POSTS = 6, 12
READERS_SIZE, READERS_POSTS = 20, 5_000
MOST_CIRCLES = 2_000
DAYS = 400
REPLIES = 0.6  # of all that is written
WORDS = (
    "What keeps me going this week: **one thing** that went better than I feared.",
    "I would like to hear how you say no to somebody you like. I never find the *first sentence*.",
    "Thank you for yesterday. I went home lighter than I came.\n\n- ask before advising\n- leave a silence\n- ask once more",
    "A question for the next time: what did you stop doing, and does anybody miss it?",
    "It is like this for me too, and I have no answer. Shall we look at it together when we meet?",
    "I tried what you said, and it was harder and shorter than I thought. They were *glad* that somebody asked.",
)


def build_circles(ids: Sequence[int]) -> None:
    """Insert circles of these people; the first of them, who reads when we measure, is in the talkative one."""
    random = Random(2019)  # noqa: S311 - the same community every time
    said = [(words, written.render(words, ()).html) for words in WORDS]
    _insert(ids[:READERS_SIZE], READERS_POSTS, said, random)
    others = ids[READERS_SIZE:]
    for start in range(0, min(len(others), MOST_CIRCLES * SIZE), SIZE):
        _insert(others[start : start + SIZE], POSTS, said, random)
    db.session.flush()


def _insert(people: Sequence[int], posts: int, said: Sequence[tuple[str, str]], random: Random) -> None:
    if not people:
        return
    began = clock.now() - timedelta(days=DAYS + 7)
    circle_id = _one(Circle, _circle(people, began, random))
    charter = dict.fromkeys(PARTS, "We listen, and what is said here stays here.")
    charter_id = _one(
        Charter, {"circle_id": circle_id, "number": 1, "author_id": people[0], "created_at": began, **charter}
    )
    db.session.execute(insert(CircleMember), [_member(circle_id, one, began) for one in people])
    signatures = [{"charter_id": charter_id, "person_id": one, "created_at": began} for one in people]
    db.session.execute(insert(CharterSignature), signatures)
    begun = [*_conversations(circle_id, people, posts, began, said, random)]
    made = insert(CirclePost).returning(CirclePost.id, sort_by_parameter_order=True)
    post_ids = [*db.session.execute(made, begun).scalars()]
    replies = [*_replies(begun, post_ids, people, said, random)]
    if replies:
        db.session.execute(insert(CirclePost), replies)
    db.session.execute(insert(CircleReaction), [*_reactions(post_ids, people, random)])


def _one(model: Any, row: Row) -> int:
    return int(db.session.execute(insert(model).returning(model.id), [row]).scalar_one())


def _circle(people: Sequence[int], began: datetime, random: Random) -> Row:
    name = f"Circle of {random.choice(('Tuesday', 'the harbour', 'late starters', 'second careers'))}"
    return {
        "public_id": new_public_id(), "created_at": began, "name": name, "name_folded": fold(name), "found_by": fold(name),
        "purpose": "To think aloud among equals.", "topics": ["tide tables"], "size": max(4, len(people)),
        "taken": len(people), "facilitator_id": people[0], "starter_id": people[0], "charter_number": 1,
        "charter_bound_number": 1, "charter_binds_at": began,
    }  # fmt: skip


def _member(circle_id: int, person_id: int, began: datetime) -> Row:
    return {
        "public_id": new_public_id(), "created_at": began, "circle_id": circle_id, "person_id": person_id, "state": IN,
        "since": began, "joined_at": began, "signed_number": 1, "signed_at": began, "seen_at": clock.now(),
    }  # fmt: skip


def _conversations(
    circle_id: int, people: Sequence[int], posts: int, began: datetime, said: Sequence[tuple[str, str]], random: Random
) -> Iterator[Row]:
    """The posts that begin one, with the number and the moment of the last reply that each will get."""
    count = max(1, round(posts * (1 - REPLIES)))
    replies = [0] * count
    for _number in range(posts - count):
        replies[random.randrange(count)] += 1
    for number in range(count):
        at = began + timedelta(days=DAYS * number / count)
        yield {
            **_post(circle_id, random.choice(people), at, said, random),
            "thread_id": None, "replies": replies[number], "last_at": at + timedelta(minutes=replies[number]),
        }  # fmt: skip


def _replies(
    begun: Sequence[Row], ids: Sequence[int], people: Sequence[int], said: Sequence[tuple[str, str]], random: Random
) -> Iterator[Row]:
    for post_id, post in zip(ids, begun, strict=True):
        for number in range(post["replies"]):
            at = post["begun_at"] + timedelta(minutes=number + 1)
            by = post["last_by_id"] if number + 1 == post["replies"] else random.choice(people)
            yield {
                **_post(post["circle_id"], by, at, said, random),
                "thread_id": post_id, "begun_at": post["begun_at"], "begun_by_id": post["author_id"],
                "last_at": at, "replies": 0,
            }  # fmt: skip


def _post(circle_id: int, author_id: int, at: datetime, said: Sequence[tuple[str, str]], random: Random) -> Row:
    words, html = random.choice(said)
    return {
        "public_id": new_public_id(), "circle_id": circle_id, "author_id": author_id, "begun_by_id": author_id,
        "begun_at": at, "created_at": at, "words": words, "html": html, "rendering": RENDERING, "last_by_id": author_id,
    }  # fmt: skip


def _reactions(ids: Sequence[int], people: Sequence[int], random: Random) -> Iterator[Row]:
    for post_id in ids:
        for person_id in random.sample(people, min(2, len(people))):
            kind = random.choice([*REACTIONS])
            yield {"post_id": post_id, "person_id": person_id, "kind": kind, "created_at": clock.now()}
