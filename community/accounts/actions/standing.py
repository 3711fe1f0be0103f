"""Standing: suspended, reinstated, left; and the role of a person. (Quiet for a while: quiet.py.)"""

from datetime import date
from uuid import uuid4

from community.accounts import queries
from community.accounts.actions.quiet import come_back_if_over, is_over
from community.accounts.models import ROLES, Person
from community.accounts.permissions import COORDINATE, MODERATE
from community.core import clock, mail
from community.core.errors import Conflict, Invalid, Refused
from community.core.language import say
from community.core.outbox import publish
from community.core.policy import can
from community.core.text import clean_text
from community.events import PersonLeft, PersonReinstated, PersonSuspended

SHORTEST_REASON = 5


def suspend(actor: Person, person: Person, *, reason: str, until: date | None = None) -> None:
    """Suspend a member, until a date or until further notice. Their sessions end at once; signing in shows the reason.

    Who was quiet keeps the day of their own: they are quiet again, if it still lies ahead, once the suspension is over.
    Publishes PersonSuspended. Refuses: Refused unless the actor moderates, or coordinates when a coordinator or moderator is
    concerned; Invalid without a reason or with a date not ahead; Conflict for oneself, for who has not joined, or the last coordinator.
    """
    _demand(actor, person)
    reason = clean_text(reason)
    if len(reason) < SHORTEST_REASON:
        raise Invalid(say("Please say why: the person will read it."), field="reason")
    if until is not None and until <= clock.today():
        raise Invalid(say("Please choose a date ahead, or none."), field="until")
    is_last = queries.is_last_coordinator(person)  # first, so that all take coordinators in the same order
    queries.lock(person)
    if person.standing not in {"active", "quiet", "suspended"}:
        raise Conflict(say("%(name)s does not take part at the moment.", name=person.name))
    if is_last:
        raise Conflict(
            say("This is the only coordinator."),
            what_next=say("Make somebody else coordinator first."),
        )
    person.standing, person.suspended_until, person.suspended_reason = (
        "suspended",
        until,
        reason[:2000],
    )
    person.fs_uniquifier = uuid4().hex
    publish(PersonSuspended(person_id=person.id))
    mail.post("accounts.suspended", to=person, about=f"suspended:{uuid4().hex[:12]}", person_id=person.id)


def reinstate(actor: Person, person: Person) -> None:
    """End a suspension before its time. Publishes PersonReinstated. Refuses like `suspend`; Conflict when there is none."""
    _demand(actor, person)
    queries.lock(person)
    if person.standing != "suspended":
        raise Conflict(say("%(name)s is not suspended.", name=person.name))
    _reinstate(person)


def return_if_over(person: Person) -> None:
    """End a quiet time or a suspension whose date has come: the clock does it every hour, signing in at once."""
    if _is_suspension_over(person):
        queries.lock(person)
        if _is_suspension_over(person):
            _reinstate(person)
    come_back_if_over(person)


def leave(actor: Person) -> None:
    """Leave the community. Every session ends. Publishes PersonLeft. Refuses (Conflict) the only coordinator."""
    if queries.is_last_coordinator(actor):
        raise Conflict(
            say("You are the only coordinator: without you nobody could run this community."),
            what_next=say("Make somebody else coordinator first, then leave."),
        )
    queries.lock(actor)
    actor.standing, actor.quiet_until = "left", None
    actor.fs_uniquifier = uuid4().hex
    publish(PersonLeft(person_id=actor.id))


def give_role(actor: Person, person: Person, role: str) -> None:
    """Make somebody member, moderator or coordinator. Their sessions end, so that the next sign-in asks for a second factor.

    Refuses: Refused unless the actor coordinates; Invalid for an unknown role; Conflict for the only coordinator.
    """
    if not can(actor, COORDINATE):
        raise Refused(say("Only a coordinator can do this."))
    if role not in ROLES:
        raise Invalid(say("Please choose one of the roles."), field="role")
    if role == person.role:
        return
    if queries.is_last_coordinator(person):
        raise Conflict(
            say("This is the only coordinator."),
            what_next=say("Make somebody else coordinator first."),
        )
    person.role = role
    if person.id != actor.id:
        person.fs_uniquifier = uuid4().hex


def _is_suspension_over(person: Person) -> bool:
    over = person.suspended_until is not None and person.suspended_until <= clock.today()
    return over and person.standing == "suspended"


def _reinstate(person: Person) -> None:
    """Back as they were: a quiet time that was not over is theirs still."""
    if person.quiet_until is None or is_over(person):
        person.standing, person.quiet_until = "active", None
    else:
        person.standing = "quiet"
    person.suspended_until, person.suspended_reason = None, None
    publish(PersonReinstated(person_id=person.id))
    mail.post(
        "accounts.reinstated",
        to=person,
        about=f"reinstated:{uuid4().hex[:12]}",
        person_id=person.id,
    )


def _demand(actor: Person, person: Person) -> None:
    allowed = can(actor, COORDINATE) if person.is_moderator else can(actor, MODERATE)
    if not allowed:
        raise Refused(say("Only a coordinator can do this."))
    if actor.id == person.id:
        raise Conflict(say("You can’t do this to yourself."), what_next=say("Ask another coordinator."))
