"""Our own steps of joining: about you, the key, and what the roster says. Others add theirs through core/joining.py."""

from collections.abc import Mapping

from flask import request

from community.accounts import actions, ceremonies, credentials, queries
from community.accounts.forms.joining import KeyForm, RosterForm
from community.accounts.forms.people import AboutYouForm
from community.accounts.models import Person
from community.accounts.views import session
from community.core import joining, settings
from community.core.errors import Invalid
from community.core.joining import JoiningStep, Kept
from community.core.language import _l
from community.core.language import gettext as _
from community.core.text import clean_line


def _about_form(person: Person, kept: Kept) -> AboutYouForm:
    start = {
        "name": person.name,
        "pronouns": person.pronouns,
        "time_zone": person.time_zone,
        "language": _language(person),
    }
    form = AboutYouForm(data={**start, **kept})
    # The browser's guess is for the first look only.
    form.zone_was_chosen = bool(kept) or form.is_submitted()
    return form


def _language(person: Person) -> str:
    spoken = settings.current().languages
    return (
        request.accept_languages.best_match(spoken, person.language if person.language in spoken else spoken[0])
        or spoken[0]
    )


def _save_about(person: Person, kept: Kept) -> None:
    name = clean_line(kept["name"])
    if not name:
        raise Invalid(_l("Please tell us your name."), field="name")
    person.name = name[:200]
    person.pronouns = clean_line(kept["pronouns"])[:40] or None
    actions.set_language_and_zone(person, language=kept["language"], time_zone=kept["time_zone"])


about = JoiningStep(
    name="about-you",
    order=20,
    title=_l("About you"),
    template="accounts/joining/about.html",
    form=_about_form,
    save=_save_about,
)


def _key_form(person: Person, kept: Kept) -> KeyForm:
    form = KeyForm()
    form.person, form.kept, form.account.data = person, kept, person.email
    return form


def _keep_key(form: KeyForm) -> Kept:
    if form.credential.data:
        challenge = session.take_challenge(_purpose(form.person))
        return {"passkey": ceremonies.made(session.site(), challenge, form.credential.data)}
    if not form.password.data:
        return dict(form.kept)
    objection = credentials.objection_to(form.password.data, form.person.name, form.person.email)
    if objection:
        raise Invalid(objection, field="password")
    return {"password": credentials.hashed(form.password.data)}


def _purpose(person: Person) -> str:
    invitation = queries.invitation_of(person)
    return f"join:{invitation.public_id}" if invitation else "join"


def _save_key(person: Person, kept: Kept) -> None:
    if "passkey" in kept:
        actions.add_passkey(person, kept["passkey"], _("Passkey"))
    elif "password" in kept:
        person.password = kept["password"]


key = JoiningStep(
    name="key",
    order=30,
    title=_l("Your key"),
    template="accounts/joining/key.html",
    form=_key_form,
    save=_save_key,
    keep=_keep_key,
)


def _roster_form(person: Person, kept: Kept) -> RosterForm:
    form = RosterForm()
    for panel in joining.panels():
        part = panel.form(person, kept.get(panel.name, {}), f"{panel.name}-")
        if part is not None:
            form.parts.append((panel, part))
    return form


def _begin_roster(before: Mapping[str, Kept]) -> Kept:
    return {panel.name: panel.begin(before) for panel in joining.panels()}


def _keep_roster(form: RosterForm) -> Kept:
    return {panel.name: panel.keep(part) for panel, part in form.parts}


def _save_roster(person: Person, kept: Kept) -> None:
    for panel in joining.panels():
        if panel.name in kept:
            panel.save(person, kept[panel.name])


roster = JoiningStep(
    name="roster",
    order=40,
    title=_l("What we know"),
    template="accounts/joining/roster.html",
    form=_roster_form,
    save=_save_roster,
    keep=_keep_roster,
    begin=_begin_roster,
)
