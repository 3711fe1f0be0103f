"""One's own circles, what waits for an answer, and finding others."""

from typing import Any

from flask import current_app, request, url_for

from community.circles import queries
from community.circles.forms.finding import CircleFilter
from community.circles.models import ENDED
from community.circles.places import places_of
from community.circles.views import blueprint
from community.circles.views.cards import card_of, line_of
from community.core.web import current_actor, page, signed_in


@blueprint.get("")
@signed_in
def index() -> Any:
    """My circles, what waits for me, and those I could join."""
    actor, after = current_actor(), request.args.get("after")
    looked_for = CircleFilter(request.args)
    first = not after and not looked_for.in_use
    mine = queries.mine(actor) if first else []
    found = queries.listed(actor, looked_for.wanted(), after)
    return page(
        "circles/index.html",
        filter=looked_for,
        mine=[(row, line_of(row)) for row in mine if row.state != ENDED],
        ended=[(row, line_of(row)) for row in mine if row.state == ENDED],
        places=places_of(actor) if first else [],
        found=found,
        cards=[card_of(row) for row in found],
        wish_url=url_for("circles.wish") if "circles.wish" in current_app.view_functions else None,
        wishes=queries.wish_of(actor.id) is not None,
        started=bool(after),
    )
