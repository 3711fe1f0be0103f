"""Open registration, where this community has switched it on."""

from typing import Any

from community.accounts import actions, queries
from community.accounts.actions.registration import VALID_SECONDS
from community.accounts.forms.keys import EmptyForm
from community.accounts.forms.people import RegisterForm
from community.accounts.models import Registration
from community.accounts.views import blueprint, limits
from community.core import tokens
from community.core.errors import Invalid, Missing
from community.core.settings import current
from community.core.web import page, public, see_other


@blueprint.get("/register")
@public
def register() -> Any:
    """A wish to join."""
    _demand_open()
    return page("accounts/register.html", form=RegisterForm())


@blueprint.post("/register")
@public
@limits.mail_to_address
@limits.mail_from_here
def ask_to_join() -> Any:
    """The same answer for every address."""
    _demand_open()
    form = RegisterForm()
    if form.validate():
        try:
            actions.register(name=form.name.data, email=form.email.data, words=form.words.data)
        except Invalid as error:
            form.refuse(error)
        else:
            return see_other("accounts.registration_asked")
    return page("accounts/register.html", form=form)


@blueprint.get("/register/sent")
@public
def registration_asked() -> Any:
    """Look into your mail."""
    return page("accounts/look_into_mail.html", back="accounts.sign_in")


@blueprint.get("/register/<token>")
@public
def registration(token: str) -> Any:
    """One button: yes, this is my address."""
    found = _registration(token)
    return page("accounts/registration.html", form=EmptyForm(), confirmed=found.confirmed_at is not None)


@blueprint.post("/register/<token>")
@public
def confirm_registration(token: str) -> Any:
    """The address is confirmed; a coordinator will look at it."""
    actions.confirm_registration(_registration(token))
    return see_other("accounts.registration", token=token)


def _demand_open() -> None:
    if not current().open_registration:
        raise Missing


def _registration(token: str) -> Registration:
    payload = tokens.read("registration", token, VALID_SECONDS)
    found = queries.registration_by_id(payload) if isinstance(payload, int) else None
    if found is None:
        raise tokens.TokenBroken
    return found[0]
