"""A quiet time until a day of one's own: beginning it, changing its day, ending it."""

from datetime import date, timedelta

from community.accounts import queries
from community.accounts.models import Person
from community.core import clock
from community.core.errors import Conflict, Invalid
from community.core.language import say
from community.core.outbox import publish
from community.events import PersonCameBack, PersonWentQuiet

LONGEST_QUIET = timedelta(days=366)


def go_quiet(actor: Person, *, until: date) -> None:
    """Be left in peace until a day of one's own, on which one is back; or choose another day. The same again changes nothing.

    Publishes PersonWentQuiet. Refuses: Invalid a day that is not ahead, on the actor's own calendar, or more than a year away;
    Conflict for who takes no part, also when they were suspended or left at the same moment.
    """
    today = clock.today(actor.time_zone)
    if not today < until <= today + LONGEST_QUIET:
        raise Invalid(say("Please choose a date from tomorrow to a year from now."), field="until")
    queries.lock(actor)
    if not actor.is_present:
        raise Conflict(say("You do not take part in the community at the moment."))
    if actor.standing == "quiet" and actor.quiet_until == until:
        return
    actor.standing, actor.quiet_until = "quiet", until
    publish(PersonWentQuiet(person_id=actor.id))


def come_back(actor: Person) -> None:
    """End one's quiet time. Publishes PersonCameBack. Does nothing for who is not quiet, or was suspended or left at the same moment."""
    queries.lock(actor)
    if actor.standing == "quiet":
        actor.standing, actor.quiet_until = "active", None
        publish(PersonCameBack(person_id=actor.id))


def is_over(person: Person) -> bool:
    """Whether the day of their quiet time has come, on the person's own calendar."""
    return person.quiet_until is not None and person.quiet_until <= clock.today(person.time_zone)


def come_back_if_over(person: Person) -> None:
    """End a quiet time whose day has come; who chose a later day at the same moment stays quiet."""
    if person.standing == "quiet" and is_over(person):
        queries.lock(person)
        if is_over(person):
            come_back(person)
