"""How mail and other deliveries are: what waits, what was given up, whose address does not work."""

from typing import Any

from flask import flash, request

from community.accounts.models import Person
from community.coordination import delivery_words as words
from community.coordination.actions import deliveries as actions
from community.coordination.permissions import COORDINATE, for_coordinators
from community.coordination.queries import deliveries as queries
from community.coordination.queries import people
from community.coordination.views import blueprint
from community.core.language import gettext as _
from community.core.language import ngettext
from community.core.outbox import Delivery
from community.core.web import current_actor, page, requires, see_other


@blueprint.get("/delivery")
@requires(COORDINATE)
def delivery() -> Any:
    """The state of it all."""
    pauses = queries.pauses()
    return page(
        "coordination/deliveries.html",
        health=queries.health(),
        pauses=pauses,
        letters=[words.in_trouble(letter, mail, pauses) for letter, mail in queries.in_trouble()],
        workers=queries.workers(),
        runs=queries.last_runs(),
        came_back=queries.came_back(),
        name_of=queries.name_of,
        kind_in_words=words.kind_in_words,
        job_in_words=words.job_in_words,
        reason_in_words=words.reason_in_words,
        bounced=people.bounced(request.args.get("after")),
    )


@blueprint.post("/delivery/<delivery>/retry")
@requires(COORDINATE, load=for_coordinators(queries.delivery_by_name))
def retry_delivery(delivery: Delivery) -> Any:
    """Try it again."""
    actions.retry(current_actor(), delivery)
    flash(_("It is tried again now."), "good")
    return see_other("coordination.delivery")


@blueprint.post("/delivery/retry")
@requires(COORDINATE)
def retry_all_deliveries() -> Any:
    """Try everything again that was given up."""
    number = actions.retry_all(current_actor())
    flash(ngettext("One delivery is tried again now.", "%(num)d deliveries are tried again now.", number), "good")
    return see_other("coordination.delivery")


@blueprint.post("/people/<person>/mail-again")
@requires(COORDINATE, load=for_coordinators(people.person_by_public_id))
def mail_again(person: Person) -> Any:
    """Write again to an address that did not take mail."""
    actions.mail_again(current_actor(), person)
    flash(_("From now on we write to %(name)s again.", name=person.name), "good")
    return see_other("coordination.delivery")
