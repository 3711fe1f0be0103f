"""Starting a circle, and changing what it says of itself."""

from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.forms.starting import CircleForm
from community.circles.models import CircleMember
from community.circles.permissions import WELCOME
from community.circles.views import blueprint
from community.circles.views.limits import asks
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other, signed_in


@blueprint.get("/new")
@signed_in
def new() -> Any:
    """The form; or, kindly, why not another one now."""
    actor = current_actor()
    form = CircleForm(formdata=None, data={"language": actor.language})
    return page("circles/new.html", form=form, refusal=actions.reason_not_to_start(actor))


@blueprint.post("/new")
@signed_in
@asks
def start() -> Any:
    """Start it; its charter is the next thing."""
    form = CircleForm()
    if form.validate():
        try:
            seat = actions.start(current_actor(), **form.wishes)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(
                _("The circle is there. Invite whom you like; nobody reads or writes before there is a charter."),
                "good",
            )
            return see_other("circles.charter", circle=seat.circle.public_id)
    return page("circles/new.html", form=form, refusal=None)


@blueprint.get("/<circle>/edit")
@requires(WELCOME, load=queries.seat)
def edit(seat: CircleMember) -> Any:
    """What the circle says of itself, to change it."""
    return page("circles/edit.html", form=CircleForm.of(seat.circle), circle=seat.circle)


@blueprint.post("/<circle>/edit")
@requires(WELCOME, load=queries.seat)
def change(seat: CircleMember) -> Any:
    """Change it."""
    form, circle = CircleForm(), seat.circle
    if form.validate():
        try:
            actions.change(current_actor(), seat, **form.wishes)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("It is changed."), "good")
            return see_other("circles.people", circle=circle.public_id)
    return page("circles/edit.html", form=form, circle=circle)
