"""The first page of coordinators, and the log."""

from typing import Any

from flask import request

from community.circles.queries.overview import waiting_for
from community.coordination.forms.people import INVITATION_NAMES, STANDING_NAMES
from community.coordination.log_words import entry_in_words
from community.coordination.permissions import COORDINATE
from community.coordination.queries import deliveries, rosters
from community.coordination.queries import log as log_queries
from community.coordination.queries import overview as queries
from community.coordination.views import blueprint
from community.core.web import current_actor, page, requires


@blueprint.get("")
@requires(COORDINATE)
def index() -> Any:
    """How the community stands, and what waits."""
    people, invitations = queries.people_and_invitations()
    return page(
        "coordination/index.html",
        people=people,
        invitations=invitations,
        to_do=queries.to_do(),
        circles_waiting=waiting_for(current_actor()),
        last_import=rosters.last_import(),
        health=deliveries.health(),
        standing_names=STANDING_NAMES,
        invitation_names=INVITATION_NAMES,
    )


@blueprint.get("/log")
@requires(COORDINATE)
def log() -> Any:
    """Who looked at whom and changed what. Every coordinator sees it, nobody can change it."""
    found = log_queries.entries(after=request.args.get("after"))
    return page("coordination/log.html", entries=found, said=entry_in_words)
