"""Pages of one's own mentorships: the list, one of them, correcting it, who may see it, "this was not so"."""

from typing import Any

from flask import Blueprint, flash, url_for

from community.accounts.models import PRESENT
from community.core import clock
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, see_other, signed_in
from community.mentorships import actions, queries, relations
from community.mentorships.forms import (
    WHO_MAY_SEE_HINTS,
    AudienceForm,
    CorrectionForm,
    FocusForm,
    place_words,
    span_words,
)
from community.mentorships.models import Mentorship
from community.mentorships.permissions import CORRECT_MENTORSHIP, SEE_MENTORSHIP

blueprint = Blueprint("mentorships", __name__, url_prefix="/mentorships")
WORDS: dict[str, Any] = {"place_words": place_words, "span_words": span_words, "present": PRESENT}


@blueprint.get("")
@signed_in
def index() -> Any:
    """Who mentored me, and whom I mentored."""
    actor = current_actor()
    mine = queries.mine(actor)
    return page(
        "mentorships/index.html",
        as_coachee=[one for one in mine if one.coachee_id == actor.id],
        as_mentor=[one for one in mine if one.mentor_id == actor.id],
        today=clock.today(actor.time_zone),
        **WORDS,
    )


@blueprint.get("/<mentorship>")
@requires(SEE_MENTORSHIP, load=queries.by_public_id)
def show(mentorship: Mentorship) -> Any:
    """One mentorship; for its two sides with everything they can do about it."""
    actor = current_actor()
    form = None
    if can(actor, CORRECT_MENTORSHIP, mentorship):
        form = AudienceForm(audience=mentorship.audience_of(actor))
    return _shown(mentorship, form)


@blueprint.post("/<mentorship>/audience")
@requires(CORRECT_MENTORSHIP, load=queries.by_public_id)
def audience(mentorship: Mentorship) -> Any:
    """Say who may see it."""
    form = AudienceForm()
    if not form.validate_on_submit():
        return _shown(mentorship, form)
    actions.set_audience(current_actor(), mentorship, form.audience.data)
    flash(_("Saved. The narrower of your two choices counts."), "good")
    return see_other("mentorships.show", mentorship=mentorship.public_id)


@blueprint.get("/<mentorship>/correction")
@requires(CORRECT_MENTORSHIP, load=queries.by_public_id)
def correction(mentorship: Mentorship) -> Any:
    """The form with what is recorded."""
    return _correcting(mentorship, CorrectionForm(obj=mentorship))


@blueprint.post("/<mentorship>/correction")
@requires(CORRECT_MENTORSHIP, load=queries.by_public_id)
def correct(mentorship: Mentorship) -> Any:
    """Take the correction."""
    form = CorrectionForm()
    if not form.validate_on_submit():
        return _correcting(mentorship, form)
    try:
        actions.correct(
            current_actor(), mentorship,
            started_on=form.started_on.data, ended_on=form.ended_on.data, focus=form.focus.data or "",
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return _correcting(mentorship, form)
    flash(_("Thank you, that is corrected."), "good")
    return see_other("mentorships.show", mentorship=mentorship.public_id)


@blueprint.post("/<mentorship>/focus/confirmation")
@requires(CORRECT_MENTORSHIP, load=queries.by_public_id)
def confirm_focus(mentorship: Mentorship) -> Any:
    """What the other side wrote it was about is right."""
    form = FocusForm()
    if form.validate_on_submit():
        actions.confirm_focus(current_actor(), mentorship, form.focus.data or "")
        flash(_("Thank you. What it was about now goes with the mentorship."), "good")
    return see_other("mentorships.show", mentorship=mentorship.public_id)


@blueprint.get("/<mentorship>/dispute")
@requires(CORRECT_MENTORSHIP, load=queries.by_public_id)
def dispute_page(mentorship: Mentorship) -> Any:
    """Ask before it disappears from both profiles."""
    other = mentorship.other_than(current_actor())
    return page(
        "confirm.html",
        title=_("This was not so?"),
        text=_("Rosters are written by people, and sometimes they are wrong."),
        consequences=[
            _("This mentorship disappears from both profiles at once."),
            _("%(name)s sees that you said so, and gets one short mail.", name=other.name),
            _("A coordinator looks into it. Until then you can take it back yourself."),
        ],
        action_url="",
        action_label=_("It was not so"),
        cancel_url=url_for("mentorships.show", mentorship=mentorship.public_id),
    )


@blueprint.post("/<mentorship>/dispute")
@requires(CORRECT_MENTORSHIP, load=queries.by_public_id)
def dispute(mentorship: Mentorship) -> Any:
    """Say that it was not so."""
    actions.dispute(current_actor(), mentorship)
    flash(_("Thank you for telling us. Nobody but you two sees it any more."), "good")
    return see_other("mentorships.show", mentorship=mentorship.public_id)


@blueprint.post("/<mentorship>/dispute/withdrawal")
@requires(CORRECT_MENTORSHIP, load=queries.by_public_id)
def take_dispute_back(mentorship: Mentorship) -> Any:
    """It was so after all."""
    actions.take_dispute_back(current_actor(), mentorship)
    flash(_("It is shown again."), "good")
    return see_other("mentorships.show", mentorship=mentorship.public_id)


def _shown(mentorship: Mentorship, form: AudienceForm | None) -> Any:
    with_place = bool(relations.may_say_where(current_actor(), [mentorship]))
    return page(
        "mentorships/show.html",
        form=form,
        mentorship=mentorship,
        with_place=with_place,
        hints=WHO_MAY_SEE_HINTS,
        **WORDS,
    )


def _correcting(mentorship: Mentorship, form: CorrectionForm) -> Any:
    other = mentorship.other_than(current_actor())
    return page("mentorships/correction.html", form=form, mentorship=mentorship, other=other, **WORDS)
