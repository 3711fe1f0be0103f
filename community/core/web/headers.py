"""Security headers: a content security policy with nonces and without unsafe-inline, and the rest."""

from flask import Flask, request
from flask_talisman import Talisman
from werkzeug.wrappers import Response

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

NOTHING = {"default-src": "'none'", "form-action": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}

# Health is asked for by the machine itself, without TLS.
over_http_too = Talisman()(force_https=False)
# A mail of the demo brings its style along, as mails must; scripts, forms and anything from elsewhere it may not.
drawn_as_mail = Talisman()(
    content_security_policy={**NOTHING, "style-src": "'unsafe-inline'"}, content_security_policy_nonce_in=[]
)


def init_app(app: Flask) -> None:
    """Set the headers on every answer; https is enforced in production only."""
    production = app.extensions["settings"].production
    Talisman(  # one for each application: it keeps its settings in itself
        app,
        force_https=production,
        strict_transport_security=production,
        content_security_policy=POLICY,
        content_security_policy_nonce_in=["script-src"],
        frame_options="DENY",
        referrer_policy="same-origin",
        permissions_policy={"geolocation": "()", "camera": "()", "microphone": "()"},
        session_cookie_secure=production,
        session_cookie_samesite="Lax",
    )
    app.after_request(_keep_private_pages_private)


def _keep_private_pages_private(response: Response) -> Response:
    """Pages made for one person are for no shared cache, nor for the back button: after signing out, or with a number of before."""
    if "Cache-Control" not in response.headers and request.endpoint not in {"static", "bootstrap.static"}:
        response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    return response
