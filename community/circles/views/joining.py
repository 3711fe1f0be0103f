"""Steps from outside: join, ask, wait, answer an invitation or a kept place, take a word back."""

from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.forms.joining import RequestForm, YesOrNoForm
from community.circles.models import IN, OFFERED, WAITING, Circle, CircleMember
from community.circles.permissions import KNOCK, OWN_PLACE
from community.circles.views import blueprint
from community.circles.views.front import front
from community.circles.views.limits import asks
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other


@blueprint.post("/<circle>/join")
@requires(KNOCK, load=queries.by_public_id)
@asks
def join(circle: Circle) -> Any:
    """Come into an open circle."""
    actions.join(current_actor(), circle)
    return welcome(circle)


@blueprint.post("/<circle>/ask")
@requires(KNOCK, load=queries.by_public_id)
@asks
def ask(circle: Circle) -> Any:
    """Ask for a place, in a few words."""
    form = RequestForm()
    if not form.validate():
        return front(circle, form)
    try:
        actions.ask(current_actor(), circle, words=form.words.data or "")
    except Invalid as error:
        form.refuse(error)
        return front(circle, form)
    flash(_("Your words are on their way. You hear from us as soon as there is an answer."), "good")
    return see_other("circles.show", circle=circle.public_id)


@blueprint.post("/<circle>/wait")
@requires(KNOCK, load=queries.by_public_id)
@asks
def wait(circle: Circle) -> Any:
    """Onto the waiting list."""
    place = actions.wait(current_actor(), circle)
    return how_it_stands(place)


@blueprint.post("/<circle>/answer")
@requires(OWN_PLACE, load=queries.own_place)
@asks
def answer_place(place: CircleMember) -> Any:
    """Yes, or no thank you, to an invitation or a kept place."""
    form = YesOrNoForm()
    if not form.validate():
        raise Invalid(_("Please say yes or no."))
    circle = place.circle
    place = actions.answer_place(current_actor(), place, wants=form.says_yes)
    if form.says_yes:
        return how_it_stands(place)
    flash(_("It is noted. Thank you for answering."), "good")
    return _outside(circle)


@blueprint.post("/<circle>/withdraw")
@requires(OWN_PLACE, load=queries.own_place)
def withdraw(place: CircleMember) -> Any:
    """Take a request or the waiting back."""
    circle = place.circle
    actions.withdraw(current_actor(), place)
    flash(_("It is taken back. Nobody is told."), "good")
    return _outside(circle)


def _outside(circle: Circle) -> Any:
    """Where somebody goes who has nothing to do with the circle any more: one that is not listed is not there for them."""
    return see_other("circles.show", circle=circle.public_id) if circle.is_listed else see_other("circles.index")


def how_it_stands(place: CircleMember) -> Any:
    """In, kept or waiting: said once, on the circle's page."""
    if place.state == IN:
        return welcome(place.circle)
    if place.state == OFFERED:
        flash(_("There is a place: say yes, and you are in."), "good")
    elif place.state == WAITING:
        flash(
            _("You are on the waiting list. As soon as a place is free, we keep it for you and write to you."), "good"
        )
    return see_other("circles.show", circle=place.circle.public_id)


def welcome(circle: Circle) -> Any:
    """Into the circle: its charter comes first."""
    if circle.charter_number:
        flash(_("Welcome! One thing comes first: please read the charter, and sign it."), "good")
    else:
        flash(_("Welcome! The charter is being written. As soon as it is there, you are asked to sign it."), "good")
    return see_other("circles.charter", circle=circle.public_id)
