"""One person, as a coordinator sees them, and what a coordinator can do."""

from typing import Any

from flask import flash, redirect, url_for

from community.accounts.models import PRESENT, Person
from community.coordination.actions import invitations
from community.coordination.actions import people as actions
from community.coordination.actions.log import note_look
from community.coordination.forms.people import (
    INVITATION_NAMES,
    ROLE_HINTS,
    ROLE_NAMES,
    STANDING_NAMES,
    RoleForm,
    SuspensionForm,
)
from community.coordination.log_words import entry_in_words
from community.coordination.permissions import COORDINATE, for_coordinators
from community.coordination.queries import log, people
from community.coordination.views import blueprint
from community.core.database import write_aside
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, safe_next, see_other
from community.mentorships import queries as mentorships

load = for_coordinators(people.person_by_public_id)


@blueprint.get("/people/<person>")
@requires(COORDINATE, load=load)
def person(person: Person) -> Any:
    """Everything a coordinator may know about one person. Looking is written down."""
    actor_id = current_actor().id
    write_aside(lambda aside: note_look(aside, actor_id, person.id))
    return page(
        "coordination/people/person.html",
        person=person,
        invitation=people.invitation_of(person),
        in_line=people.is_in_line(person),
        registration=people.registration_of(person) if person.standing == "waiting" else None,
        parts=people.cohorts_of(person),
        mentorships=mentorships.of_person(person, 100),
        entries=log.entries(person, size=10),
        said=entry_in_words,
        present=PRESENT,
        is_self=person.id == actor_id,
        role_names=ROLE_NAMES,
        standing_names=STANDING_NAMES,
        invitation_names=INVITATION_NAMES,
    )


@blueprint.post("/people/<person>/invitation")
@requires(COORDINATE, load=load)
def send_invitation(person: Person) -> Any:
    """Invite them, or send the invitation once more."""
    invitations.send_again(current_actor(), person)
    flash(_("The invitation to %(name)s is on its way.", name=person.name), "good")
    return _back(person)


@blueprint.post("/people/<person>/invitation/withdrawal")
@requires(COORDINATE, load=load)
def withdraw_invitation(person: Person) -> Any:
    """Take it back."""
    invitations.withdraw(current_actor(), person)
    flash(_("Taken back: the link in the mail says so kindly."), "good")
    return _back(person)


@blueprint.get("/people/<person>/suspension")
@requires(COORDINATE, load=load)
def suspension(person: Person) -> Any:
    """Ask for the reason first."""
    return _suspending(person, SuspensionForm())


@blueprint.post("/people/<person>/suspension")
@requires(COORDINATE, load=load)
def suspend(person: Person) -> Any:
    """Suspend."""
    form = SuspensionForm()
    if not form.validate_on_submit():
        return _suspending(person, form)
    try:
        actions.suspend(current_actor(), person, reason=form.reason.data, until=form.until.data)
    except Invalid as error:
        form.refuse(error)
        return _suspending(person, form)
    flash(_("%(name)s is suspended and has been told by mail.", name=person.name), "good")
    return _back(person)


@blueprint.post("/people/<person>/reinstatement")
@requires(COORDINATE, load=load)
def reinstate(person: Person) -> Any:
    """End a suspension."""
    actions.reinstate(current_actor(), person)
    flash(_("%(name)s takes part again.", name=person.name), "good")
    return _back(person)


@blueprint.get("/people/<person>/role")
@requires(COORDINATE, load=load)
def role(person: Person) -> Any:
    """Which role."""
    return _giving_role(person, RoleForm(role=person.role))


@blueprint.post("/people/<person>/role")
@requires(COORDINATE, load=load)
def give_role(person: Person) -> Any:
    """Give it."""
    form = RoleForm()
    if not form.validate_on_submit():
        return _giving_role(person, form)
    actions.give_role(current_actor(), person, form.role.data)
    flash(_("%(name)s is now: %(role)s.", name=person.name, role=str(ROLE_NAMES[person.role])), "good")
    return _back(person)


@blueprint.post("/people/<person>/approval")
@requires(COORDINATE, load=load)
def approve(person: Person) -> Any:
    """Let somebody in who asked."""
    actions.approve(current_actor(), person)
    flash(_("%(name)s gets an invitation by mail.", name=person.name), "good")
    return see_other("coordination.registrations")


@blueprint.get("/people/<person>/refusal")
@requires(COORDINATE, load=load)
def refusal(person: Person) -> Any:
    """Ask before what they wrote is gone."""
    return page(
        "confirm.html",
        title=_("Not let %(name)s in?", name=person.name),
        text="",
        consequences=[
            _("They get a kind mail that says it is not possible at the moment, without a reason."),
            _("What they wrote is deleted. They can ask again."),
        ],
        action_label=_("Do not let in"),
        cancel_url=url_for("coordination.registrations"),
    )


@blueprint.post("/people/<person>/refusal")
@requires(COORDINATE, load=load)
def decline(person: Person) -> Any:
    """Do not let them in."""
    actions.decline(current_actor(), person)
    flash(_("Done. They are told by mail."), "good")
    return see_other("coordination.registrations")


def _back(person: Person) -> Any:
    return redirect(safe_next(url_for("coordination.person", person=person.public_id)), 303)


def _suspending(person: Person, form: SuspensionForm) -> Any:
    return page("coordination/people/suspension.html", form=form, person=person)


def _giving_role(person: Person, form: RoleForm) -> Any:
    return page("coordination/people/role.html", form=form, person=person, hints=ROLE_HINTS)
