"""A forgotten password: ask by address, set a new one through the link in the mail."""

from typing import Any

from community.accounts import actions
from community.accounts.actions.forgotten import VALID_SECONDS, person_resetting
from community.accounts.forms.keys import ForgottenForm, NewPasswordForm
from community.accounts.models import Person
from community.accounts.views import blueprint, limits, session
from community.core import tokens
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import page, public, see_other


@blueprint.get("/reset")
@public
def forgotten() -> Any:
    """Where shall the link go?"""
    return page("accounts/forgotten.html", form=ForgottenForm())


@blueprint.post("/reset")
@public
@limits.mail_to_address
@limits.mail_from_here
def ask_for_reset() -> Any:
    """The same answer for every address."""
    form = ForgottenForm()
    if not form.validate():
        return page("accounts/forgotten.html", form=form)
    actions.ask_for_reset(form.email.data)
    return see_other("accounts.reset_asked")


@blueprint.get("/reset/sent")
@public
def reset_asked() -> Any:
    """Look into your mail."""
    return page("accounts/look_into_mail.html", back="accounts.sign_in")


@blueprint.get("/reset/<token>")
@public
def reset(token: str) -> Any:
    """Choose a new password."""
    return _reset_page(NewPasswordForm(), _person(token))


@blueprint.post("/reset/<token>")
@public
def reset_password(token: str) -> Any:
    """The new password counts from now on; every device is signed out."""
    person, form = _person(token), NewPasswordForm()
    if form.validate():
        try:
            actions.reset_password(person, form.password.data)
        except Invalid as error:
            form.refuse(error)
        else:
            session.sign_out()
            session.say_good(_("Your new password is set. Please sign in with it."))
            return see_other("accounts.sign_in")
    return _reset_page(form, person)


def _reset_page(form: NewPasswordForm, person: Person) -> Any:
    form.account.data = person.email
    return page("accounts/reset.html", form=form)


def _person(token: str) -> Person:
    return person_resetting(tokens.read("reset", token, VALID_SECONDS))
