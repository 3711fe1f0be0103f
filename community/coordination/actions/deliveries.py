"""Dead letters and dead addresses: tried again when a coordinator says so."""

from community.accounts.models import Person
from community.coordination.actions.log import note
from community.coordination.actions.people import demand
from community.core import outbox
from community.core.errors import Conflict
from community.core.language import say
from community.core.outbox import Delivery


def retry(actor: Person, delivery: Delivery) -> None:
    """Try a delivery again that was given up. Refuses: Refused unless the actor coordinates; Conflict when it is not dead."""
    demand(actor)
    outbox.retry(delivery.id)
    note(actor, "delivery_retried", of=delivery.subscriber[:200])


def retry_all(actor: Person) -> int:
    """Try everything again that was given up; returns how many. Refuses: Refused unless the actor coordinates."""
    demand(actor)
    number = outbox.retry_all()
    if number:
        note(actor, "deliveries_retried", people=number)
    return number


def mail_again(actor: Person, person: Person) -> None:
    """Write again to an address that did not take mail. What was not sent meanwhile is not made up for.

    Refuses: Refused unless the actor coordinates; Conflict when we do write to this address.
    """
    demand(actor)
    if person.email_bounced_at is None:
        raise Conflict(say("We write to %(name)s as usual: there is nothing to change.", name=person.name))
    person.email_bounced_at = None
    note(actor, "mailed_again", person)
