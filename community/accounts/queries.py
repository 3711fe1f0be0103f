"""Everything that is read about people, their keys and invitations."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from community.accounts.models import Block, EmailChange, Invitation, Passkey, Person, Registration
from community.accounts.permissions import visible_to
from community.core.audiences import related
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.text import fold

MOST_TERMS = 6


def person_by_public_id(actor: Person | None, person: str) -> Person | None:
    """The person of an address, if the actor may see them."""
    found = select(Person).where(Person.public_id == person, visible_to(actor))
    return db.session.scalar(found)


def person_at_all(actor: Person | None, person: str) -> Person | None:
    """The person of an address whatever their standing: for coordinators, and for what was begun before a block."""
    return db.session.scalar(select(Person).where(Person.public_id == person))


def person_by_email(email: str) -> Person | None:
    """Who has this address; capitals and blanks around it do not matter."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def person_by_session_key(session_key: str) -> Person | None:
    """Whose session this is, if they have not signed out everywhere since."""
    return db.session.scalar(select(Person).where(Person.fs_uniquifier == session_key))


def person_by_id(person_id: int) -> Person | None:
    """The person of an event or a token of ours."""
    return db.session.get(Person, person_id)


def people_by_name(actor: Person, words: str, *, but_not: Sequence[Person] = (), most: int = 20) -> Sequence[Person]:
    """People the actor may see, by the beginning of each word of their name; without words, those related to the actor."""
    found = (
        select(Person)
        .where(visible_to(actor), Person.id != actor.id, Person.id.not_in([person.id for person in but_not]))
        .order_by(Person.name_folded, Person.id)
        .limit(most)
    )
    terms = fold(words).split()[:MOST_TERMS]
    if terms:
        begins = [
            or_(
                Person.name_folded.startswith(term, autoescape=True),
                Person.name_folded.contains(f" {term}", autoescape=True),
            )
            for term in terms
        ]
        return db.session.scalars(found.where(*begins)).all()
    known = related(actor.id)
    return [] if known is None else db.session.scalars(found.where(Person.id.in_(known))).all()


def address_of_mail(mail_id: int) -> str | None:
    """Where a mail went."""
    address = db.session.scalar(select(OutgoingMail.address).where(OutgoingMail.id == mail_id))
    return address.lower() if address is not None else None


def lock(person: Person) -> None:
    """Read a person anew and let nobody else change them before we are done: of two at once, the second waits."""
    db.session.refresh(person, with_for_update=True)


def passkeys_of(person: Person) -> list[Passkey]:
    """Their passkeys, oldest first."""
    found = select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.id)
    return list(db.session.scalars(found))


def has_passkey(person: Person) -> bool:
    """Whether they have one at all."""
    return db.session.scalar(select(Passkey.id).where(Passkey.person_id == person.id).limit(1)) is not None


def own_passkey(actor: Person | None, passkey: str) -> Passkey | None:
    """One of the actor's own passkeys."""
    if actor is None:
        return None
    found = select(Passkey).where(Passkey.person_id == actor.id, Passkey.public_id == passkey)
    return db.session.scalar(found)


def passkey_by_credential(credential_id: bytes) -> tuple[Passkey, Person] | None:
    """A passkey and whose it is."""
    found = (
        select(Passkey, Person)
        .join(Person, Person.id == Passkey.person_id)
        .where(Passkey.credential_id == credential_id)
    )
    row = db.session.execute(found).first()
    return None if row is None else (row[0], row[1])


def invitation_by_public_id(public_id: str, *, lock: bool = False) -> tuple[Invitation, Person] | None:
    """An invitation and who is invited. `lock`: of two who join at once, the second waits and sees the first."""
    found = (
        select(Invitation, Person)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.public_id == public_id)
    )
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    row = db.session.execute(found).first()
    return None if row is None else (row[0], row[1])


def invitation_of(person: Person) -> Invitation | None:
    """The invitation of a person, if there ever was one."""
    return db.session.scalar(select(Invitation).where(Invitation.person_id == person.id))


def invitation_by_id(invitation_id: int) -> tuple[Invitation, Person] | None:
    """An invitation and who is invited, for the mail about it."""
    found = (
        select(Invitation, Person).join(Person, Person.id == Invitation.person_id).where(Invitation.id == invitation_id)
    )
    row = db.session.execute(found).first()
    return None if row is None else (row[0], row[1])


def email_change_by_public_id(public_id: str, *, lock: bool = False) -> tuple[EmailChange, Person] | None:
    """A change of address under way and whose it is."""
    found = (
        select(EmailChange, Person)
        .join(Person, Person.id == EmailChange.person_id)
        .where(EmailChange.public_id == public_id)
    )
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    row = db.session.execute(found).first()
    return None if row is None else (row[0], row[1])


def email_change_of(person: Person) -> EmailChange | None:
    """The change of address a person has under way."""
    return db.session.scalar(select(EmailChange).where(EmailChange.person_id == person.id))


def registration_of(person: Person) -> Registration | None:
    """What somebody wrote when asking to join."""
    return db.session.scalar(select(Registration).where(Registration.person_id == person.id))


def registration_by_id(registration_id: int) -> tuple[Registration, Person] | None:
    """What somebody wrote when asking to join, and who it was."""
    found = (
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id == registration_id)
    )
    row = db.session.execute(found).first()
    return None if row is None else (row[0], row[1])


def registrations_waiting(limit: int = 100) -> list[tuple[Registration, Person]]:
    """Who has asked to join, confirmed their address and waits for a coordinator; the longest waiting first."""
    found = (
        select(Registration, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(Person.standing == "waiting", Registration.confirmed_at.is_not(None))
        .order_by(Registration.confirmed_at, Registration.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in db.session.execute(found)]


def blocked_by(actor: Person) -> list[Person]:
    """Whom the actor has blocked, by name."""
    found = (
        select(Person)
        .join(Block, Block.blocked_id == Person.id)
        .where(Block.blocker_id == actor.id)
        .order_by(Person.name_folded, Person.id)
    )
    return list(db.session.scalars(found))


def person_blocked_by(actor: Person | None, person: str) -> Person | None:
    """One of those the actor has blocked."""
    if actor is None:
        return None
    found = (
        select(Person)
        .join(Block, Block.blocked_id == Person.id)
        .where(Block.blocker_id == actor.id, Person.public_id == person)
    )
    return db.session.scalar(found)


def own_block(actor: Person, person: Person) -> Block | None:
    """The block the actor has put on somebody."""
    found = select(Block).where(Block.blocker_id == actor.id, Block.blocked_id == person.id)
    return db.session.scalar(found)


def coordinators() -> list[Person]:
    """Who runs the programme and takes part."""
    found = select(Person).where(Person.role == "coordinator", Person.standing.in_(("active", "quiet")))
    return list(db.session.scalars(found.order_by(Person.id)))


def is_last_coordinator(person: Person) -> bool:
    """Whether nobody else could run the programme if this person went. Of two who go at once, the second waits here; who writes a
    row that only names one of them does not."""
    if person.role != "coordinator":
        return False
    present = select(Person.id).where(Person.role == "coordinator", Person.standing.in_(("active", "quiet")))
    found = db.session.scalars(present.order_by(Person.id).with_for_update(key_share=True))
    return set(found) <= {person.id}


def maybe_back_from_quiet(day: date) -> list[Person]:
    """Whose quiet time is over where it is this day already; each has a calendar of their own. In one order for all."""
    found = select(Person).where(Person.standing == "quiet", Person.quiet_until <= day)
    return list(db.session.scalars(found.order_by(Person.id)))


def suspensions_over(today: date) -> list[Person]:
    """Whose suspension has come to its end."""
    found = select(Person).where(Person.standing == "suspended", Person.suspended_until <= today)
    return list(db.session.scalars(found))
