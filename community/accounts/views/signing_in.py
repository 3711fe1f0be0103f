"""Signing in with a password, signing out."""

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from community.accounts import actions
from community.accounts.forms.keys import SignInForm
from community.accounts.views import blueprint, limits, session
from community.core.errors import Invalid
from community.core.language import _l
from community.core.language import gettext as _
from community.core.settings import current
from community.core.web import current_actor, page, public, safe_next

WRONG = _l("Address and password do not belong together. Check both, or ask for a new password.")


@blueprint.get("/login")
@public
def sign_in() -> Any:
    """The sign-in page; who is signed in goes on."""
    if current_actor() is not None:
        return redirect(safe_next("/"), 303)
    return _page(SignInForm(next=request.args.get("next", "")))


@blueprint.post("/login")
@public
@limits.wrong_password
@limits.wrong_password_anywhere
@limits.wrong_from_here
def sign_in_with_password() -> Any:
    """In, to the second step, or back with one answer for everything that is wrong."""
    form = SignInForm()
    if form.validate():
        person = actions.person_with_password(form.email.data, form.password.data)
        if person is not None:
            return session.after_password(
                person, form.next.data or request.args.get("next", ""), remember=form.remember.data
            )
        form.refuse(Invalid(WRONG, field="password"))
    return _page(form)


@blueprint.post("/logout")
@public
def sign_out() -> Response:
    """End this session; harmless for who has none. On to `next`, when that is a path of ours."""
    session.sign_out()
    session.say_good(_("You are signed out. See you soon."))
    return redirect(safe_next(url_for("accounts.sign_in")), 303)


@blueprint.get("/farewell")
@public
def farewell() -> Any:
    """After somebody has left."""
    return page("accounts/farewell.html")


def _page(form: SignInForm) -> Any:
    return page("accounts/sign_in.html", form=form, open_registration=current().open_registration)
