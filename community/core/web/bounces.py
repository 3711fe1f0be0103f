"""POST /mail/bounces: a mail server or a relay hands over a report that a mail came back.

Public, because no person stands behind it, with a check of its own: the body is signed with BOUNCES_SECRET. Without
that setting the address does not exist. The answer says nothing about which mails or addresses we know.
"""

import hmac
from hashlib import sha256

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from community.core import clock, settings
from community.core.extensions import csrf, limiter
from community.core.mail import bounces
from community.core.mail.reports import LARGEST
from community.core.web.access import public

blueprint = Blueprint("bounces", __name__)

FRESH_SECONDS = 300
PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@blueprint.post("/mail/bounces")
@public
@csrf.exempt
@limiter.limit("600/minute")
def receive() -> ResponseReturnValue:
    """Take one report (message/rfc822), with X-Timestamp (seconds since 1970) and X-Signature (sha256=…)."""
    secret = settings.current().bounces_secret
    if not secret:
        return "no reports are taken here\n", 404, PLAIN
    if (request.content_length or 0) > LARGEST:
        return "too large for a report\n", 413, PLAIN
    request.max_content_length = LARGEST
    body = request.get_data(cache=False)
    if not _is_signed(secret, body):
        return "not signed, or not lately\n", 403, PLAIN
    bounces.take(body)
    return "", 204


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What X-Signature must be: HMAC-SHA256 of the timestamp, a dot and the body."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def _is_signed(secret: str, body: bytes) -> bool:
    timestamp = request.headers.get("X-Timestamp", "")
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    fresh = abs(clock.now().timestamp() - int(timestamp)) <= FRESH_SECONDS
    told = request.headers.get("X-Signature", "").encode("utf-8", "replace")
    return hmac.compare_digest(told, signature(secret, timestamp, body).encode()) and fresh
