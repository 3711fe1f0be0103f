"""The address: changed when the old and the new one have both said yes; the new one alone where the old takes no mail."""

from typing import Any

from community.accounts import actions, queries
from community.accounts.actions.email import SIDES, VALID_SECONDS
from community.accounts.forms.keys import EmptyForm
from community.accounts.forms.people import EmailChangeForm
from community.accounts.models import EmailChange, Person
from community.accounts.views import blueprint, limits, session
from community.accounts.views.session import fresh
from community.core import tokens
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, public, see_other, signed_in


@blueprint.get("/settings/email")
@signed_in
def email() -> Any:
    """The present address, and the change under way."""
    return _page(EmailChangeForm())


@blueprint.post("/settings/email")
@signed_in
@limits.mail_when_signed_in
@fresh
def ask_email_change() -> Any:
    """A link goes to both addresses, or to the new one alone."""
    form = EmailChangeForm()
    if form.validate():
        try:
            actions.ask_email_change(current_actor(), form.email.data)
        except Invalid as error:
            form.refuse(error)
        else:
            session.say_good(_asked())
            return see_other("accounts.email")
    return _page(form)


@blueprint.post("/settings/email/cancellation")
@signed_in
def cancel_email_change() -> Any:
    """Keep the present address."""
    actions.cancel_email_change(current_actor())
    session.say_good(_("You keep your present address."))
    return see_other("accounts.email")


@blueprint.get("/email-change/<token>")
@public
def email_change(token: str) -> Any:
    """One button: a mail scanner that opens the link changes nothing."""
    change, person, side = _change(token)
    done = change.old_confirmed_at if side == "old" else change.new_confirmed_at
    return page(
        "accounts/email_change.html",
        form=EmptyForm(),
        change=change,
        person=person,
        side=side,
        token=token,
        done=done,
    )


@blueprint.post("/email-change/<token>")
@public
def confirm_email_change(token: str) -> Any:
    """One side has said yes."""
    change, _person, side = _change(token)
    if actions.confirm_email_change(change, side):
        return see_other("accounts.email_changed")
    return see_other("accounts.email_change", token=token)


@blueprint.post("/email-change/<token>/refusal")
@public
def refuse_email_change(token: str) -> Any:
    """It was not them: the change is void, and every device is signed out."""
    change, person, side = _change(token)
    if side != "old":
        raise tokens.TokenBroken
    actions.stop_email_change(change, person)
    return see_other("accounts.email_kept")


@blueprint.get("/email-change/done")
@public
def email_changed() -> Any:
    """The address has changed."""
    return page("accounts/email_changed.html")


@blueprint.get("/email-change/stopped")
@public
def email_kept() -> Any:
    """The address has not changed."""
    return page("accounts/email_kept.html")


def _asked() -> str:
    if current_actor().email_bounced_at:
        return _("We have sent a link to the new address. Your address changes when you have opened it and said yes.")
    return _("We have sent a link to both addresses. Your address changes when both have been confirmed.")


def _page(form: EmailChangeForm) -> Any:
    actor = current_actor()
    return page(
        "accounts/settings/email.html",
        form=form,
        person=actor,
        change=queries.email_change_of(actor),
    )


def _change(token: str) -> tuple[EmailChange, Person, str]:
    payload = tokens.read("email", token, VALID_SECONDS)
    if not isinstance(payload, list) or len(payload) != 2 or payload[1] not in SIDES:
        raise tokens.TokenBroken
    found = queries.email_change_by_public_id(str(payload[0]))
    if found is None:
        raise tokens.TokenBroken(_("This change has been finished or cancelled already."))
    return found[0], found[1], payload[1]
