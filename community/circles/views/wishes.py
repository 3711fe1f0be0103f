"""Saying that one would like a circle, and taking it back."""

from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.forming import PARTS_OF_DAY
from community.circles.forms.forming import WishForm
from community.circles.models import CircleWish
from community.circles.views import blueprint, limits
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in


@blueprint.get("/wish")
@signed_in
def wish() -> Any:
    """What I said, or the form to say it with."""
    own = queries.wish_of(current_actor().id)
    return _saying(own, WishForm(own, current_actor().language))


@blueprint.post("/wish")
@limits.wishes
@signed_in
def say_wish() -> Any:
    """Put me on the list, or change what I said."""
    actor = current_actor()
    own = queries.wish_of(actor.id)
    form = WishForm(own, actor.language)
    if not form.validate_on_submit():
        return _saying(own, form)
    try:
        actions.wish(actor, **form.said)
    except Invalid as error:
        form.refuse(error)
        return _saying(own, form)
    flash(_("You are on the list. When circles are formed, you are invited to one, and can still say no."), "good")
    return see_other("circles.index")


@blueprint.post("/wish/withdrawal")
@signed_in
def take_wish_back() -> Any:
    """Take me off the list."""
    actions.take_wish_back(current_actor().id)
    flash(_("You are off the list, and what you said is deleted. Come back whenever you like."), "good")
    return see_other("circles.index")


def _saying(own: CircleWish | None, form: WishForm) -> Any:
    return page("circles/wish.html", form=form, own=own, parts=[form[part] for part in PARTS_OF_DAY])
