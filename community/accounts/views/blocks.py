"""Blocking somebody from their page, and taking it back."""

from typing import Any

from community.accounts import actions, queries
from community.accounts.forms.keys import EmptyForm
from community.accounts.models import Person
from community.accounts.permissions import BLOCK, UNBLOCK
from community.accounts.views import blueprint, session
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other


@blueprint.get("/members/<person>/block")
@requires(BLOCK, load=queries.person_by_public_id)
def ask_block(person: Person) -> Any:
    """Say what a block means before it is put."""
    return page(
        "confirm.html",
        form=EmptyForm(),
        title=_("Block %(name)s?", name=person.name),
        text=_("You will not meet here any more, and nobody is told."),
        consequences=[
            _("Neither of you finds the other: not in the directory, not in circles, not in mail."),
            _("Open requests between you end silently."),
            _("You can take it back under Settings, Blocks."),
        ],
        action_label=_("Block"),
        cancel_url=f"/members/{person.public_id}",
    )


@blueprint.post("/members/<person>/block")
@requires(BLOCK, load=queries.person_by_public_id)
def block(person: Person) -> Any:
    """From now on they are gone for each other."""
    actions.block(current_actor(), person)
    session.say_good(_("Done. You will not meet %(name)s here any more.", name=person.name))
    return see_other("accounts.blocks")


@blueprint.post("/members/<person>/unblock")
@requires(UNBLOCK, load=queries.person_blocked_by)
def unblock(person: Person) -> Any:
    """The actor's own block is gone; one by the other stays."""
    actions.unblock(current_actor(), person)
    session.say_good(_("Done. %(name)s and you can meet here again.", name=person.name))
    return see_other("accounts.blocks")
