"""What its author and its subject can do with a milestone: change it, choose its readers, take it back."""

from typing import Any

from flask import flash, url_for

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other
from community.core.web.bodies import takes_a_picture
from community.milestones import actions, queries
from community.milestones.forms import EditForm, ReadersForm
from community.milestones.forms.sharing import readers_value
from community.milestones.models import Milestone
from community.milestones.permissions import EDIT_MILESTONE, KEEP_MILESTONE
from community.milestones.shown import story_of
from community.milestones.standing import name_of, readers_now
from community.milestones.views import blueprint
from community.milestones.views.around import offer_readers, surroundings


@blueprint.get("/<milestone>/edit")
@requires(EDIT_MILESTONE, load=queries.by_public_id)
def edit(milestone: Milestone) -> Any:
    """The form with what it says now."""
    return _editing(
        EditForm(data={name: getattr(milestone, name) for name in ("kind", "on", "words", "picture_alt")}), milestone
    )


@blueprint.post("/<milestone>/edit")
@requires(EDIT_MILESTONE, load=queries.by_public_id)
@takes_a_picture
def change(milestone: Milestone) -> Any:
    """Take what was changed."""
    form = EditForm()
    if not form.validate_on_submit():
        return _editing(form, milestone)
    try:
        actions.edit(
            current_actor(), milestone, kind=form.kind.data, on=form.on.data, words=form.words.data,
            picture=form.stream, picture_alt=form.picture_alt.data or "", remove_picture=form.remove_picture.data,
        )  # fmt: skip
    except Invalid as refusal:
        form.refuse(refusal)
        return _editing(form, milestone)
    flash(_("Saved."), "good")
    return see_other("milestones.show", milestone=milestone.public_id)


@blueprint.get("/<milestone>/audience")
@requires(KEEP_MILESTONE, load=queries.by_public_id)
def audience(milestone: Milestone) -> Any:
    """Who can read it now, and who could."""
    chosen = readers_value(milestone.audience, queries.which(milestone))
    return _choosing_readers(ReadersForm(data={"audience": chosen}), milestone)


@blueprint.post("/<milestone>/audience")
@requires(KEEP_MILESTONE, load=queries.by_public_id)
def set_audience(milestone: Milestone) -> Any:
    """Fewer at once; more when both say so."""
    actor, form = current_actor(), ReadersForm()
    hints = offer_readers(form, actor, milestone.subject)
    if not form.validate_on_submit():
        return _choosing_readers(form, milestone, hints)
    chosen, which = form.readers
    try:
        holds = actions.set_audience(actor, milestone, audience=chosen, which=which)
    except Invalid as refusal:
        form.refuse(refusal)
        return _choosing_readers(form, milestone, hints)
    flash(_("Saved.") if holds else _("It stays as it is until both of you have said yes."), "good")
    return see_other("milestones.show", milestone=milestone.public_id)


@blueprint.get("/<milestone>/removal")
@requires(KEEP_MILESTONE, load=queries.by_public_id)
def removal(milestone: Milestone) -> Any:
    """Ask before it is gone with everything that was said to it."""
    return page(
        "confirm.html",
        title=_("Take this milestone back?"),
        text=_("It disappears at once, for everybody."),
        consequences=[
            _("The words and the picture are deleted."),
            _("So are the congratulations people wrote to it, and the thanks."),
            _("It cannot be brought back."),
        ],
        action_url="",
        action_label=_("Take it back"),
        cancel_url=url_for("milestones.show", milestone=milestone.public_id),
    )


@blueprint.post("/<milestone>/removal")
@requires(KEEP_MILESTONE, load=queries.by_public_id)
def take_back(milestone: Milestone) -> Any:
    """Let nobody read it any more."""
    actions.take_back(current_actor(), milestone)
    flash(_("It is gone."), "good")
    return see_other("milestones.index")


def _editing(form: EditForm, milestone: Milestone) -> Any:
    actor = current_actor()
    return page(
        "milestones/edit.html",
        form=form,
        one=story_of(actor, milestone),
        readers_now=readers_now(actor, milestone),
        picture_again=form.picture_is_lost,
        back=url_for("milestones.show", milestone=milestone.public_id),
        c=surroundings(),
    )


def _choosing_readers(form: ReadersForm, milestone: Milestone, hints: dict[str, str] | None = None) -> Any:
    actor = current_actor()
    if hints is None:
        hints = offer_readers(form, actor, milestone.subject)
    return page(
        "milestones/audience.html",
        form=form,
        one=story_of(actor, milestone),
        numbers=hints,
        readers_now=readers_now(actor, milestone),
        other=None
        if milestone.is_own
        else name_of(milestone.author if actor.id == milestone.subject_id else milestone.subject),
        waits=milestone.waits,
        back=url_for("milestones.show", milestone=milestone.public_id),
    )
