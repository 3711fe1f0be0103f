"""The subject's word on what somebody tells of them, and the wish that more people may read it."""

from typing import Any

from flask import flash

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other
from community.milestones import actions, queries
from community.milestones.forms import AnswerForm
from community.milestones.forms.sharing import WiderForm
from community.milestones.models import Milestone
from community.milestones.permissions import ANSWER_MILESTONE, KEEP_MILESTONE
from community.milestones.shown import story_of
from community.milestones.standing import readers_of
from community.milestones.views import blueprint
from community.milestones.views.around import offer_readers, surroundings


@blueprint.get("/<milestone>/answer")
@requires(ANSWER_MILESTONE, load=queries.by_public_id)
def answer(milestone: Milestone) -> Any:
    """What somebody wrote about me, with everything I can do about it."""
    form = AnswerForm(
        data={
            "words": milestone.words,
            "picture_alt": milestone.picture_alt,
            "revision": str(milestone.revision),
        }
    )
    return _answering(form, milestone)


@blueprint.post("/<milestone>/approval")
@requires(ANSWER_MILESTONE, load=queries.by_public_id)
def approve(milestone: Milestone) -> Any:
    """Yes, in these words and to these readers."""
    actor, form = current_actor(), AnswerForm()
    hints = offer_readers(form, actor, actor)
    if not form.validate_on_submit():
        return _answering(form, milestone, hints)
    audience, which = form.readers
    try:
        actions.approve(
            actor, milestone, revision=form.version, words=form.words.data, audience=audience, which=which,
            picture_alt=form.picture_alt.data or "", remove_picture=form.remove_picture.data,
        )  # fmt: skip
    except Invalid as refusal:
        form.refuse(refusal)
        form.revision.data = str(milestone.revision)  # what the page shows now is what they answer next
        return _answering(form, milestone, hints)
    flash(_("It is shared. Mentors of yours who can read it get a short mail."), "good")
    return see_other("milestones.show", milestone=milestone.public_id)


@blueprint.post("/<milestone>/refusal")
@requires(ANSWER_MILESTONE, load=queries.by_public_id)
def decline(milestone: Milestone) -> Any:
    """Rather not, and nobody is told."""
    actions.decline(current_actor(), milestone)
    flash(_("It stays between the two of you. Nobody is told."), "good")
    return see_other("milestones.index")


@blueprint.post("/<milestone>/wider/approval")
@requires(KEEP_MILESTONE, load=queries.by_public_id)
def allow_wider(milestone: Milestone) -> Any:
    """More people may read it."""
    _answer_wider(milestone, yes=True)
    flash(_("More people can read it now."), "good")
    return see_other("milestones.show", milestone=milestone.public_id)


@blueprint.post("/<milestone>/wider/refusal")
@requires(KEEP_MILESTONE, load=queries.by_public_id)
def keep_narrow(milestone: Milestone) -> Any:
    """It stays as it is; whoever wished it can take the wish back so too."""
    _answer_wider(milestone, yes=False)
    flash(_("It stays as it is."), "good")
    return see_other("milestones.show", milestone=milestone.public_id)


def _answer_wider(milestone: Milestone, *, yes: bool) -> None:
    form = WiderForm()
    audience, which = form.readers
    actions.answer_wider(current_actor(), milestone, yes=yes, audience=audience, which=which)


def _answering(form: AnswerForm, milestone: Milestone, hints: dict[str, str] | None = None) -> Any:
    actor = current_actor()
    if hints is None:
        hints = offer_readers(form, actor, actor)
    return page(
        "milestones/answer.html",
        form=form,
        one=story_of(actor, milestone),
        wished=readers_of(actor, milestone),
        numbers=hints,
        c=surroundings(),
    )
