"""What one privately wishes of a tie, and the note about somebody: nobody else ever reads it, and nobody is told."""

from typing import Any

from flask import flash

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other
from community.ties import actions, queries
from community.ties.forms import NoteForm, WishesForm
from community.ties.models import TieSide
from community.ties.permissions import SEE_TIE
from community.ties.views import blueprint
from community.ties.views.showing import shown


@blueprint.post("/ties/<tie>/wishes")
@requires(SEE_TIE, load=queries.side_of)
def set_wishes(side: TieSide) -> Any:
    """Rhythm, channel and quiet times of one's own side."""
    form = WishesForm.sent()
    if not form.validate():
        return shown(side, form)
    try:
        actions.set_wishes(
            current_actor(), side,
            rhythm_weeks=form.rhythm_weeks, channel=form.channel, quiet_times=form.quiet_times.data or "",
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return shown(side, form)
    flash(_("Saved, for you alone."), "good")
    return see_other("ties.show", tie=side.tie.public_id)


@blueprint.post("/ties/<tie>/note")
@requires(SEE_TIE, load=queries.side_of)
def write_note(side: TieSide) -> Any:
    """Where we left off."""
    form = NoteForm.sent()
    if not form.validate():
        return shown(side, form)
    actions.write_note(current_actor(), side, note=form.note.data or "")
    flash(_("Your note is saved. Only you can read it."), "good")
    return see_other("ties.show", tie=side.tie.public_id)
