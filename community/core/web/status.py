"""Whether this process answers (/healthz), and whether the house is open: database and worker (/readyz)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from community.core.clock import now
from community.core.extensions import db, limiter
from community.core.outbox.health import SILENT_AFTER, last_beat
from community.core.web.access import public
from community.core.web.headers import over_http_too

blueprint = Blueprint("status", __name__)
PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@blueprint.get("/healthz")
@public
@limiter.exempt
@over_http_too
def healthz() -> ResponseReturnValue:
    """This process takes requests. Asks nobody else."""
    return "ok\n", 200, PLAIN


@blueprint.get("/readyz")
@public
@limiter.exempt
@over_http_too
def readyz() -> ResponseReturnValue:
    """The database answers and a worker lives; otherwise 503 and what is the matter."""
    try:
        db.session.execute(text("SELECT 1"))
        beat = last_beat()
    except SQLAlchemyError:
        return "the database does not answer\n", 503, PLAIN
    if beat is None:
        return "no worker has started yet: run flask serve or flask worker\n", 503, PLAIN
    silence = now() - beat
    if silence > SILENT_AFTER:
        return f"worker silent for {int(silence.total_seconds())} seconds\n", 503, PLAIN
    return "ready\n", 200, PLAIN
