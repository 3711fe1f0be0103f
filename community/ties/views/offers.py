"""Ties begun by hand: one would like to keep in touch, the other says yes, or no, which nobody is told."""

from typing import Any

from flask import flash

from community.accounts.models import Person
from community.accounts.queries import person_by_public_id
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, requires, see_other
from community.ties import actions, queries
from community.ties.forms import AnswerForm
from community.ties.permissions import OFFER_TIE
from community.ties.views import blueprint
from community.ties.views.limits import offers


@blueprint.post("/members/<person>/tie-offer")
@requires(OFFER_TIE, load=person_by_public_id)
@offers
def offer(person: Person) -> Any:
    """I would like to keep in touch. When both have said so, it is a tie at once."""
    actor = current_actor()
    actions.offer(actor, person)
    if (side := queries.between(actor.id, person.id)) is not None:
        return _begun(person, side.tie.public_id)
    flash(_("%(name)s is asked. If they would like it too, you will both find each other here.", name=person.name), "good")  # fmt: skip
    return see_other("alumni.profile", person=person.public_id)


@blueprint.post("/members/<person>/tie-offer/withdrawal")
@requires(OFFER_TIE, load=person_by_public_id)
def take_back_offer(person: Person) -> Any:
    """Take one's own offer back."""
    actions.take_back_offer(current_actor(), person)
    flash(_("It is taken back."), "good")
    return see_other("alumni.profile", person=person.public_id)


@blueprint.post("/members/<person>/tie-offer/answer")
@requires(OFFER_TIE, load=person_by_public_id)
def answer_offer(person: Person) -> Any:
    """Yes; or no, thank you."""
    form = AnswerForm()
    if not form.validate():
        raise Invalid(_("Please say yes or no."))
    actor, yes = current_actor(), form.answer.data == "yes"
    actions.answer_offer(actor, person, yes=yes)
    if yes and (side := queries.between(actor.id, person.id)) is not None:
        return _begun(person, side.tie.public_id)
    flash(_("Noted. %(name)s is not told.", name=person.name), "good")
    return see_other("home.index")


def _begun(person: Person, tie: str) -> Any:
    flash(_("You and %(name)s keep in touch from now on. How often would suit you?", name=person.name), "good")
    return see_other("ties.show", tie=tie)
