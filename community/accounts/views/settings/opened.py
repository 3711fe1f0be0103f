"""Who opened what of mine."""

from typing import Any

from community.accounts.views import blueprint
from community.core.opened import opened_of
from community.core.web import current_actor, page, signed_in


@blueprint.get("/settings/opened")
@signed_in
def opened() -> Any:
    """Each time something of theirs was opened to others, and what those read."""
    return page("accounts/settings/opened.html", opened=opened_of(current_actor()))
