"""The page of one person, and one's own as others see it."""

from flask import current_app, request, url_for

from community.alumni import queries, reading
from community.alumni.facets import COHORT
from community.alumni.permissions import EDIT_PROFILE, SEE_PROFILE
from community.alumni.queries import Visit
from community.alumni.shown import Open, Shown, open_to, shown
from community.alumni.views import blueprint
from community.core import clock, panels, registry
from community.core.audiences import Audience
from community.core.web.access import requires
from community.core.web.responses import page

PREVIEWS = {
    "members": frozenset({Audience.MEMBERS}),
    "related": frozenset({Audience.MEMBERS, Audience.RELATED}),
}


@blueprint.get("/members/<person>")
@requires(SEE_PROFILE, load=queries.visit)
def profile(visit: Visit) -> tuple[str, int]:
    """Somebody's page: what its reader may read, why the two fit, and what can be asked for."""
    facets = queries.facets_of(visit.reader, visit.person_id)
    cohorts = [(row.value, row.label) for row in facets if row.person_id == visit.person_id and row.kind == COHORT]
    open_now = open_to(
        visit.availability,
        visit.person.standing,
        visit.related,
        clock.today(visit.reader.time_zone),
    )
    return page(
        "alumni/profile.html",
        person=_shown(visit, visit.audiences),
        now=clock.now(),
        cohorts=cohorts,
        open=open_now,
        quiet=visit.person if visit.person.standing == "quiet" else None,
        why=[] if visit.is_own else reading.reasons_on_page(visit.reader, visit.person_id, facets),
        panels=panels.said(registry.of_app().profile_panels, visit.reader, visit.person),
        actions={} if visit.is_own else _actions(visit, open_now),
    )


@blueprint.get("/members/preview")
@requires(EDIT_PROFILE, load=queries.own_visit)
def preview(visit: Visit) -> tuple[str, int]:
    """One's own page as members see it, or as people one has a tie or circle with."""
    seen_by = request.args.get("as", "members")
    seen_by = seen_by if seen_by in PREVIEWS else "members"
    cohorts = queries.cohorts_of(visit.person_id) if visit.profile.audience_of("cohorts") in PREVIEWS[seen_by] else []
    today = clock.today(visit.person.time_zone)
    return page(
        "alumni/preview.html",
        person=_shown(visit, PREVIEWS[seen_by]),
        now=clock.now(),
        cohorts=[(cohort.public_id, cohort.words) for cohort in cohorts],
        open=open_to(visit.availability, visit.person.standing, seen_by == "related", today),
        quiet=visit.person if visit.person.standing == "quiet" else None,
        seen_by=seen_by,
    )


def _shown(visit: Visit, audiences: frozenset[str]) -> Shown:
    return shown(visit.profile, visit.person, audiences, visit.is_own)


def _actions(visit: Visit, open_now: Open) -> dict[str, str]:
    """Where one can go from here, as far as the features for it exist."""
    known = current_app.view_functions
    person = visit.person.public_id
    found = {}
    if open_now.catchups and "catchups.ask" in known:
        found["ask"] = url_for("catchups.ask", person=person)
        found["write"] = url_for("catchups.write", person=person)
    if "catchups.choose_other" in known:
        found["introduce"] = url_for("catchups.choose_other", person=person)
    if "accounts.ask_block" in known:
        found["block"] = url_for("accounts.ask_block", person=person)
    return found
