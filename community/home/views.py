"""The first page of the site."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint

from community.accounts.models import Person
from community.catchups import queries as catchups
from community.catchups.groups import Groups, grouped
from community.catchups.wording import in_list, titled
from community.core import clock
from community.core.panels import Happening, at_home
from community.core.settings import current
from community.core.web import current_actor, page, public
from community.home.queries import of_interest
from community.home.reaching import Reach, offers_in, to_reach

blueprint = Blueprint("home", __name__)

NEW_TIES_FOR = timedelta(days=60)
LATER = timedelta(weeks=4)
WAITS_BELOW = 70  # panels of a lower order ask the reader for something; they come in order


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
    panels, happened = at_home(actor)
    today = clock.today(actor.time_zone)
    reach, offers = _people(actor, groups, happened, today, now)
    waiting = [panel for panel in panels if panel.order < WAITS_BELOW]
    asks_something = bool(groups.waiting_for_me or offers or waiting)
    return page(
        "home/home.html",
        groups=groups,
        waiting=waiting,
        panels=panels[len(waiting) :],
        reach=reach,
        today=today.isoformat(),
        in_four_weeks=(today + LATER).isoformat(),
        offers=offers,
        is_quiet=groups.is_empty and not reach and not asks_something,
        titled=titled,
        in_list=lambda catchup: in_list(catchup, actor, now, has_new_words=catchup.id in groups.new_words),
        is_new=actor.joined_at is not None and (now - actor.joined_at).days < 14,
    )


def _people(
    actor: Person, groups: Groups, happened: Sequence[Happening], today: date, now: datetime
) -> tuple[list[Reach], list[Any]]:
    """Whom to reach out to, and who asks to keep in touch."""
    lines = of_interest(actor, today, now, now - NEW_TIES_FOR, {one.person_id for one in happened})
    open_ones = (*groups.waiting_for_me, *groups.waiting_for_them, *groups.coming)
    under_way = [catchup.other_id(actor.id) for catchup in open_ones]
    return to_reach(lines, happened, today, under_way), offers_in(lines)
