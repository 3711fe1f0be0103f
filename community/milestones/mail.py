"""Mails about milestones, composed at the moment of sending: who and which kind, with a link; no word of what is told.

A composer gives None when the mail is no longer wanted: seen on the site, answered, taken back, blocked, gone.
"""

from flask import url_for

from community.accounts.models import Person
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can
from community.milestones import queries
from community.milestones.links import token_for
from community.milestones.models import KINDS, Milestone
from community.milestones.permissions import ANSWER_MILESTONE, CONGRATULATE, SEE_CONGRATULATION


def shared(person: Person, *, milestone_id: int) -> Message | None:
    """A mentor hears that their coachee shares something: once a day at most, the rest is on home and in the feed."""
    milestone = queries.by_id(milestone_id)
    if milestone is None or not can(person, CONGRATULATE, milestone):
        return None
    if queries.is_opened(person, milestone.id) or queries.said_by(person, [milestone.id]):
        return None
    if queries.is_told_enough(person, milestone):
        return None
    name = milestone.subject.name
    lines = [
        _("The link opens a page with it and room for your words; you need not sign in."),
        _("One sentence of your own is plenty. Nobody is told that you got this mail."),
    ]
    return note(
        _("%(name)s shares something with you", name=name),
        lines,
        _("Read it and congratulate"),
        url_for("milestones.by_mail", token=token_for(person, milestone), _external=True),
        facts=[KINDS[milestone.kind]],
        why=_("You get this mail because you mentored %(name)s.", name=name),
        names=[milestone.subject_id],
        page=_page(milestone),
    )


def waits(person: Person, *, milestone_id: int) -> Message | None:
    """Somebody tells something of you."""
    milestone = queries.by_id(milestone_id)
    if milestone is None or not can(person, ANSWER_MILESTONE, milestone):
        return None
    lines = [
        _(
            "You alone can read it. Nobody else does until you say yes; you can change the words, and who may read them."
        ),
        _("If you would rather not, say so without a reason. Nobody is told."),
    ]
    return note(
        _("%(name)s would like to share something about you", name=milestone.author.name),
        lines,
        _("Read it"),
        _page(milestone),
        facts=[KINDS[milestone.kind]],
        why=_("You get this mail because it is about you."),
        names=[milestone.author_id],
    )


def congratulated(person: Person, *, milestone_id: int, congratulation_id: int) -> Message | None:
    """Somebody congratulates you. Whatever comes before you have looked is not told again."""
    said = queries.congratulation_by_id(congratulation_id)
    if said is None or not can(person, SEE_CONGRATULATION, said):
        return None
    if queries.is_opened_since(person, milestone_id, said.created_at):
        return None
    lines = [
        _("You can thank, to them alone or openly. What else comes waits there for you: there is no further mail.")
    ]
    return note(
        _("%(name)s congratulates you", name=said.person.name),
        lines,
        _("Read it"),
        _page(said.milestone),
        facts=[KINDS[said.milestone.kind]],
        why=_("You get this mail because it is about something you shared."),
        names=[said.person_id],
    )


def thanked(person: Person, *, congratulation_id: int) -> Message | None:
    """The subject thanks you."""
    said = queries.congratulation_by_id(congratulation_id)
    if said is None or said.person_id != person.id or said.thanked_at is None:
        return None
    if not can(person, SEE_CONGRATULATION, said):
        return None
    if queries.is_opened_since(person, said.milestone_id, said.thanked_at):
        return None
    return note(
        _("%(name)s thanks you", name=said.milestone.subject.name),
        [_("You congratulated; the answer is on its page.")],
        _("Read it"),
        _page(said.milestone),
        why=_("You get this mail because you congratulated."),
        thread=f"milestone:{said.milestone_id}",
        names=[said.milestone.subject_id],
    )


def _page(milestone: Milestone) -> str:
    return url_for("milestones.show", milestone=milestone.public_id, _external=True)
