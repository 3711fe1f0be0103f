"""Writing in the discussion: a post, a reply, one's own words changed or taken back, a reaction."""

from typing import Any

from flask import flash, redirect, request, url_for

from community.circles import actions, queries
from community.circles.forms.discussion import WordsForm
from community.circles.models import CircleMember, CirclePost
from community.circles.permissions import CHANGE_POST, REACT, REPLY, SEE_POST, WRITE_IN_CIRCLE
from community.circles.said import Reader
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import reacts, writes
from community.circles.views.showing import Surroundings
from community.circles.wording import readers_words
from community.core.errors import Invalid, Missing
from community.core.language import gettext as _
from community.core.web import current_actor, requires, safe_next, see_other


@blueprint.get("/<circle>/posts")
@requires(WRITE_IN_CIRCLE, load=queries.seat)
def begin(seat: CircleMember) -> Any:
    """The field with which a conversation begins."""
    return _beginning(seat, WordsForm(formdata=None))


@blueprint.post("/<circle>/posts")
@requires(WRITE_IN_CIRCLE, load=queries.seat)
@writes
def write(seat: CircleMember) -> Any:
    """Begin a conversation."""
    form = WordsForm()
    if not form.validate_on_submit():
        return _beginning(seat, form)
    try:
        post = actions.write_post(current_actor(), seat, words=form.words.data)
    except Invalid as refusal:
        form.refuse(refusal)
        return _beginning(seat, form)
    return see_other("circles.show", circle=seat.circle.public_id, _anchor=f"p-{post.public_id}")


@blueprint.get("/posts/<post>")
@requires(SEE_POST, load=queries.post_by_public_id)
def conversation(post: CirclePost) -> Any:
    """A post with what was replied to it; a reply is found there too."""
    if post.is_reply:
        begun = queries.post_by_id(post.thread_id or 0)
        if begun is None:
            raise Missing
        return see_other("circles.conversation", post=begun.public_id, _anchor=f"p-{post.public_id}")
    return _conversation(post)


@blueprint.post("/posts/<post>/replies")
@requires(REPLY, load=queries.post_by_public_id)
@writes
def answer(post: CirclePost) -> Any:
    """Reply to it."""
    form = WordsForm()
    if not form.validate_on_submit():
        return _conversation(_begun(post), form)
    try:
        said = actions.reply(current_actor(), post, words=form.words.data)
    except Invalid as refusal:
        form.refuse(refusal)
        return _conversation(_begun(post), form)
    return see_other("circles.conversation", post=_begun(post).public_id, _anchor=f"p-{said.public_id}")


@blueprint.get("/posts/<post>/words")
@requires(CHANGE_POST, load=queries.post_by_public_id)
def change_words(post: CirclePost) -> Any:
    """One's own words, to be changed or taken back."""
    return _changing(post, WordsForm(formdata=None, words=post.words))


@blueprint.post("/posts/<post>/words")
@requires(CHANGE_POST, load=queries.post_by_public_id)
@writes
def save_words(post: CirclePost) -> Any:
    """Change them."""
    form = WordsForm()
    if not form.validate_on_submit():
        return _changing(post, form)
    try:
        actions.edit_post(current_actor(), post, words=form.words.data)
    except Invalid as refusal:
        form.refuse(refusal)
        return _changing(post, form)
    return see_other("circles.conversation", post=_begun(post).public_id, _anchor=f"p-{post.public_id}")


@blueprint.post("/posts/<post>/removal")
@requires(CHANGE_POST, load=queries.post_by_public_id)
def take_words_back(post: CirclePost) -> Any:
    """Take one's own words back."""
    circle = post.circle.public_id
    left = actions.take_post_back(current_actor(), post)
    flash(_("Taken back. Nobody can read these words any more."), "good")
    if left is None:
        return see_other("circles.show", circle=circle)
    return see_other("circles.conversation", post=left.public_id)


@blueprint.post("/posts/<post>/reactions")
@requires(REACT, load=queries.post_by_public_id)
@reacts
def react(post: CirclePost) -> Any:
    """React to it, or take the reaction back."""
    actions.react(current_actor(), post, kind=request.form.get("kind", ""))
    back = safe_next(url_for("circles.conversation", post=_begun(post).public_id))
    return redirect(f"{back.partition('#')[0]}#p-{post.public_id}", 303)


def _begun(post: CirclePost) -> CirclePost:
    """The post that begins its conversation."""
    begun = queries.post_by_id(post.thread_id) if post.thread_id is not None else post
    if begun is None:
        raise Missing
    return begun


def _seat(post: CirclePost) -> CircleMember:
    seat = queries.seat(current_actor(), post.circle.public_id)
    if seat is None:
        raise Missing
    return seat


def _conversation(begun: CirclePost, form: WordsForm | None = None) -> Any:
    """The page of a conversation, with the words of a refused reply when there are some."""
    actor, seat = current_actor(), _seat(begun)
    reader, found = Reader(actor, seat), queries.replies(actor, begun, request.args.get("earlier"))
    first, *replies = reader.said([*queries.posts(actor, [begun.id]), *reversed(found.items)])
    if request.method == "GET":
        actions.note_thread_seen(actor.id, begun)
    return inside(
        "circles/conversation.html", seat, "talk",
        form=form or (None if seat.circle.is_ended else WordsForm(formdata=None)),
        first=first, replies=replies, page=found, reader=reader, readers_words=readers_words,
        c=Surroundings(seat, [first, *replies]),
    )  # fmt: skip


def _beginning(seat: CircleMember, form: WordsForm) -> Any:
    reader = Reader(current_actor(), seat)
    return inside("circles/write.html", seat, "talk", form=form, reader=reader, readers_words=readers_words)


def _changing(post: CirclePost, form: WordsForm) -> Any:
    seat = _seat(post)
    reader = Reader(current_actor(), seat)
    return inside("circles/words.html", seat, "talk", form=form, post=post, reader=reader, readers_words=readers_words)
