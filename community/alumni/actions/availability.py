"""What somebody is glad to be asked for."""

from dataclasses import dataclass
from datetime import date

from community.accounts.models import CATCHUPS, PEER_MENTORING, ROUNDS, Availability, Person
from community.alumni.actions.profiles import ensure_profile
from community.alumni.actions.ranking import rank_again
from community.alumni.models import Profile
from community.core import clock
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.events import PersonChanged

MOST_A_MONTH, MOST_COACHEES = 30, 10


@dataclass(frozen=True)
class Choices:
    """What a person chose, all at once."""

    catchups: str
    catchups_until: date | None
    catchups_per_month: int
    rounds: str
    peer_mentoring: str
    peer_capacity: int
    speaks_to_circles: bool


def set_availability(actor: Person, choices: Choices) -> None:
    """Say what one is glad to be asked for; it holds from this moment. Publishes PersonChanged.

    Refuses (Invalid, naming the field) what is no choice, a pause that is over, and numbers out of bounds.
    """
    _check(actor, choices)
    ensure_profile(actor)
    availability = db.session.get_one(Availability, actor.id)
    today = clock.today(actor.time_zone)
    if choices.catchups == "not_now":
        before = availability.catchups_on(today)
        availability.catchups_then = before if before != "not_now" else availability.catchups_then
    else:
        availability.catchups_then = choices.catchups
    availability.catchups = choices.catchups
    availability.catchups_until = choices.catchups_until if choices.catchups == "not_now" else None
    availability.catchups_per_month = choices.catchups_per_month
    availability.rounds = choices.rounds
    if choices.peer_mentoring == "closed":
        availability.volunteered_on = None
    elif availability.peer_mentoring == "closed":
        availability.volunteered_on = today
    availability.peer_mentoring = choices.peer_mentoring
    availability.peer_capacity = choices.peer_capacity
    availability.speaks_to_circles = choices.speaks_to_circles
    db.session.flush()
    rank_again(Profile.person_id == actor.id)
    publish(PersonChanged(person_id=actor.id))


def _check(actor: Person, choices: Choices) -> None:
    for field, allowed in (
        ("catchups", CATCHUPS),
        ("rounds", ROUNDS),
        ("peer_mentoring", PEER_MENTORING),
    ):
        if getattr(choices, field) not in allowed:
            raise Invalid(say("Please choose one of the answers."), field=field)
    until = choices.catchups_until
    if choices.catchups == "not_now" and until is not None and until < clock.today(actor.time_zone):
        raise Invalid(say("That day is over. Choose one to come, or leave it empty."), field="catchups_until")
    if not 1 <= choices.catchups_per_month <= MOST_A_MONTH:
        raise Invalid(
            say("Please choose a number from 1 to %(most)s.", most=MOST_A_MONTH),
            field="catchups_per_month",
        )
    if not 1 <= choices.peer_capacity <= MOST_COACHEES:
        raise Invalid(
            say("Please choose a number from 1 to %(most)s.", most=MOST_COACHEES),
            field="peer_capacity",
        )
