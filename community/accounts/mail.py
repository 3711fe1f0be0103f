"""The mails about accounts, composed at the moment they are sent: links are signed here, so that no secret is ever stored."""

from datetime import datetime
from typing import Any

from flask import url_for

from community.accounts import queries
from community.accounts.actions.email import SIDES
from community.accounts.actions.forgotten import MAY_RESET, reset_mark
from community.accounts.models import Invitation, Person
from community.core import settings, tokens
from community.core.language import gettext as _
from community.core.language import ngettext
from community.core.mail import Message
from community.core.web.filters import when_words


def invitation(person: Person, *, invitation_id: int) -> Message | None:
    """The way in; nothing when they have joined or the invitation was taken back meanwhile."""
    found = queries.invitation_by_id(invitation_id)
    if found is None or found[0].state in {"joined", "withdrawn"} or person.standing != "invited":
        return None
    token = invitation_token(found[0], person)
    days = settings.current().invitation_days
    return _letter(
        person,
        _("Your invitation to %(community)s", community=_community()),
        [
            _what_for(person),
            _("You decide first who may see what. Nobody finds you there before you have finished."),
        ],
        url=url_for("accounts.join", token=token, _external=True),
        label=_("Accept the invitation"),
        after=[ngettext("The link works for %(num)s day; after that it offers you a fresh one.", "The link works for %(num)s days; after that it offers you a fresh one.", days), _("You don’t want this? Then simply do nothing.")],
        why=_("You get this mail because a coordinator has invited you."),
    )  # fmt: skip


def _what_for(person: Person) -> str:
    if person.is_coordinator:
        return _(
            "You are asked to look after %(community)s as a coordinator: the place where a mentoring programme goes on after its end.",
            community=_community(),
        )
    return _(
        "Mentoring ends, the trust it built need not. %(community)s is where people of a programme find each other again, meet for a coffee, and tell those who helped them what became of it.",
        community=_community(),
    )


def invitation_token(invitation: Invitation, person: Person) -> str:
    """What the link of an invitation carries: void once the address is corrected."""
    return tokens.sign("join", [invitation.public_id, person.email])


def reset(person: Person, *, person_id: int) -> Message | None:
    """The link to a new password."""
    if person.standing not in MAY_RESET:
        return None
    token = tokens.sign("reset", [person.id, reset_mark(person)])
    return _letter(
        person,
        _("Choose a new password"),
        [
            _(
                "Somebody, probably you, would like a new password for %(community)s.",
                community=_community(),
            )
        ],
        url=url_for("accounts.reset", token=token, _external=True),
        label=_("Choose a new password"),
        after=[_("The link works once, for one hour. If it was not you, do nothing: your password stays as it is.")],
        why=_("You get this mail because your address was typed into the page for a forgotten password."),
    )


def keys_changed(person: Person, *, person_id: int, what: str, on: str) -> Message:
    """Something one signs in with has changed."""
    happened = {
        "password": _("Your password has been changed, and all other devices are signed out."),
        "passkey-removed": _("One of your passkeys has been removed."),
        "app-on": _("Signing in with your password now also asks for a code of your authenticator app."),
        "app-off": _("Signing in with your password no longer asks for a code."),
    }[what]
    return _letter(
        person,
        _("Your sign-in has changed"),
        [happened, _("That was on %(when)s.", when=when_words(datetime.fromisoformat(on)))],
        after=[_("If it was not you, choose a new password now at %(url)s and write to a coordinator.", url=url_for("accounts.forgotten", _external=True))],
        why=_security(),
    )  # fmt: skip


def email_old(person: Person, *, change_id: str) -> Message | None:
    """To the present address: shall it be replaced?"""
    return _email_side(person, change_id, "old")


def email_new(person: Person, *, change_id: str) -> Message | None:
    """To the new address: is it yours?"""
    return _email_side(person, change_id, "new")


def _email_side(person: Person, change_id: str, side: str) -> Message | None:
    assert side in SIDES
    found = queries.email_change_by_public_id(change_id)
    if found is None:
        return None
    lines = {
        "old": _("Somebody, probably you, would like to use another address with %(community)s. Both addresses must say yes.", community=_community()),
        "new": _("This address shall be used with %(community)s from now on. Both addresses must say yes.", community=_community()),
        "alone": _("This address shall be used with %(community)s from now on, because mail to the one before comes back.", community=_community()),
    }  # fmt: skip
    alone = side == "new" and found[1].email_bounced_at is not None
    return _letter(
        person,
        _("Please confirm your new address"),
        [lines["alone" if alone else side]],
        url=url_for("accounts.email_change", token=tokens.sign("email", [change_id, side]), _external=True),
        label=_("Look at it and confirm"),
        after=[
            _("The link works for two days. Nothing changes before you have opened it and said yes.")
            if alone
            else _("The link works for two days. Nothing changes before both links were opened and confirmed.")
        ],
        why=_security(),
    )


def email_changed(person: Person, *, person_id: int) -> Message:
    """To the old address: it is done."""
    return _letter(
        person,
        _("Your address has been changed"),
        [
            _(
                "From now on mail of %(community)s goes to your new address, and no longer to this one.",
                community=_community(),
            )
        ],
        after=[_("If it was not you, answer this mail: a coordinator reads it.")],
        why=_security(),
    )


def suspended(person: Person, *, person_id: int) -> Message | None:
    """Their account is suspended; why is read after signing in, never in a mail."""
    if person.standing != "suspended":
        return None
    return _letter(
        person,
        _("Your account is suspended"),
        [
            _(
                "Your account at %(community)s has been suspended. Sign in to read why and until when.",
                community=_community(),
            )
        ],
        url=url_for("accounts.sign_in", _external=True),
        label=_("Read why"),
        after=[_("If you think this is a mistake, answer this mail: a coordinator reads it.")],
        why=_security(),
    )


def reinstated(person: Person, *, person_id: int) -> Message | None:
    """They may come in again."""
    if not person.is_present:
        return None
    return _letter(
        person,
        _("You can sign in again"),
        [
            _(
                "The suspension of your account at %(community)s is over. You are welcome back.",
                community=_community(),
            )
        ],
        url=url_for("accounts.sign_in", _external=True),
        label=_("Sign in"),
        why=_security(),
    )


def registration(person: Person, *, person_id: int) -> Message | None:
    """Is this address theirs?"""
    asked = queries.registration_of(person)
    if asked is None or person.standing != "waiting":
        return None
    return _letter(
        person,
        _("Please confirm your address"),
        [_("You would like to join %(community)s. Please confirm that this is your address; then a coordinator reads what you wrote.", community=_community())],
        url=url_for("accounts.registration", token=tokens.sign("registration", asked.id), _external=True),
        label=_("Confirm my address"),
        after=[_("If it was not you, do nothing.")],
        why=_("You get this mail because your address was typed into the page for joining."),
    )  # fmt: skip


def already_member(person: Person, *, person_id: int) -> Message:
    """They asked to join and are here already."""
    return _letter(
        person,
        _("You have an account already"),
        [_("Somebody, probably you, asked to join %(community)s with this address. You have an account there already.", community=_community())],
        url=url_for("accounts.sign_in", _external=True),
        label=_("Sign in"),
        why=_("You get this mail because your address was typed into the page for joining."),
    )  # fmt: skip


def declined(person: Person | None, *, name: str) -> Message:
    """A kind no to who asked to join."""
    return _letter(
        None,
        _("Your wish to join"),
        [
            _("Thank you for your interest in %(community)s. It is open to people of its mentoring programmes, and the coordinator could not find you among them.", community=_community()),
            _("What you wrote to us has been deleted. If you think this is a mistake, answer this mail."),
        ],
        why=_("You get this mail because you asked to join."),
        name=name,
    )  # fmt: skip


def _letter(person: Person | None, subject: str, lines: list[str], *, why: str, name: str = "", **more: Any) -> Message:
    greeting = _("Dear %(name)s,", name=person.name if person is not None else name)
    words = {
        "subject_words": subject,
        "greeting": greeting,
        "lines": lines,
        "url": "",
        "label": "",
        "after": [],
        **more,
    }
    return Message("accounts_letter", words, why=why)


def _community() -> str:
    return settings.current().community_name


def _security() -> str:
    return _("You get this mail because it is about the safety of your account. It can’t be switched off.")
