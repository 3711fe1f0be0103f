""" "We talked": what the site cannot know of, told by one of the two, and taken back by that one."""

from typing import Any

from flask import flash

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other
from community.ties import actions, queries
from community.ties.forms import TellForm
from community.ties.models import Contact, TieSide
from community.ties.permissions import SEE_TIE, TAKE_BACK_CONTACT
from community.ties.views import blueprint
from community.ties.views.showing import shown


@blueprint.post("/ties/<tie>/contacts")
@requires(SEE_TIE, load=queries.side_of)
def tell(side: TieSide) -> Any:
    """We talked: a day, and a note to oneself."""
    form = TellForm.sent()
    if not form.validate():
        return shown(side, form)
    try:
        actions.tell(current_actor(), side, on=form.on.data, note=form.note.data or "")
    except Invalid as error:
        form.refuse(error)
        return shown(side, form)
    flash(_("How good. It is noted, and the time until the next word begins anew."), "good")
    return see_other("ties.show", tie=side.tie.public_id)


@blueprint.post("/ties/contacts/<contact>/withdrawal")
@requires(TAKE_BACK_CONTACT, load=queries.own_contact)
def take_back(contact: Contact) -> Any:
    """It was not so: one's own word is taken back, with its note."""
    actor = current_actor()
    actions.take_back(actor, contact)
    flash(_("It is taken back. Everything stands as it did before."), "good")
    side = queries.side_by_id(actor, contact.tie_id)
    return see_other("ties.show", tie=side.tie.public_id) if side else see_other("ties.index")
