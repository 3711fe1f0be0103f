"""Asking somebody for a catch-up."""

from typing import Any

from flask import flash, request

from community.accounts.models import Person
from community.catchups import actions, queries
from community.catchups.forms import AskForm
from community.catchups.permissions import ASK
from community.catchups.views import blueprint
from community.catchups.views.limits import asks
from community.catchups.wording import for_both
from community.core import clock, registry
from community.core.audiences import may_read
from community.core.errors import Conflict, Invalid
from community.core.language import gettext as _
from community.core.panels import said
from community.core.web import current_actor, page, requires, see_other
from community.core.web.filters import when_words


@blueprint.get("/members/<person>/catch-up")
@requires(ASK, load=queries.person_to_ask)
def ask(person: Person) -> Any:
    """What to know before asking, and the form; or, kindly, why not now. What is open between the two leads to itself."""
    actor = current_actor()
    if (open_request := queries.open_between(actor, person)) is not None:
        words = _("There is already an open request between you and %(name)s.", name=person.name)
        if open_request.is_exchange:
            words = _("A message between you and %(name)s waits for a word back.", name=person.name)
        flash(words)
        return see_other("catchups.show", catchup=open_request.public_id)
    refusal = actions.reason_not_to_ask(actor, person)
    return _page(person, None if refusal else AskForm(actor.time_zone, formdata=None), refusal=refusal)


@blueprint.post("/members/<person>/catch-up")
@requires(ASK, load=queries.person_to_ask)
@asks
def send_request(person: Person) -> Any:
    """Ask; or show the times on both clocks first."""
    actor = current_actor()
    form = AskForm(actor.time_zone)
    if not form.validate():
        return _page(person, form)
    if "preview" in request.form:
        return _page(person, form, previewed=True)
    try:
        catchup = actions.ask(actor, person, times=form.moments if form.wants_times else (), **_wishes(form))
    except Invalid as error:
        form.refuse(error)
        return _page(person, form)
    flash(
        _("%(name)s has your request. You will hear from us as soon as there is an answer.", name=person.name), "good"
    )
    return see_other("catchups.show", catchup=catchup.public_id)


def _wishes(form: AskForm) -> dict[str, Any]:
    return {
        "kind": form.kind.data,
        "mode": form.mode.data,
        "minutes": form.minutes.data,
        "topic": form.topic.data or "",
        "words": form.words.data or "",
        "place": form.place.data or "",
    }


def _page(person: Person, form: AskForm | None, *, refusal: Conflict | None = None, previewed: bool = False) -> Any:
    actor = current_actor()
    availability = queries.availability_of(person)
    # Whoever hides their zone shows it to the one they meet, not to everybody who opens this page.
    shows_zone = may_read(actor, person, "time_zone")
    return page(
        "catchups/ask.html",
        form=form,
        person=person,
        refusal=refusal,
        takes_from=availability.catchups_on(clock.today(person.time_zone))
        if person.standing == "active"
        else "not_now",
        until=person.quiet_until if person.standing == "quiet" else availability.catchups_until,
        panels=said(registry.of_app().asking_panels, actor, person),
        previewed=previewed,
        did_not_fit=queries.did_not_fit_lately(actor, person),
        can_write=refusal is not None and actions.running_with(actor, person) is not None,
        shows_zone=shows_zone,
        both=lambda moment: for_both(moment, person) if shows_zone else when_words(moment),
    )
