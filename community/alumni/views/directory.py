"""The directory."""

from flask import request

from community.alumni import queries, reading
from community.alumni.forms.directory import Filter
from community.alumni.views import blueprint
from community.core import clock
from community.core.extensions import limiter
from community.core.web.access import signed_in
from community.core.web.responses import current_actor, page

# A person reads a page before asking again; somebody who copies the directory does not.
searches = limiter.limit(
    "60 per minute",
    key_func=lambda: f"person:{current_actor().id}",
    exempt_when=lambda: not request.args.get("q"),
)


@blueprint.get("/members")
@signed_in
@searches
def directory() -> tuple[str, int]:
    """All members, or those who are looked for."""
    actor = current_actor()
    filter_ = Filter(request.args, lambda: queries.options(actor))
    wanted = filter_.wanted()
    today = clock.today(actor.time_zone)
    found = reading.page_of_cards(actor, wanted, filter_.options, today, request.args.get("after"))
    return page(
        "alumni/directory.html",
        filter=filter_,
        wanted=wanted,
        people=found,
        started=bool(request.args.get("after")),
    )
