"""One's own authenticator app and recovery codes."""

from typing import Any

from community.accounts import actions, queries
from community.accounts.forms.keys import CodeForm, EmptyForm
from community.accounts.views import blueprint, limits, session
from community.accounts.views.session import fresh
from community.accounts.views.two_steps import app_picture, app_secret, forget_app_secret
from community.core.errors import Conflict, Invalid
from community.core.language import _l
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in


@blueprint.get("/settings/app")
@signed_in
@fresh
def app() -> Any:
    """Set up an authenticator app (also a new one in place of another)."""
    return _page(CodeForm())


@blueprint.post("/settings/app")
@signed_in
@limits.wrong_when_signed_in
@fresh
def turn_on_app() -> Any:
    """It is set up; recovery codes to keep."""
    actor, form = current_actor(), CodeForm()
    if form.validate():
        try:
            codes = actions.turn_on_app(actor, app_secret(), form.code.data)
        except Invalid as error:
            form.refuse(error)
        else:
            forget_app_secret()
            return page("accounts/recovery_codes.html", codes=codes, onward="/settings/security")
    return _page(form)


@blueprint.get("/settings/app/removal")
@signed_in
@fresh
def ask_app_removal() -> Any:
    """Say what it means first."""
    _demand_app()
    return page(
        "confirm.html",
        form=EmptyForm(),
        title=_("Stop asking for codes?"),
        text=_("Your password alone will be enough to sign in, for you and for anybody who finds it out."),
        action_label=_("Stop asking"),
        cancel_url="/settings/security",
    )


@blueprint.post("/settings/app/removal")
@signed_in
@fresh
def turn_off_app() -> Any:
    """No codes any more."""
    actions.turn_off_app(current_actor())
    session.say_good(_("You are not asked for codes any more."))
    return see_other("accounts.security")


@blueprint.get("/settings/recovery-codes")
@signed_in
@fresh
def ask_recovery_codes() -> Any:
    """Say what it means first."""
    _demand_second_factor()
    return page(
        "confirm.html",
        form=EmptyForm(),
        title=_("Make new recovery codes?"),
        text=_("You get ten new ones. The old ones stop working at once."),
        action_label=_("Make new ones"),
        cancel_url="/settings/security",
        style="primary",
    )


@blueprint.post("/settings/recovery-codes")
@signed_in
@fresh
def renew_recovery_codes() -> Any:
    """Ten new ones, shown this once."""
    _demand_second_factor()
    codes = actions.renew_recovery_codes(current_actor())
    return page("accounts/recovery_codes.html", codes=codes, onward="/settings/security")


def _page(form: CodeForm) -> Any:
    return page("accounts/settings/app.html", form=form, app=app_picture(current_actor()))


def _demand_app() -> None:
    if not current_actor().tf_totp_secret:
        raise Conflict(
            _l("You have not set up an app."),
            what_next=_l("You find it under Settings, Sign-in and security."),
        )


def _demand_second_factor() -> None:
    actor = current_actor()
    if not actor.tf_totp_secret and not queries.has_passkey(actor):
        raise Conflict(
            _l("Recovery codes belong to a second step, and you have none."),
            what_next=_l("Set up an app under Settings, Sign-in and security; the codes come with it."),
        )
