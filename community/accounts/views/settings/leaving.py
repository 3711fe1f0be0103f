"""Leaving the community."""

from typing import Any

from community.accounts import actions
from community.accounts.forms.keys import EmptyForm
from community.accounts.views import blueprint, session
from community.accounts.views.session import fresh
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in


@blueprint.get("/settings/leave")
@signed_in
def ask_leave() -> Any:
    """What happens when one goes."""
    return page(
        "confirm.html",
        form=EmptyForm(),
        title=_("Leave the community?"),
        text=_("You don’t need to give a reason. If you only want some peace, a quiet time may be enough."),
        consequences=[
            _("Nobody finds you here any more, and no mail comes to you."),
            _("You are signed out on every device."),
            _("Agreed catch-ups are not cancelled for you: tell the other side first."),
            _("A coordinator can let you in again if you change your mind."),
        ],
        action_label=_("Leave"),
        cancel_url="/settings",
    )


@blueprint.post("/settings/leave")
@signed_in
@fresh
def leave() -> Any:
    """They have left."""
    actions.leave(current_actor())
    session.sign_out()
    return see_other("accounts.farewell")
