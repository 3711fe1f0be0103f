"""The table of contents of one's settings, and the list of blocks."""

from typing import Any

from community.accounts import queries
from community.accounts.views import blueprint
from community.core.web import current_actor, page, signed_in


@blueprint.get("/settings")
@signed_in
def settings() -> Any:
    """What can be set, and how it is now."""
    actor = current_actor()
    return page(
        "accounts/settings/overview.html",
        person=actor,
        has_passkey=queries.has_passkey(actor),
        change=queries.email_change_of(actor),
    )


@blueprint.get("/settings/blocks")
@signed_in
def blocks() -> Any:
    """Whom one has blocked."""
    return page("accounts/settings/blocks.html", people=queries.blocked_by(current_actor()))
