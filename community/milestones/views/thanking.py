"""Thanking for a congratulation, between two or openly."""

from typing import Any

from flask import flash, url_for

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other
from community.milestones import actions, queries
from community.milestones.forms import ThanksForm
from community.milestones.forms.congratulating import OPENLY, PRIVATELY
from community.milestones.models import Congratulation
from community.milestones.permissions import THANK
from community.milestones.views import blueprint
from community.milestones.wording import sentence, told


@blueprint.get("/congratulations/<congratulation>/thanks")
@requires(THANK, load=queries.congratulation_by_public_id)
def thank(congratulation: Congratulation) -> Any:
    """The field, beneath the words it is about."""
    openly = OPENLY if congratulation.thanks_openly else PRIVATELY
    return _thanking(ThanksForm(data={"words": congratulation.thanks, "openly": openly}), congratulation)


@blueprint.post("/congratulations/<congratulation>/thanks")
@requires(THANK, load=queries.congratulation_by_public_id)
def say_thanks(congratulation: Congratulation) -> Any:
    """Take the thanks."""
    form = ThanksForm()
    if not form.validate_on_submit():
        return _thanking(form, congratulation)
    try:
        openly = form.openly.data == OPENLY
        actions.thank(current_actor(), congratulation, words=form.words.data, openly=openly)
    except Invalid as refusal:
        form.refuse(refusal)
        return _thanking(form, congratulation)
    flash(_("%(name)s will be glad.", name=congratulation.person.name), "good")
    return _back(congratulation)


@blueprint.post("/congratulations/<congratulation>/thanks/removal")
@requires(THANK, load=queries.congratulation_by_public_id)
def take_thanks_back(congratulation: Congratulation) -> Any:
    """Take one's thanks back."""
    actions.take_thanks_back(current_actor(), congratulation)
    flash(_("Your thanks are taken back."), "good")
    return _back(congratulation)


def _back(congratulation: Congratulation) -> Any:
    milestone = congratulation.milestone.public_id
    return see_other("milestones.show", milestone=milestone, _anchor=f"c-{congratulation.public_id}")


def _thanking(form: ThanksForm, congratulation: Congratulation) -> Any:
    milestone = congratulation.milestone
    return page(
        "milestones/words.html",
        form=form,
        title=_("Thank %(name)s", name=congratulation.person.name),
        sentence=sentence(milestone.kind, milestone.subject.name, to_me=True),
        said=told(congratulation.words),
        button=_("Say thank you"),
        back=url_for("milestones.show", milestone=milestone.public_id),
    )
