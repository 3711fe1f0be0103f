"""Signing in with a passkey: without an address, or as the second step."""

from typing import Any

from flask import jsonify, redirect, request
from flask import session as cookie

from community.accounts import actions, ceremonies, queries
from community.accounts.forms.keys import SignInForm
from community.accounts.views import blueprint, limits, session
from community.core.errors import Invalid
from community.core.settings import current
from community.core.web import page, public

SHOW = "show"


@blueprint.get("/login/passkey/options")
@public
def passkey_options() -> Any:
    """What the browser needs to show a passkey: any of this site, or those of who has a password behind them."""
    person = session.halfway()
    options, challenge = ceremonies.options_to_show(session.site(), queries.passkeys_of(person) if person else ())
    session.remember_challenge(SHOW, challenge)
    return jsonify(options)


@blueprint.post("/login/passkey")
@public
@limits.wrong_from_here
def sign_in_with_passkey() -> Any:
    """In: a passkey verifies its user and needs no second step."""
    remember = bool((cookie.get(session.HALFWAY) or {}).get("remember")) or bool(request.form.get("remember"))
    wanted = (cookie.get(session.HALFWAY) or {}).get("next") or request.form.get("next", "")
    try:
        challenge = session.take_challenge(SHOW)
        person = actions.person_with_passkey(session.site(), challenge, request.form.get("credential", ""))
    except Invalid as error:
        form = SignInForm(formdata=None, next=wanted)
        form.refuse(error)
        return page("accounts/sign_in.html", form=form, open_registration=current().open_registration)
    if (closed := session.closed_door(person)) is not None:
        return closed
    session.sign_in(person, "passkey", remember=remember)
    return redirect(session.own_path(wanted), 303)
