"""Contacts: each restarts the clock from its own day, in whatever order they are told, and can be taken back."""

from collections.abc import Collection
from datetime import date

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Invalid, Missing
from community.core.extensions import db
from community.core.language import say
from community.core.policy import can
from community.core.text import clean_text
from community.ties import queries
from community.ties.actions.restating import held_side, restate
from community.ties.models import CONTACT_KINDS, LONGEST_NOTE, Contact, Tie, TieSide
from community.ties.permissions import TAKE_BACK_CONTACT

EARLIEST = date(1990, 1, 1)


def note_contact(one_id: int, other_id: int, *, on: date, kind: str, source: str, revision: int = 0) -> bool:
    """Two people had contact, says something that happened here. Whether they have a tie at all.

    The same source a second time changes nothing but its day, and counts again when it had been withdrawn; unless
    something of a higher `revision` has been heard of it already.
    Refuses (ValueError) an unknown kind. Publishes nothing.
    """
    if kind not in CONTACT_KINDS:
        raise ValueError(kind)
    tie = _tie_of(one_id, other_id)
    if tie is None:
        return False
    known = queries.contact_from(tie.id, source)
    if known is None or known.revision <= revision:
        _put(tie, on=on, kind=kind, source=source).revision = revision
        restate(tie)
    return True


def note_meeting(
    person_ids: Collection[int], absent_ids: Collection[int], *, on: date, source: str, revision: int
) -> None:
    """Some people met; the others were thought to be there and were not. Contact for each tie among those who met.

    Heard again, or late, the word of the highest `revision` counts. Publishes nothing.
    """
    present = set(person_ids)
    for tie in queries.locked(queries.among(present | set(absent_ids))):
        if {tie.low_id, tie.high_id} <= present:
            note_contact(tie.low_id, tie.high_id, on=on, kind="meeting", source=source, revision=revision)
        else:
            withdraw_contact(tie.low_id, tie.high_id, source=source, revision=revision)


def withdraw_contact(one_id: int, other_id: int, *, source: str, revision: int = 0) -> None:
    """It was not so: the contact counts no more, and the clock runs as if it had never been told. Twice is fine.

    One that has not been heard of yet is written down as withdrawn, if a word of a lower `revision` may still come.
    """
    tie = _tie_of(one_id, other_id)
    contact = queries.contact_from(tie.id, source) if tie is not None else None
    if tie is None or (contact is None and not revision) or (contact is not None and contact.revision > revision):
        return
    if contact is None:
        contact = _put(tie, on=tie.began_on, kind="catchup", source=source)
    contact.withdrawn_at, contact.revision = contact.withdrawn_at or clock.now(), revision
    restate(tie)


def tell(actor: Person, side: TieSide, *, on: date, note: str = "") -> Contact:
    """ "We talked", says one of the two. The other sees the day, nobody else reads the note. Once a day: again changes the note.

    Refuses: Missing for a tie of others; Invalid for a day that has not come, or before 1990.
    """
    if on > clock.today(actor.time_zone):
        raise Invalid(say("This day has not come yet."), field="on")
    if on < EARLIEST:
        raise Invalid(say("Please choose a day after 1990."), field="on")
    held = held_side(actor, side)
    contact = _put(held.tie, on=on, kind="told", source=f"told:{actor.id}:{on.isoformat()}")
    contact.told_by_id = actor.id
    contact.note = clean_text(note)[:LONGEST_NOTE] or contact.note
    _reach_out_again(held)
    restate(held.tie)
    return contact


def take_back(actor: Person, contact: Contact) -> None:
    """Take back what one has told; its note goes with it. Twice is fine. Refuses (Missing) what somebody else told."""
    if not can(actor, TAKE_BACK_CONTACT, contact):
        raise Missing
    ties = queries.locked([contact.tie_id])
    db.session.refresh(contact)
    if contact.withdrawn_at is None:
        contact.withdrawn_at, contact.note = clock.now(), None
        restate(ties[0])


def _tie_of(one_id: int, other_id: int) -> Tie | None:
    side = queries.between(one_id, other_id)
    ties = queries.locked([side.tie_id]) if side is not None else []
    return ties[0] if ties else None


def _put(tie: Tie, *, on: date, kind: str, source: str) -> Contact:
    contact = queries.contact_from(tie.id, source)
    if contact is None:
        contact = Contact(tie_id=tie.id, source=source)
        db.session.add(contact)
    contact.on, contact.kind, contact.withdrawn_at = on, kind, None
    return contact


def _reach_out_again(side: TieSide) -> None:
    """Who has just been in contact needs no quiet about it any more."""
    side.quiet_until = None
