"""Later, let it rest, take it up again. All of it is silent: the other side never learns of it."""

from typing import Any

from flask import flash

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other
from community.core.web.filters import date_words
from community.ties import actions, queries
from community.ties.forms import LaterForm
from community.ties.models import TieSide
from community.ties.permissions import SEE_TIE
from community.ties.views import blueprint
from community.ties.views.showing import shown


@blueprint.post("/ties/<tie>/pause")
@requires(SEE_TIE, load=queries.side_of)
def later(side: TieSide) -> Any:
    """Think of it again on a day."""
    form = LaterForm.sent()
    if not form.validate():
        return shown(side, form)
    try:
        actions.quiet_until(current_actor(), side, until=form.until.data)
    except Invalid as error:
        form.refuse(error)
        return shown(side, form)
    flash(_("You will not be reminded before %(day)s.", day=date_words(form.until.data)), "good")
    return see_other("ties.show", tie=side.tie.public_id)


@blueprint.post("/ties/<tie>/rest")
@requires(SEE_TIE, load=queries.side_of)
def rest(side: TieSide) -> Any:
    """Let it rest."""
    actions.rest(current_actor(), side)
    flash(_("It rests, and only you know. You can take it up again whenever you like."), "good")
    return see_other("ties.show", tie=side.tie.public_id)


@blueprint.post("/ties/<tie>/return")
@requires(SEE_TIE, load=queries.side_of)
def take_up(side: TieSide) -> Any:
    """Take it up again, after a rest or before the day one had chosen."""
    actor = current_actor()
    if side.rested_at is not None:
        actions.take_up(actor, side)
    else:
        actions.quiet_until(actor, side, until=None)
    flash(_("Welcome back to it. What you wished for holds again."), "good")
    return see_other("ties.show", tie=side.tie.public_id)
