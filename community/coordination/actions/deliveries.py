"""Dead letters: tried again when a coordinator says so."""

from community.accounts.models import Person
from community.coordination.actions.log import note
from community.coordination.actions.people import demand
from community.core import outbox
from community.core.outbox import Delivery


def retry(actor: Person, delivery: Delivery) -> None:
    """Try a delivery again that was given up. Refuses: Refused unless the actor coordinates; Conflict when it is not dead."""
    demand(actor)
    outbox.retry(delivery.id)
    note(actor, "delivery_retried", of=delivery.subscriber[:200])
