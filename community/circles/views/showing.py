"""The page of a circle: for who is not in it, what it says of itself; for its members, what is going on."""

from typing import Any

from community.circles import queries
from community.circles.models import Circle
from community.circles.permissions import SEE_CIRCLE
from community.circles.views import blueprint
from community.core.web import page, requires


@blueprint.get("/<circle>")
@requires(SEE_CIRCLE, load=queries.by_public_id)
def show(circle: Circle) -> Any:
    """The circle as the reader may see it."""
    return page("circles/show.html", circle=circle)
