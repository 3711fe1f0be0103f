"""The feed."""

from typing import Any

from flask import request, url_for

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.queries import person_by_public_id
from community.core.web import current_actor, page, requires, signed_in
from community.milestones import actions, queries
from community.milestones.forms import FeedFilter
from community.milestones.queries.feed import PEOPLE
from community.milestones.shown import out_of_sight, stories, waiting
from community.milestones.views import blueprint
from community.milestones.views.around import surroundings
from community.milestones.views.limits import searches


@blueprint.get("")
@signed_in
@searches
def index() -> Any:
    """What my people, or everyone, share with me; newest first."""
    actor = current_actor()
    filter_ = FeedFilter(request.args, url_for("milestones.index"), queries.filters)
    after = request.args.get("after")
    found = queries.feed(actor, filter_.wanted(), after)
    plain = not filter_.in_use and not filter_.opened and not after
    if plain and filter_.of == PEOPLE:
        actions.note_feed_read(actor, found.items[0].shared_at if found.items else None)
    return page(
        "milestones/index.html",
        page=found,
        stories=stories(actor, found.items),
        waiting=waiting(actor) if plain else [],
        filter=filter_,
        started=bool(after),
        c=surroundings(),
    )


@blueprint.get("/mine")
@signed_in
def mine() -> Any:
    """What I told, of myself and of others; what waits for somebody's yes says so."""
    actor = current_actor()
    after = request.args.get("after")
    found = queries.by_actor(actor, after)
    return page(
        "milestones/mine.html",
        page=found,
        stories=[*zip(found.items, stories(actor, found.items), strict=True)],
        out_of_sight=[] if after else out_of_sight(actor),
        base=url_for("milestones.index"),
        c=surroundings(),
    )


@blueprint.get("/of/<person>")
@requires(SEE_PERSON, load=person_by_public_id)
def of_person(person: Person) -> Any:
    """Everything shared of somebody that the reader may see."""
    actor = current_actor()
    found = queries.of_person(actor, person, request.args.get("after"))
    return page(
        "milestones/of_person.html", page=found, stories=stories(actor, found.items), person=person, c=surroundings()
    )
