"""One's own passkeys: add with a name, remove."""

from typing import Any

from flask import jsonify

from community.accounts import actions, ceremonies, queries
from community.accounts.forms.keys import EmptyForm, PasskeyForm
from community.accounts.models import Passkey
from community.accounts.permissions import OWN_PASSKEY
from community.accounts.views import blueprint, limits, session
from community.accounts.views.session import fresh
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other, signed_in


@blueprint.get("/settings/passkeys/new")
@signed_in
@fresh
def new_passkey() -> Any:
    """What a passkey is, and a name for it."""
    return page("accounts/settings/passkey.html", form=PasskeyForm())


@blueprint.get("/settings/passkeys/options")
@signed_in
@fresh
def new_passkey_options() -> Any:
    """What the browser needs to make one."""
    actor = current_actor()
    options, challenge = ceremonies.options_to_make(session.site(), actor, queries.passkeys_of(actor))
    session.remember_challenge("add", challenge)
    return jsonify(options)


@blueprint.post("/settings/passkeys")
@signed_in
@limits.wrong_when_signed_in
@fresh
def add_passkey() -> Any:
    """Keep what the browser made."""
    form = PasskeyForm()
    if form.validate():
        try:
            made = ceremonies.made(session.site(), session.take_challenge("add"), form.credential.data or "")
            actions.add_passkey(current_actor(), made, form.name.data)
        except Invalid as error:
            form.refuse(error)
        else:
            session.say_good(_("Your passkey “%(name)s” is ready.", name=form.name.data))
            return see_other("accounts.security")
    return page("accounts/settings/passkey.html", form=form)


@blueprint.get("/settings/passkeys/<passkey>/removal")
@requires(OWN_PASSKEY, load=queries.own_passkey)
@fresh
def ask_passkey_removal(passkey: Passkey) -> Any:
    """Say what it means first."""
    return page(
        "confirm.html",
        form=EmptyForm(),
        title=_("Remove “%(name)s”?", name=passkey.name),
        text=_("You can’t sign in with it here any more. Delete it on your device too, or it will keep offering it."),
        action_label=_("Remove it"),
        cancel_url="/settings/security",
    )


@blueprint.post("/settings/passkeys/<passkey>/removal")
@requires(OWN_PASSKEY, load=queries.own_passkey)
@fresh
def remove_passkey(passkey: Passkey) -> Any:
    """Forget it."""
    actions.remove_passkey(current_actor(), passkey)
    session.say_good(_("“%(name)s” is removed.", name=passkey.name))
    return see_other("accounts.security")
