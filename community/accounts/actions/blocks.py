"""Blocks: gone for each other, both ways, everywhere, and never announced."""

from community.accounts import queries
from community.accounts.models import Block, Person
from community.core.errors import Conflict
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.events import PersonBlocked


def block(actor: Person, person: Person) -> None:
    """Never meet this person here again, nor they the actor. Publishes PersonBlocked. Refuses (Conflict) oneself."""
    if actor.id == person.id:
        raise Conflict(say("You can’t block yourself."))
    queries.lock(actor)
    if queries.own_block(actor, person) is None:
        db.session.add(Block(blocker_id=actor.id, blocked_id=person.id))
        db.session.flush()
        publish(PersonBlocked(blocker_id=actor.id, blocked_id=person.id))


def unblock(actor: Person, person: Person) -> None:
    """Take one's own block back; a block by the other stays. Does nothing when there is none."""
    own = queries.own_block(actor, person)
    if own is not None:
        db.session.delete(own)
