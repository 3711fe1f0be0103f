"""One's own profile: its sections, who may see what, what one is glad to be asked for, and the yearly look at it."""

from typing import Any

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from community.accounts.models import Availability
from community.alumni import actions, queries
from community.alumni.fields import FIELDS, SECTIONS
from community.alumni.forms.choices import AudiencesForm, AvailabilityForm
from community.alumni.forms.sections import SECTION_FORMS
from community.alumni.models import Profile
from community.alumni.permissions import EDIT_PROFILE
from community.alumni.queries import Editing, Visit
from community.alumni.shown import values_of
from community.alumni.views import blueprint
from community.core import clock
from community.core.audiences import LABELS
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web.access import requires
from community.core.web.responses import current_actor, page, see_other

Answer = Response | tuple[str, int]


@blueprint.get("/members/edit")
@requires(EDIT_PROFILE, load=queries.own_visit)
def edit(visit: Visit) -> tuple[str, int]:
    """All sections with what is in them, and who sees it."""
    return page(
        "alumni/edit.html",
        profile=visit.profile,
        person=visit.person,
        availability=visit.availability,
        **_everything(visit),
    )


@blueprint.route("/members/edit/<section>", methods=["GET", "POST"])
@requires(EDIT_PROFILE, load=queries.editing)
def edit_section(editing: Editing) -> Answer:
    """One section."""
    form = SECTION_FORMS[editing.section].of(editing.profile)
    if form.validate_on_submit():
        try:
            actions.save_section(current_actor(), form.values(), form.audiences())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved."), "good")
            return see_other("alumni.edit", _anchor=editing.section)
    return page(
        f"alumni/sections/{editing.section}.html",
        form=form,
        section=editing.section,
        title=SECTIONS[editing.section],
        profile=editing.profile,
    )


@blueprint.route("/members/edit/audiences", methods=["GET", "POST"])
@requires(EDIT_PROFILE, load=queries.own)
def edit_audiences(profile: Profile) -> Answer:
    """Who may see what, every field on one page."""
    form = AudiencesForm.of(profile)
    if form.validate_on_submit():
        actions.set_audiences(current_actor(), form.chosen())
        flash(_("Saved. It holds from now on, everywhere."), "good")
        return see_other("alumni.edit")
    return page("alumni/audiences.html", form=form, fields=FIELDS)


@blueprint.route("/members/edit/availability", methods=["GET", "POST"])
@requires(EDIT_PROFILE, load=queries.own_visit)
def edit_availability(visit: Visit) -> Answer:
    """What one is glad to be asked for."""
    availability: Availability = visit.availability
    form = AvailabilityForm.of(availability, clock.today(visit.person.time_zone))
    if form.validate_on_submit():
        try:
            actions.set_availability(current_actor(), form.choices())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. It holds from this moment."), "good")
            return see_other("alumni.edit", _anchor="availability")
    return page("alumni/availability.html", form=form)


@blueprint.route("/members/check", methods=["GET", "POST"])
@requires(EDIT_PROFILE, load=queries.own_visit)
def check(visit: Visit) -> Answer:
    """Is this still you? Every field with who sees it, once a year; one button."""
    if request.method == "POST":
        actions.confirm_still_me(current_actor())
        flash(_("Thank you. We will ask again in a year."), "good")
        return see_other("alumni.profile", person=visit.person.public_id)
    return page(
        "alumni/check.html",
        profile=visit.profile,
        person=visit.person,
        availability=visit.availability,
        **_everything(visit),
    )


def _everything(visit: Visit) -> dict[str, Any]:
    """Every field with its value and who sees it, for its owner."""
    values = values_of(visit.profile, visit.person, queries.cohorts_of(visit.person_id))
    seen_by = {field.key: LABELS[visit.profile.audience_of(field.key)] for field in FIELDS}
    today = clock.today(visit.person.time_zone)
    return {
        "values": values,
        "seen_by": seen_by,
        "fields": FIELDS,
        "sections": SECTIONS,
        "catchups": visit.availability.catchups_on(today),
        "edit_urls": {section: url_for("alumni.edit_section", section=section) for section in SECTIONS},
    }
