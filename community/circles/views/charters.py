"""The charter: reading it, signing it, writing a new version."""

from typing import Any

from community.circles import queries
from community.circles.models import CircleMember
from community.circles.permissions import BELONG
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.core.web import requires


@blueprint.get("/<circle>/charter")
@requires(BELONG, load=queries.seat)
def charter(seat: CircleMember) -> Any:
    """The charter as it is now."""
    return inside("circles/charter.html", seat, "charter")
