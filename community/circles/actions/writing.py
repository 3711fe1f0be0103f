"""Writing in a circle: a post, a reply, changing one's words, taking them back, and reacting."""

from datetime import timedelta

from sqlalchemy import delete, exists, select

from community.accounts.models import Person
from community.circles import queries, written
from community.circles.actions.steps import held
from community.circles.models import (
    LONGEST_POST,
    REACTIONS,
    RENDERING,
    Circle,
    CircleMember,
    CircleMention,
    CirclePost,
    CircleReaction,
)
from community.circles.permissions import CHANGE_POST, REACT, REPLY, WRITE_IN_CIRCLE
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import Permission, can
from community.core.text import clean_text
from community.events import CirclePostWritten

SENT_TWICE_WITHIN = timedelta(minutes=2)


def write_post(actor: Person, seat: CircleMember, *, words: str) -> CirclePost:
    """Begin a conversation in the circle. The same words sent twice are one post.

    Refuses: Conflict for who may not write there (any more), and in a circle that has ended; Invalid for no words, or too
    many. Publishes CirclePostWritten.
    """
    said = _usable(words)
    circle = held(seat.circle)
    db.session.refresh(seat)
    if not can(actor, WRITE_IN_CIRCLE, seat):
        raise _cannot()
    return _written(actor, circle, None, said)


def reply(actor: Person, post: CirclePost, *, words: str) -> CirclePost:
    """Answer a post; what answers a reply stands beneath the same post. The same words sent twice are one reply.

    Refuses and publishes what `write_post` does.
    """
    said = _usable(words)
    circle = _held_with(actor, post, REPLY)
    begun = queries.post_by_id(post.thread_id) if post.thread_id is not None else post
    if begun is None:
        raise _cannot()
    return _written(actor, circle, begun, said)


def edit_post(actor: Person, post: CirclePost, *, words: str) -> CirclePost:
    """Change one's own words: everybody sees that they were changed. Who is called by name only now gets a mail.

    Refuses: Conflict for who may not any more; Invalid for no words, or too many. Publishes CirclePostWritten when
    somebody is called whom the words did not call before.
    """
    said = _usable(words)
    _held_with(actor, post, CHANGE_POST)
    if said == post.words:
        return post
    called = _render(actor, post, said)
    post.edited_at = clock.now()
    before = set(db.session.scalars(select(CircleMention.person_id).where(CircleMention.post_id == post.id)))
    _remember(post, called - before)
    gone = (CircleMention.post_id == post.id, CircleMention.person_id.in_(before - called))
    db.session.execute(delete(CircleMention).where(*gone))
    db.session.flush()
    if called - before:
        publish(CirclePostWritten(post.circle_id, post.id, actor.id, tuple(sorted(called - before))))
    return post


def take_post_back(actor: Person, post: CirclePost) -> CirclePost | None:
    """Take one's own words back: they are deleted. The place stays where somebody replied; returns the post that is left to
    stand in the conversation, None when nothing of it is left.

    Refuses (Conflict) who may not any more. Publishes nothing.
    """
    _held_with(actor, post, CHANGE_POST)
    begun = queries.post_by_id(post.thread_id) if post.thread_id is not None else None
    db.session.execute(delete(CircleReaction).where(CircleReaction.post_id == post.id))
    db.session.execute(delete(CircleMention).where(CircleMention.post_id == post.id))
    if begun is None and _has_replies(post.id):
        post.words, post.html, post.deleted_at = None, None, clock.now()
        db.session.flush()
        return post
    db.session.delete(post)
    db.session.flush()
    return _counted_down(begun) if begun is not None else None


def react(actor: Person, post: CirclePost, *, kind: str) -> bool:
    """React to a post, or take the same reaction back; returns whether it stands now.

    Refuses: Conflict for who may not any more, and for words that were taken back; Invalid for a reaction there is not.
    Publishes nothing.
    """
    if kind not in REACTIONS:
        raise Invalid(_l("Please choose one of the reactions."), field="kind")
    _held_with(actor, post, REACT)
    key = {"post_id": post.id, "person_id": actor.id, "kind": kind}
    known = db.session.get(CircleReaction, key)
    if known is None:
        db.session.add(CircleReaction(**key))
    else:
        db.session.delete(known)
    db.session.flush()
    return known is None


# --- what they share ------------------------------------------------------------------------------------------


def _usable(words: str) -> str:
    said = clean_text(words)
    if not said:
        raise Invalid(_l("Write a few words first."), field="words")
    if len(said) > LONGEST_POST:
        raise Invalid(_l("That is too long: %(most)s characters at most.", most=LONGEST_POST), field="words")
    return said


def _cannot() -> Conflict:
    return Conflict(
        _l("Something has changed since you opened this page."),
        what_next=_l("Copy your words if you wrote some, then open the circle again."),
    )


def _held_with(actor: Person, post: CirclePost, permission: Permission) -> Circle:
    """The post's circle, held, while the actor may do this with the post as it is now."""
    circle = held(post.circle)
    if db.session.scalar(select(CirclePost.id).where(CirclePost.id == post.id)) is None:
        raise _cannot()
    db.session.refresh(post)
    if not can(actor, permission, post):
        raise _cannot()
    return circle


def _written(actor: Person, circle: Circle, begun: CirclePost | None, said: str) -> CirclePost:
    now = clock.now()
    if (same := _sent_just_now(actor, circle, begun, said)) is not None:
        return same
    post = CirclePost(
        circle_id=circle.id, author_id=actor.id, thread_id=begun.id if begun else None,
        begun_at=begun.begun_at if begun else now, begun_by_id=begun.begun_by_id if begun else actor.id,
        created_at=now, last_at=now, last_by_id=actor.id, replies=0,
    )  # fmt: skip
    called = _render(actor, post, said)
    db.session.add(post)
    db.session.flush()
    _remember(post, called)
    if begun is not None:
        begun.last_at, begun.last_by_id, begun.replies = now, actor.id, begun.replies + 1
    db.session.flush()
    publish(CirclePostWritten(circle.id, post.id, actor.id, tuple(sorted(called))))
    return post


def _sent_just_now(actor: Person, circle: Circle, begun: CirclePost | None, said: str) -> CirclePost | None:
    last = queries.newest_post_of(actor, circle.id)
    if last is None or clock.now() - last.created_at > SENT_TWICE_WITHIN:
        return None
    return last if last.words == said and last.thread_id == (begun.id if begun else None) else None


def _render(actor: Person, post: CirclePost, said: str) -> frozenset[int]:
    """Give the post these words; returns whom they call by name, not counting the author."""
    html, called = written.render(said, queries.people_inside(actor, post.circle_id))
    post.words, post.html, post.rendering = said, html, RENDERING
    return called - {actor.id}


def _remember(post: CirclePost, called: frozenset[int] | set[int]) -> None:
    db.session.add_all(CircleMention(post_id=post.id, person_id=person_id) for person_id in sorted(called))


def _has_replies(post_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(CirclePost.thread_id == post_id))))


def _counted_down(begun: CirclePost) -> CirclePost | None:
    """The conversation after one of its replies went; it goes too when its own words are gone and nobody else's are left."""
    replies = select(CirclePost.created_at, CirclePost.author_id).where(CirclePost.thread_id == begun.id)
    left = db.session.execute(replies.order_by(CirclePost.id.desc())).all()
    if begun.is_deleted and not left:
        db.session.delete(begun)
        db.session.flush()
        return None
    begun.replies = len(left)
    begun.last_at, begun.last_by_id = left[0] if left else (begun.created_at, begun.author_id)
    db.session.flush()
    return begun


def render_anew(most: int) -> int:
    """Render up to so many posts anew that were rendered by older rules; returns how many there were. Whom they call stays
    whom they called when they were written. Publishes nothing."""
    older = queries.rendered_by_older_rules(most)
    for post in older:
        if post.words is not None:
            post.html = written.render(post.words, queries.called_by(post.id)).html
        post.rendering = RENDERING
    db.session.flush()
    return len(older)
