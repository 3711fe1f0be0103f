"""The mail that says that somebody called you by name: who and in which circle, with a link. Never a word of it."""

from flask import url_for

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.circles import queries
from community.circles.permissions import SEE_POST
from community.circles.wording import named
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can


def called(person: Person, *, post_id: int) -> Message | None:
    """To a member called by name; not when they have seen it meanwhile, may not read it, or do not find its author any more."""
    post, mention = queries.post_by_id(post_id), queries.mention(post_id, person.id)
    if post is None or mention is None or mention.seen_at is not None or post.circle.is_ended:
        return None
    if not can(person, SEE_POST, post) or not can(person, SEE_PERSON, post.author):
        return None
    name = post.author.name if post.author is not None else ""
    return note(
        _("%(name)s calls you in %(circle)s", name=name, circle=named(post.circle)),
        [_("What it says is on the site, for the members of the circle alone. We send no second mail until you have been there.")],
        _("Read it"),
        url_for("circles.conversation", post=post.public_id, _external=True),
        why=_("You get this mail because you are a member of this circle."),
        names=[post.author.id] if post.author is not None else (),
    )  # fmt: skip
