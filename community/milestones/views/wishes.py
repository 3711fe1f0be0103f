"""Of which days one would like to be reminded."""

from typing import Any

from flask import flash

from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in
from community.milestones import actions, queries
from community.milestones.forms import WishesForm
from community.milestones.models import WISHES
from community.milestones.views import blueprint


@blueprint.get("/settings")
@signed_in
def settings() -> Any:
    """What one has chosen; nothing is chosen beforehand."""
    wished = queries.wishes_of(current_actor())
    return page("milestones/settings.html", form=WishesForm(data={kind: kind in wished for kind in WISHES}))


@blueprint.post("/settings")
@signed_in
def set_wishes() -> Any:
    """Keep what was chosen."""
    form = WishesForm()
    if not form.validate_on_submit():
        return page("milestones/settings.html", form=form)
    actions.set_wishes(current_actor(), kinds=[kind for kind in WISHES if form[kind].data])
    flash(_("Saved."), "good")
    return see_other("milestones.settings")
