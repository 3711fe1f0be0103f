"""The way in through an invitation: step by step, nothing written until the last."""

from typing import Any

from flask import jsonify, redirect
from flask import session as cookie

from community.accounts import actions, ceremonies, queries
from community.accounts.actions.invitations import note_opened
from community.accounts.actions.signing_in import asks_for_second_step
from community.accounts.models import Invitation, Person
from community.accounts.views import blueprint, limits, session
from community.core import clock, joining, settings, tokens
from community.core.database import write_aside
from community.core.errors import Invalid, Missing
from community.core.joining import JoiningStep
from community.core.language import gettext as _
from community.core.web import current_actor, page, public, see_other

KEPT = "joining"
DAY = 24 * 60 * 60


@blueprint.get("/join/<token>")
@public
def join(token: str) -> Any:
    """Welcome; or, kindly, why this link leads no further."""
    invitation, person = invited(token)
    if (closed := _closed(token, invitation, person)) is not None:
        return closed
    if invitation.state != "opened":
        write_aside(lambda aside: note_opened(aside, invitation.id))
    onward = _next_missing(invitation) or joining.steps()[-1]
    return page(
        "accounts/joining/welcome.html",
        token=token,
        person=person,
        onward=onward,
        begun=bool(_kept(invitation)),
    )


@blueprint.get("/join/<token>/<name>")
@public
def joining_step(token: str, name: str) -> Any:
    """One step, with what was typed before."""
    invitation, person = invited(token)
    if (closed := _closed(token, invitation, person)) is not None:
        return closed
    step = _step(name)
    missing = _next_missing(invitation)
    if missing is not None and missing.order < step.order:
        return see_other("accounts.joining_step", token=token, name=missing.name)
    return _page(token, person, step, _form(person, step, invitation))


@blueprint.post("/join/<token>/<name>")
@public
@limits.wrong_from_here
def keep_step(token: str, name: str) -> Any:
    """Keep what was said and go on; after the last step they are a member."""
    invitation, person = invited(token)
    if (closed := _closed(token, invitation, person)) is not None:
        return closed
    step = _step(name)
    form = _form(person, step, invitation)
    if not form.validate():
        return _page(token, person, step, form)
    try:
        kept = {**_kept(invitation), name: step.keep(form)}
    except Invalid as error:
        form.refuse(error)
        return _page(token, person, step, form)
    cookie[KEPT] = {"invitation": invitation.public_id, "kept": kept}
    missing = _next_missing(invitation)
    if missing is not None or step is not joining.steps()[-1]:
        onward = missing if missing is not None and missing.order < step.order else _after(step)
        return see_other("accounts.joining_step", token=token, name=onward.name)
    return _finish(invitation, kept)


@blueprint.post("/join/<token>/renewal")
@public
@limits.mail_from_link
def renew_invitation(token: str) -> Any:
    """A fresh link to the same address; always the same answer."""
    invitation, person = invited(token)
    actions.renew_invitation(invitation, person)
    return see_other("accounts.invitation_renewed")


@blueprint.get("/join/renewed")
@public
def invitation_renewed() -> Any:
    """Look into your mail."""
    return page("accounts/look_into_mail.html", back="accounts.sign_in")


@blueprint.get("/join/<token>/key/options")
@public
def joining_passkey_options(token: str) -> Any:
    """What the browser needs to make the first passkey."""
    invitation, person = invited(token)
    if _closed(token, invitation, person) is not None:
        raise Invalid(ceremonies.FAILED)
    options, challenge = ceremonies.options_to_make(session.site(), person, ())
    session.remember_challenge(f"join:{invitation.public_id}", challenge)
    return jsonify(options)


def invited(token: str) -> tuple[Invitation, Person]:
    """The invitation of a link, of whatever age. Refuses (Missing) a broken one, or one sent to an address corrected since."""
    payload = tokens.read("join", token, None)
    found = (
        queries.invitation_by_public_id(str(payload[0])) if isinstance(payload, list) and len(payload) == 2 else None
    )
    if found is None or payload[1] != found[1].email:
        raise tokens.TokenBroken
    return found


def _closed(token: str, invitation: Invitation, person: Person) -> Any:
    if invitation.state == "joined" or person.standing != "invited":
        return page("accounts/joining/joined.html", status=410, person=person)
    if invitation.state == "withdrawn":
        return page("accounts/joining/withdrawn.html", status=410, person=person)
    if invitation.expires_at <= clock.now() or _too_old(token):
        return page("accounts/joining/expired.html", status=410, token=token, person=person)
    actor = current_actor()
    if actor is not None and actor.id != person.id:
        return page("accounts/joining/somebody_else.html", status=409, token=token, person=person)
    return None


def _too_old(token: str) -> bool:
    """Whether this very link has run out: a renewal gives life to the link in the new mail, not to one lying about."""
    try:
        tokens.read("join", token, settings.current().invitation_days * DAY)
    except tokens.TokenExpired:
        return True
    return False


def _kept(invitation: Invitation) -> dict[str, Any]:
    state = cookie.get(KEPT)
    if isinstance(state, dict) and state.get("invitation") == invitation.public_id:
        return dict(state["kept"])
    return {}


def _form(person: Person, step: JoiningStep, invitation: Invitation) -> Any:
    kept = _kept(invitation)
    return step.form(person, kept[step.name] if step.name in kept else step.begin(kept))


def _step(name: str) -> JoiningStep:
    for step in joining.steps():
        if step.name == name:
            return step
    raise Missing


def _after(step: JoiningStep) -> JoiningStep:
    steps = joining.steps()
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def _next_missing(invitation: Invitation) -> JoiningStep | None:
    kept = _kept(invitation)
    return next((step for step in joining.steps() if step.name not in kept), None)


def _page(token: str, person: Person, step: JoiningStep, form: Any) -> Any:
    steps = joining.steps()
    place = steps.index(step)
    back = steps[place - 1].name if place else None
    return page(
        step.template, form=form, token=token, person=person, step=step, place=place + 1, back=back,
        titles=[one.title for one in steps], last=place + 1 == len(steps),
    )  # fmt: skip


def _finish(invitation: Invitation, kept: dict[str, Any]) -> Any:
    person = actions.join(invitation, kept)
    if asks_for_second_step(person) and not queries.has_passkey(person):
        return session.after_password(person, "/", remember=False)
    session.sign_in(person, "joining")
    session.say_good(_("Welcome, %(name)s! It is good to have you here.", name=person.name))
    return redirect("/", 303)
