"""What coordinators do to one person: accounts does it, the log remembers it."""

from datetime import date

from community.accounts import actions as accounts
from community.accounts.models import Person
from community.accounts.permissions import COORDINATE
from community.coordination.actions.log import note
from community.core.errors import Refused
from community.core.language import say
from community.core.policy import can
from community.core.text import clean_text
from community.mentorships import actions as mentorships
from community.mentorships.models import Mentorship


def suspend(actor: Person, person: Person, *, reason: str, until: date | None) -> None:
    """Suspend a member with a reason they will read. Refuses like accounts' `suspend`, and who does not coordinate."""
    demand(actor)
    accounts.suspend(actor, person, reason=reason, until=until)
    note(actor, "suspended", person, until=until.isoformat() if until else None, reason=clean_text(reason)[:300])


def reinstate(actor: Person, person: Person) -> None:
    """End a suspension before its time. Refuses like accounts' `reinstate`."""
    demand(actor)
    accounts.reinstate(actor, person)
    note(actor, "reinstated", person)


def give_role(actor: Person, person: Person, role: str) -> None:
    """Make somebody member, moderator or coordinator. Refuses like accounts' `give_role`; nothing is noted when it is theirs already."""
    before = person.role
    accounts.give_role(actor, person, role)
    if person.role != before:
        note(actor, "role_given", person, before=before, role=role)


def approve(actor: Person, person: Person) -> None:
    """Let somebody in who asked; they get an invitation. Refuses like accounts' `approve`."""
    accounts.approve(actor, person)
    note(actor, "approved", person)


def decline(actor: Person, person: Person) -> None:
    """Not let somebody in who asked; what they wrote is deleted, and the log keeps the name alone. Refuses like accounts' `decline`."""
    name = person.name
    accounts.decline(actor, person)
    note(actor, "declined", name=name)


def settle_dispute(actor: Person, mentorship: Mentorship, *, was_so: bool) -> None:
    """Close the question whether a mentorship was so. Refuses like mentorships' `settle`."""
    mentorships.settle(actor, mentorship, was_so=was_so)
    for person in (mentorship.mentor, mentorship.coachee):
        note(actor, "dispute_settled", person, was_so=was_so)


def demand(actor: Person) -> None:
    """Refuses (Refused) who does not coordinate."""
    if not can(actor, COORDINATE):
        raise Refused(say("Only a coordinator can do this."))
