"""The session of a browser: who is signed in, who has one step left, and how long ago they proved who they are."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, g, redirect, request, session
from flask_security import login_user, logout_user
from werkzeug.wrappers import Response

from community.accounts import queries
from community.accounts.actions.signing_in import (
    asks_for_second_step,
    has_second_factor,
    note_signed_in,
)
from community.accounts.ceremonies import FAILED, Site
from community.accounts.models import Person
from community.core.errors import Invalid
from community.core.settings import current
from community.core.web import page, see_other
from community.core.web.responses import is_own_path

HALFWAY = "halfway"
HALFWAY_SECONDS = 15 * 60
FRESH_SECONDS = 15 * 60
CHALLENGE_SECONDS = 5 * 60


def sign_in(person: Person, via: str, *, remember: bool = False) -> None:
    """Begin a session of this person in this browser. Nothing of an earlier session survives."""
    session.clear()
    g.pop("csrf_token", None)
    session.permanent = remember
    login_user(person, remember=False, authn_via=[via])
    note_signed_in(person)


def stay_signed_in(person: Person) -> None:
    """All sessions have just ended; this browser's goes on."""
    sign_in(person, "password", remember=session.permanent)


def sign_out() -> None:
    """End the session of this browser."""
    logout_user()
    session.clear()
    g.pop("csrf_token", None)


def after_password(person: Person, wanted: str, *, remember: bool) -> Any:
    """Where a right password leads: in, to the second step, or to a page that says why not."""
    if (closed := closed_door(person)) is not None:
        return closed
    if not asks_for_second_step(person):
        sign_in(person, "password", remember=remember)
        return redirect(own_path(wanted), 303)
    session.clear()
    g.pop("csrf_token", None)
    session[HALFWAY] = {
        "key": person.fs_uniquifier,
        "next": own_path(wanted),
        "remember": remember,
        "at": int(time.time()),
    }
    return see_other("accounts.second_step" if has_second_factor(person) else "accounts.protect")


def closed_door(person: Person) -> Any:
    """The page for somebody who proved who they are but may not come in; None for everybody else."""
    if person.is_present:
        return None
    template = {"suspended": "accounts/suspended.html", "left": "accounts/left.html"}.get(
        person.standing, "accounts/not_yet.html"
    )
    return page(template, status=403, person=person)


def halfway() -> Person | None:
    """Who has given a right password in this browser a moment ago and has one step left."""
    state = session.get(HALFWAY)
    if not isinstance(state, dict) or time.time() - state.get("at", 0) > HALFWAY_SECONDS:
        return None
    person = queries.person_by_session_key(state["key"])
    return person if person is not None and person.is_present else None


def finish_halfway(person: Person, via: str) -> Response:
    """The last step is taken: in, and on to where they wanted to go."""
    return redirect(enter_from_halfway(person, via), 303)


def enter_from_halfway(person: Person, via: str) -> str:
    """The same for a page that has something to show first; gives where they wanted to go."""
    state = session.get(HALFWAY) or {}
    sign_in(person, via, remember=bool(state.get("remember")))
    return own_path(state.get("next"))


def own_path(wanted: str | None) -> str:
    """A path on this site: the wanted one, or home."""
    return wanted if wanted and is_own_path(wanted) else "/"


def is_fresh() -> bool:
    """Whether this browser's person has proved who they are within the last quarter of an hour."""
    return time.time() - session.get("fs_paa", 0) < FRESH_SECONDS


def refresh() -> None:
    """They have just proved it again."""
    session["fs_paa"] = time.time()


def fresh(view: Callable[..., Any]) -> Callable[..., Any]:
    """Beneath @signed_in: ask for password or passkey again before keys and addresses are changed."""

    @wraps(view)
    def guarded(*args: Any, **url_values: Any) -> Any:
        if is_fresh():
            return view(*args, **url_values)
        back = request.full_path.rstrip("?") if request.method == "GET" else "/settings"
        return see_other("accounts.verify", next=back)

    return guarded


def site() -> Site:
    """Where the browser believes to be: passkeys belong to it."""
    return Site(
        origin=request.host_url.rstrip("/"),
        host=request.host.rsplit(":", 1)[0],
        name=current().community_name,
    )


def remember_challenge(purpose: str, challenge: str) -> None:
    """Keep the question this browser has been asked, for its answer."""
    session["passkey"] = [purpose, challenge, int(time.time())]


def take_challenge(purpose: str) -> str:
    """The question asked last, once. Refuses (Invalid) when there is none for this purpose, or it is old."""
    asked = session.pop("passkey", None)
    if not isinstance(asked, list) or asked[0] != purpose or time.time() - asked[2] > CHALLENGE_SECONDS:
        raise Invalid(FAILED)
    return str(asked[1])


def say_good(text: str) -> None:
    """Tell on the next page that it was done."""
    flash(text, "good")
