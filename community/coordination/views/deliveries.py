"""How mail and other deliveries are: what waits, what was given up, whose address does not work."""

from typing import Any

from flask import flash, request

from community.coordination.actions import deliveries as actions
from community.coordination.permissions import COORDINATE, for_coordinators
from community.coordination.queries import deliveries as queries
from community.coordination.queries import people
from community.coordination.views import blueprint
from community.coordination.words import kind_in_words
from community.core.language import gettext as _
from community.core.outbox import Delivery
from community.core.web import current_actor, page, requires, see_other


@blueprint.get("/delivery")
@requires(COORDINATE)
def delivery() -> Any:
    """The state of it all."""
    return page(
        "coordination/deliveries.html",
        health=queries.health(),
        dead=queries.dead(),
        name_of=queries.name_of,
        kind_in_words=kind_in_words,
        bounced=people.bounced(request.args.get("after")),
    )


@blueprint.post("/delivery/<delivery>/retry")
@requires(COORDINATE, load=for_coordinators(queries.delivery_by_name))
def retry_delivery(delivery: Delivery) -> Any:
    """Try it again."""
    actions.retry(current_actor(), delivery)
    flash(_("It is tried again now."), "good")
    return see_other("coordination.delivery")
