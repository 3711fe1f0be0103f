"""The first page of the site."""

from typing import Any

from flask import Blueprint

from community.accounts.models import Person
from community.catchups import queries as catchups
from community.catchups.groups import grouped
from community.catchups.wording import in_list, titled
from community.core import clock, registry
from community.core.panels import said
from community.core.settings import current
from community.core.web import current_actor, page, public
from community.home.next_step import next_step

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def index() -> Any:
    """The landing page for visitors; home for members."""
    actor = current_actor()
    if actor is None:
        return page("home/landing.html", open_registration=current().open_registration)
    return _home(actor)


def _home(actor: Person) -> Any:
    now = clock.now()
    groups = grouped(catchups.open_of(actor, now), actor, now)
    panels = said(registry.of_app().home_panels, actor)
    return page(
        "home/home.html",
        groups=groups,
        panels=panels,
        step=next_step(actor, groups, panels, now),
        titled=titled,
        in_list=lambda catchup: in_list(catchup, actor, now),
        is_new=actor.joined_at is not None and (now - actor.joined_at).days < 14,
    )
