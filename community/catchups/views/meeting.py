"""What belongs to an agreed catch-up: where, cancelling, and whether you met."""

from typing import Any

from flask import flash, url_for

from community.catchups import actions, queries
from community.catchups.forms import OutcomeForm, PlaceForm
from community.catchups.models import CatchUp
from community.catchups.permissions import ANSWER, CANCEL, TELL, Step, open_steps
from community.catchups.views import blueprint
from community.catchups.wording import for_both
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other


@blueprint.post("/catchups/<catchup>/place")
@requires(ANSWER, load=queries.by_public_id)
def set_place(catchup: CatchUp) -> Any:
    """Say where, or give the link."""
    form = PlaceForm()
    if not form.validate():
        raise Invalid(form.place.errors[0] if form.place.errors else None)
    actions.set_place(current_actor(), catchup, place=form.place.data or "")
    flash(_("Saved. You both see it on this page."), "good")
    return see_other("catchups.show", catchup=catchup.public_id)


@blueprint.get("/catchups/<catchup>/cancellation")
@requires(CANCEL, load=queries.by_public_id)
def confirm_cancelling(catchup: CatchUp) -> Any:
    """Ask before cancelling."""
    actor = current_actor()
    if Step.CANCEL not in open_steps(actor.id, catchup, clock.now()) or catchup.starts_at is None:
        raise Conflict(what_next=_("Open the catch-up again to see how things stand."))
    other = catchup.other(actor.id)
    return page(
        "confirm.html",
        title=_("Cancel this catch-up?"),
        text=for_both(catchup.starts_at, other),
        consequences=[
            _("%(name)s gets a mail, and the meeting disappears from both calendars.", name=other.name),
            _("You need not give a reason, and you can ask again whenever you like."),
        ],
        action_url=url_for("catchups.cancel", catchup=catchup.public_id),
        action_label=_("Cancel the catch-up"),
        cancel_url=url_for("catchups.show", catchup=catchup.public_id),
        style="danger",
    )


@blueprint.post("/catchups/<catchup>/cancellation")
@requires(CANCEL, load=queries.by_public_id)
def cancel(catchup: CatchUp) -> Any:
    """Cancel what is agreed."""
    actor = current_actor()
    actions.cancel(actor, catchup)
    flash(
        _("Cancelled. %(name)s gets a mail, and both calendars forget it.", name=catchup.other(actor.id).name), "good"
    )
    return see_other("catchups.show", catchup=catchup.public_id)


@blueprint.post("/catchups/<catchup>/outcome")
@requires(TELL, load=queries.by_public_id)
def tell(catchup: CatchUp) -> Any:
    """Did you meet?"""
    form = OutcomeForm()
    if not form.validate():
        raise Invalid(_("Please say yes or no."))
    met = form.met.data == "yes"
    actions.tell(current_actor(), catchup, met=met)
    flash(
        _("How good that you met.") if met else _("Thank you for saying so. It happens; ask again whenever you like."),
        "good",
    )
    return see_other("catchups.show", catchup=catchup.public_id)


@blueprint.post("/catchups/<catchup>/correction")
@requires(TELL, load=queries.by_public_id)
def correct(catchup: CatchUp) -> Any:
    """That you met was a mistake."""
    actions.correct(current_actor(), catchup)
    flash(_("It is corrected: it counts as not happened."), "good")
    return see_other("catchups.show", catchup=catchup.public_id)
