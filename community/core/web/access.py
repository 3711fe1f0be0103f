"""Every route states its access: exactly one of @public, @signed_in, @requires. Deny by default.

`@requires(permission, load=queries.fn)`: `fn(actor, **url_values)` fetches through `visible_to`, so
what a person may not see is 404, and what they may see but not do is 403.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from community.core import registry
from community.core.errors import Missing, Refusal, Refused
from community.core.feature import Undeclared
from community.core.language import _l
from community.core.policy import Permission, can
from community.core.web.responses import current_actor

View = Callable[..., Any]


@dataclass(frozen=True)
class Access:
    """What a route demands. `kind` is public, signed_in or requires; `load` fetches the row it is about."""

    kind: str
    permission: Permission | None = None
    load: Callable[..., Any] | None = None


def public(view: View) -> View:
    """Anybody, signed in or not."""
    view.__access__ = Access("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Every member who takes part (active or quiet)."""

    @wraps(view)
    def guarded(*args: Any, **url_values: Any) -> Any:
        refusal = _at_the_gate()
        return refusal if refusal is not None else view(*args, **url_values)

    guarded.__access__ = Access("signed_in")  # type: ignore[attr-defined]
    return guarded


def requires(permission: Permission, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Whom `permission` allows; `load(actor, **url_values)` fetches the row the view receives."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**url_values: Any) -> Any:
            refusal = _at_the_gate()
            if refusal is not None:
                return refusal
            actor = current_actor()
            if load is None:
                _demand(actor, permission, None)
                return view(**url_values)
            row = load(actor, **url_values)
            if row is None:
                raise Missing
            _demand(actor, permission, row)
            return view(row)

        guarded.__access__ = Access("requires", permission, load)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _demand(actor: Any, permission: Permission, row: Any) -> None:
    if not can(actor, permission, row):
        if permission.refusal is not None:
            raise permission.refusal(actor, row)
        raise Refused(_l("This page is not for you to use."), what_next=_l("Go back to where you came from, or home."))


def _at_the_gate() -> Response | None:
    """Send visitors to the sign-in, and let the features' gates speak (a missing second factor)."""
    actor = current_actor()
    if actor is None:
        back = request.full_path if request.method == "GET" else request.referrer or ""
        return redirect(url_for("accounts.sign_in", next=back.rstrip("?")), 303)
    for gate in registry.of_app().gates:
        answer = gate(actor)
        if answer is not None:
            return answer
    return None


def check_every_route(app: Flask, library_access: Mapping[str, str]) -> None:
    """Refuse to start (Undeclared) when a route says nothing, or the library table is out of date."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    for endpoint in sorted(endpoints):
        declared = hasattr(app.view_functions.get(endpoint), "__access__")
        if declared == (endpoint in library_access):
            what = "twice" if declared else "nowhere"
            raise Undeclared(
                f"The access of route {endpoint!r} is declared {what}. Put @public, @signed_in or @requires "
                "directly beneath its route decorator; a library's own route belongs into "
                "LIBRARY_ACCESS in community/app.py."
            )
    if stale := set(library_access) - endpoints:
        raise Undeclared(f"LIBRARY_ACCESS names routes that do not exist: {sorted(stale)}")


def access_of(endpoint: str) -> Access:
    """What a route demands, a library's one included."""
    declared = getattr(current_app.view_functions[endpoint], "__access__", None)
    return declared or Access(registry.of_app().library_access[endpoint])


def is_open_to(actor: Any, path: str) -> bool:
    """Whether somebody finds a page at a path of ours, by what its route demands: a row they may see, and may use so."""
    try:
        endpoint, url_values = current_app.url_map.bind("").match(path.removeprefix(request.script_root), "GET")
        access = access_of(endpoint)
        if access.permission is None:
            return True
        row = access.load(actor, **url_values) if access.load else None
    except (HTTPException, Refusal):
        return False
    return (row is not None or access.load is None) and can(actor, access.permission, row)
