"""Congratulating in one's own words, changing them, and quiet applause."""

from typing import Any

from flask import flash, redirect, url_for

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, safe_next, see_other
from community.milestones import actions, queries
from community.milestones.forms import CongratulationForm
from community.milestones.models import WORDS, Congratulation, Milestone
from community.milestones.permissions import CHANGE_CONGRATULATION, CONGRATULATE, SEE_MILESTONE, TAKE_WORDS_BACK
from community.milestones.views import blueprint
from community.milestones.views.showing import shown
from community.milestones.wording import sentence, told


@blueprint.post("/<milestone>/congratulations")
@requires(CONGRATULATE, load=queries.by_public_id)
def congratulate(milestone: Milestone) -> Any:
    """Take the words; refused ones stand on the page of the milestone, to be changed."""
    form = CongratulationForm()
    if not form.validate_on_submit():
        return shown(milestone, form)
    try:
        actions.congratulate(current_actor(), milestone, words=form.words.data)
    except Invalid as refusal:
        form.refuse(refusal)
        return shown(milestone, form)
    flash(_("Your words are with %(name)s.", name=milestone.subject.name), "good")
    return _back(milestone)


@blueprint.post("/<milestone>/applause")
@requires(CONGRATULATE, load=queries.by_public_id)
def applaud(milestone: Milestone) -> Any:
    """Applaud quietly."""
    actions.applaud(current_actor(), milestone)
    return _back(milestone)


@blueprint.post("/<milestone>/applause/removal")
@requires(CONGRATULATE, load=queries.by_public_id)
def take_applause_back(milestone: Milestone) -> Any:
    """Applaud no more."""
    actions.take_applause_back(current_actor(), milestone)
    return _back(milestone)


@blueprint.get("/congratulations/<congratulation>/edit")
@requires(CHANGE_CONGRATULATION, load=queries.congratulation_by_public_id)
def edit_congratulation(congratulation: Congratulation) -> Any:
    """One's own words, to be changed."""
    return _changing(CongratulationForm(data={"words": congratulation.words}), congratulation)


@blueprint.post("/congratulations/<congratulation>/edit")
@requires(CHANGE_CONGRATULATION, load=queries.congratulation_by_public_id)
def change_congratulation(congratulation: Congratulation) -> Any:
    """Take the changed words."""
    form = CongratulationForm()
    if not form.validate_on_submit():
        return _changing(form, congratulation)
    try:
        actions.change_words(current_actor(), congratulation, words=form.words.data)
    except Invalid as refusal:
        form.refuse(refusal)
        return _changing(form, congratulation)
    flash(_("Saved."), "good")
    return see_other("milestones.show", milestone=congratulation.milestone.public_id, _anchor="mine")


@blueprint.get("/congratulations/<congratulation>/removal")
@requires(TAKE_WORDS_BACK, load=queries.own_congratulation)
def own_congratulation(congratulation: Congratulation) -> Any:
    """One's own words and the way to take them back, and nothing of what they were said to: it may be out of one's sight."""
    return page("milestones/own_words.html", words=told(congratulation.words), at=congratulation.created_at)


@blueprint.post("/congratulations/<congratulation>/removal")
@requires(TAKE_WORDS_BACK, load=queries.own_congratulation)
def take_congratulation_back(congratulation: Congratulation) -> Any:
    """Take one's words back."""
    actor, milestone = current_actor(), congratulation.milestone
    actions.take_words_back(actor, congratulation)
    flash(_("Your words are gone.") if congratulation.kind == WORDS else _("You applaud no more."), "good")
    if can(actor, SEE_MILESTONE, milestone):
        return see_other("milestones.show", milestone=milestone.public_id)
    return see_other("milestones.mine")


def _back(milestone: Milestone) -> Any:
    """To the list one came from, or to the page of the milestone."""
    return redirect(safe_next(url_for("milestones.show", milestone=milestone.public_id)), 303)


def _changing(form: CongratulationForm, congratulation: Congratulation) -> Any:
    milestone = congratulation.milestone
    return page(
        "milestones/words.html",
        form=form,
        title=_("Your words for %(name)s", name=milestone.subject.name),
        sentence=sentence(milestone.kind, milestone.subject.name),
        who_reads=_("Whoever could read them until now can read them."),
        button=_("Save"),
        back=url_for("milestones.show", milestone=milestone.public_id),
    )
