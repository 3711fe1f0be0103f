"""The second step of signing in, and setting one up where the role demands it. Until then nobody is signed in."""

from typing import Any

from flask import jsonify, request
from flask import session as cookie

from community.accounts import actions, ceremonies, credentials, queries
from community.accounts.actions.signing_in import has_second_factor
from community.accounts.forms.keys import CodeForm
from community.accounts.models import Person
from community.accounts.views import blueprint, limits, session
from community.core import secrets
from community.core.errors import Invalid
from community.core.language import _l
from community.core.language import gettext as _
from community.core.web import page, public, see_other

SEALED_FOR = "session.app_secret"


@blueprint.get("/login/code")
@public
def second_step() -> Any:
    """Ask for the code of the app, a recovery code, or a passkey."""
    person = session.halfway()
    return _second_step(person, CodeForm()) if person else see_other("accounts.sign_in")


@blueprint.post("/login/code")
@public
@limits.wrong_code
def answer_second_step() -> Any:
    """In, when the code is right."""
    person = session.halfway()
    if person is None:
        return see_other("accounts.sign_in")
    form = CodeForm()
    if form.validate():
        if actions.accept_code(person, form.code.data):
            return session.finish_halfway(person, "code")
        form.refuse(
            Invalid(
                _l("This code is not right, or has been used already. Wait for the next one and try again."),
                field="code",
            )
        )
    return _second_step(person, form)


@blueprint.get("/login/protect")
@public
def protect() -> Any:
    """Lead a coordinator or moderator to a second factor of their own."""
    person = _to_protect()
    return _protect(person, CodeForm()) if person else see_other("accounts.second_step")


@blueprint.post("/login/protect")
@public
@limits.wrong_code
def protect_with_app() -> Any:
    """The app is set up: in, with recovery codes to keep."""
    person = _to_protect()
    if person is None:
        return see_other("accounts.sign_in")
    form = CodeForm()
    if form.validate():
        try:
            codes = actions.turn_on_app(person, app_secret(), form.code.data)
        except Invalid as error:
            form.refuse(error)
        else:
            return page(
                "accounts/recovery_codes.html",
                codes=codes,
                onward=session.enter_from_halfway(person, "code"),
            )
    return _protect(person, form)


@blueprint.get("/login/protect/passkey/options")
@public
def protect_passkey_options() -> Any:
    """What the browser needs to make a passkey."""
    person = _to_protect()
    if person is None:
        raise Invalid(ceremonies.FAILED)
    options, challenge = ceremonies.options_to_make(session.site(), person, queries.passkeys_of(person))
    session.remember_challenge("protect", challenge)
    return jsonify(options)


@blueprint.post("/login/protect/passkey")
@public
@limits.wrong_code
def protect_with_passkey() -> Any:
    """The passkey is made: in, with recovery codes to keep."""
    person = _to_protect()
    if person is None:
        return see_other("accounts.sign_in")
    try:
        made = ceremonies.made(session.site(), session.take_challenge("protect"), request.form.get("credential", ""))
    except Invalid as error:
        code = CodeForm()
        code.refuse(error)
        return _protect(person, code)
    actions.add_passkey(person, made, _("Passkey"))
    codes = actions.renew_recovery_codes(person)
    return page(
        "accounts/recovery_codes.html",
        codes=codes,
        onward=session.enter_from_halfway(person, "passkey"),
    )


def app_secret() -> str:
    """The secret being set up in this browser: made once, kept encrypted until the first code is right."""
    sealed = cookie.get("app_secret")
    if sealed:
        try:
            return secrets.decrypt(sealed, SEALED_FOR)
        except secrets.CannotRead:
            pass
    made = credentials.new_app_secret()
    cookie["app_secret"] = secrets.encrypt(made, SEALED_FOR)
    return made


def forget_app_secret() -> None:
    """It has been set up; the next one is another."""
    cookie.pop("app_secret", None)


def app_picture(person: Person) -> dict[str, Any]:
    """What the set-up page shows of it: the QR code and the same to type."""
    secret = app_secret()
    side, path = credentials.picture_of(person, secret)
    return {"side": side, "path": path, "key": credentials.app_secret_to_type(secret)}


def _second_step(person: Person, form: CodeForm) -> Any:
    return page(
        "accounts/second_step.html",
        form=form,
        has_app=bool(person.tf_totp_secret),
        has_passkey=queries.has_passkey(person),
    )


def _to_protect() -> Person | None:
    # Who has a second factor must show it: nobody replaces it with a password alone.
    person = session.halfway()
    return None if person is None or has_second_factor(person) else person


def _protect(person: Person, form: CodeForm) -> Any:
    return page("accounts/protect.html", form=form, person=person, app=app_picture(person))
