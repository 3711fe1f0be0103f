"""Sign-in and security: the password, all sessions, and proving again who one is."""

from typing import Any

from flask import jsonify, redirect, request

from community.accounts import actions, ceremonies, credentials, queries
from community.accounts.forms.keys import ChangePasswordForm, NewPasswordForm, VerifyForm
from community.accounts.views import blueprint, limits, session
from community.accounts.views.session import fresh
from community.core.errors import Invalid
from community.core.language import _l
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in

WRONG = _l("This is not your password.")


@blueprint.get("/settings/security")
@signed_in
def security() -> Any:
    """Everything one signs in with."""
    actor = current_actor()
    return page(
        "accounts/settings/security.html",
        person=actor,
        passkeys=queries.passkeys_of(actor),
        codes_left=len(actor.mf_recovery_codes or []),
    )


@blueprint.get("/settings/password")
@signed_in
@fresh
def password() -> Any:
    """A new password."""
    return page("accounts/settings/password.html", form=_password_form())


@blueprint.post("/settings/password")
@signed_in
@limits.wrong_when_signed_in
@fresh
def change_password() -> Any:
    """The new password counts; every other device is signed out."""
    actor, form = current_actor(), _password_form()
    if form.validate():
        try:
            if actor.password and not credentials.password_fits(actor, form.present.data):
                raise Invalid(WRONG, field="present")
            actions.set_password(actor, form.password.data)
        except Invalid as error:
            form.refuse(error)
        else:
            session.stay_signed_in(actor)
            session.say_good(_("Your new password counts from now on. Your other devices are signed out."))
            return see_other("accounts.security")
    return page("accounts/settings/password.html", form=form)


@blueprint.post("/settings/sessions/end")
@signed_in
def end_sessions() -> Any:
    """Sign out everywhere, here too."""
    actions.sign_out_everywhere(current_actor())
    session.sign_out()
    session.say_good(_("You are signed out on every device."))
    return see_other("accounts.sign_in")


@blueprint.get("/settings/verify")
@signed_in
def verify() -> Any:
    """Before keys and addresses are changed: is it still you?"""
    return _verify(VerifyForm(next=request.args.get("next", "")))


@blueprint.post("/settings/verify")
@signed_in
@limits.wrong_when_signed_in
def verify_with_password() -> Any:
    """Go on, when the password is right."""
    form = VerifyForm()
    if form.validate():
        if credentials.password_fits(current_actor(), form.password.data):
            session.refresh()
            return redirect(session.own_path(form.next.data), 303)
        form.refuse(Invalid(WRONG, field="password"))
    return _verify(form)


@blueprint.get("/settings/verify/options")
@signed_in
def verify_options() -> Any:
    """What the browser needs to show one of the own passkeys."""
    options, challenge = ceremonies.options_to_show(session.site(), queries.passkeys_of(current_actor()))
    session.remember_challenge("verify", challenge)
    return jsonify(options)


@blueprint.post("/settings/verify/passkey")
@signed_in
@limits.wrong_when_signed_in
def verify_with_passkey() -> Any:
    """Go on, when the passkey is one's own."""
    form = VerifyForm()
    try:
        challenge = session.take_challenge("verify")
        person = actions.person_with_passkey(session.site(), challenge, request.form.get("credential", ""))
        if person.id != current_actor().id:
            raise Invalid(ceremonies.FAILED)
    except Invalid as error:
        form.refuse(error)
        return _verify(form)
    session.refresh()
    return redirect(session.own_path(form.next.data), 303)


def _password_form() -> Any:
    form = ChangePasswordForm() if current_actor().password else NewPasswordForm()
    form.account.data = current_actor().email
    return form


def _verify(form: VerifyForm) -> Any:
    actor = current_actor()
    return page(
        "accounts/settings/verify.html",
        form=form,
        has_password=bool(actor.password),
        has_passkey=queries.has_passkey(actor),
    )
