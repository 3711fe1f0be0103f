"""One's own circles, and finding others."""

from typing import Any

from community.circles.views import blueprint
from community.core.web import page, signed_in


@blueprint.get("")
@signed_in
def index() -> Any:
    """My circles, and those I could join."""
    return page("circles/index.html")
