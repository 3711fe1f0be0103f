"""What a profile says on pages of other features: before somebody asks, and at home."""

from datetime import date, timedelta

from community.accounts.models import Person
from community.alumni import queries
from community.alumni.models import CHECK_AFTER_DAYS, Profile
from community.alumni.shown import shown
from community.core import clock
from community.core.language import _l
from community.core.panels import Panel, only_if


def before_asking(actor: Person, person: Person) -> Panel | None:
    """How somebody likes to be contacted and what they would rather not be asked about, as far as the actor may read it."""
    visit = queries.visit_to(actor, person)
    if visit is None or visit.is_own:
        return None
    fields = shown(visit.profile, visit.person, visit.audiences, False).fields
    told = {key: fields[key] for key in ("dont_ask", "contact", "learning", "languages") if key in fields}
    return (
        Panel(
            _l("Good to know before you ask"),
            "alumni/panels/asking.html",
            {"told": told, "name": person.name},
            order=10,
        )
        if told
        else None
    )


def _a_year_ago(actor: Person) -> dict[str, date]:
    return {"checked_since": clock.today(actor.time_zone) - timedelta(days=CHECK_AFTER_DAYS)}


@only_if(queries.asks_for_a_word, _a_year_ago)
def at_home(actor: Person) -> Panel | None:
    """Once a year: is this still you? And for who has just joined: a first word about oneself."""
    told = queries.own_in_short(actor)
    if told and Profile.is_due_for_check(told, clock.today(actor.time_zone)):
        return Panel(_l("Is this still you?"), "alumni/panels/check.html", {}, order=60)
    if not told or not any((told.headline, told.about, told.offers, told.wants)):
        return Panel(_l("Your profile is still empty"), "alumni/panels/empty.html", {}, order=60)
    return None
