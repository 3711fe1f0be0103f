"""What has to be known before somebody asks, or is asked to ask another: who is open to it, and how much there is already."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Availability, Person
from community.accounts.permissions import visible_to as person_visible_to
from community.accounts.queries import person_by_public_id
from community.catchups.models import CatchUp
from community.core import audiences, clock
from community.core.extensions import db
from community.core.prepared import READER

TOOK_PLACE = ("agreed", "happened", "missed")
MOST_SUGGESTED = 20


def person_to_ask(actor: Person | None, person: str) -> Person | None:
    """The person an address wants to ask, if the actor may see them."""
    return person_by_public_id(actor, person)


def availability_of(person: Person) -> Availability:
    """What somebody is glad to be asked for; the defaults when they never said."""
    return db.session.get(Availability, person.id) or Availability(person_id=person.id)


def is_open_to(actor: Person, person: Person, availability: Availability, day: date) -> bool:
    """Whether `person` takes requests from the actor on that day of theirs (their monthly number aside)."""
    if person.standing != "active":
        return False
    kind = availability.catchups_on(day)
    return kind == "anyone" or (kind == "related" and audiences.is_related(actor.id, person.id))


def open_between(one: Person, other: Person) -> CatchUp | None:
    """The request that is open between two people, whoever asked."""
    pair = or_(
        and_(CatchUp.asker_id == one.id, CatchUp.asked_id == other.id),
        and_(CatchUp.asker_id == other.id, CatchUp.asked_id == one.id),
    )
    return db.session.scalar(select(CatchUp).where(pair, CatchUp.state == "asked").limit(1))


# --- how much there is already, each count by an index --------------------------------------------------------


def open_requests_by(person: Person) -> int:
    """How many of somebody's own requests wait for an answer."""
    own = CatchUp.asker_id == person.id, ~CatchUp.introduced
    waiting = select(func.count()).where(*own, CatchUp.state == "asked")
    return db.session.scalar(waiting) or 0


def strangers_asked_by(person: Person, since: datetime) -> int:
    """How many requests somebody made since then to people they share nothing with, those taken back included."""
    own = CatchUp.asker_id == person.id, ~CatchUp.introduced
    asked = select(func.count()).where(*own, CatchUp.asked_at >= since)
    known = audiences.related(person.id)
    if known is not None:
        asked = asked.where(CatchUp.asked_id.not_in(known))
    return db.session.scalar(asked) or 0


def given_by(person: Person, since: datetime) -> int:
    """How many catch-ups somebody gives: what waits for their answer, and what they agreed to since."""
    counted = or_(CatchUp.state == "asked", and_(CatchUp.state.in_(TOOK_PLACE), CatchUp.agreed_at >= since))
    theirs = or_(CatchUp.asked_id == person.id, and_(CatchUp.asker_id == person.id, CatchUp.introduced))
    return db.session.scalar(select(func.count()).where(theirs, counted)) or 0


def requests_received(since: datetime) -> Select[int, int]:
    """How often each person was asked since then: (person_id, number). For the order of the directory."""
    asked = CatchUp.asked_at >= since, ~CatchUp.introduced
    return select(CatchUp.asked_id, func.count()).where(*asked).group_by(CatchUp.asked_id)


# --- not now, but … -------------------------------------------------------------------------------------------


def asked_to_wait_until(actor: Person, person: Person) -> date | None:
    """The day before which `person` would rather not be asked by the actor again, if it is still to come."""
    said = select(func.max(CatchUp.ask_after)).where(
        CatchUp.asker_id == actor.id,
        CatchUp.asked_id == person.id,
        CatchUp.state == "declined",
        CatchUp.ask_after > clock.today(actor.time_zone),
    )
    return db.session.scalar(said)


def asked_to_ask_again(actor: Person, since: date, most: int) -> list[tuple[Person, date]]:
    """Who asked the actor to ask again on a day that has come (not before `since`), newest first, and is open to it.

    Each with that day. Nobody who was asked again since, or has asked the actor.
    """
    today = clock.today(actor.time_zone)
    later = aliased(CatchUp)
    both = (actor.id, CatchUp.asked_id)
    again = exists().where(later.asker_id.in_(both), later.asked_id.in_(both), later.asked_at > CatchUp.changed_at)
    known = audiences.related(actor.id)
    related = Person.id.in_(known) if known is not None else false()
    found = db.session.execute(
        select(Person, CatchUp.ask_after, Availability, related.label("related"))
        .join(Person, Person.id == CatchUp.asked_id)
        .outerjoin(Availability, Availability.person_id == Person.id)
        .where(CatchUp.asker_id == actor.id, CatchUp.state == "declined", CatchUp.ask_after.between(since, today))
        .where(person_visible_to(actor), Person.standing == "active", ~again)
        .order_by(CatchUp.ask_after.desc(), CatchUp.id.desc())
        .limit(most)
    ).all()
    return [
        (person, day)
        for person, day, kept, is_known in found
        if day is not None
        and (kept or Availability(person_id=person.id)).takes_catchups_from(is_known, clock.today(person.time_zone))
    ]


def has_somebody_to_ask_again() -> ColumnElement[bool]:
    """Whether there may be any for the reader (asked with `wait_since` and `wait_until`)."""
    since, until = (bindparam(name, type_=Date()) for name in ("wait_since", "wait_until"))
    waited = CatchUp.state == "declined", CatchUp.ask_after.between(since, until)
    return exists().where(CatchUp.asker_id == READER.id, *waited)


def people_to_suggest(actor: Person, asker: Person, most: int = MOST_SUGGESTED) -> list[Person]:
    """Whom the actor, who is asked, could suggest to the asker instead: people the actor knows who take catch-ups from
    anyone. By name. What stands between them and the asker is not looked at: a name left out would tell of a block."""
    found = db.session.execute(_suggestible(actor, asker).order_by(Person.name_folded, Person.id).limit(3 * most))
    return [person for person, availability in found if _takes_from_anyone(person, availability)][:most]


def may_be_suggested(actor: Person, asker: Person, person: Person) -> bool:
    """Whether the actor could suggest this person to the asker."""
    found = db.session.execute(_suggestible(actor, asker).where(Person.id == person.id)).first()
    return found is not None and _takes_from_anyone(*found)


def _suggestible(actor: Person, asker: Person) -> Select[Person, Availability]:
    known = audiences.related(actor.id)
    return (
        select(Person, Availability)
        .outerjoin(Availability, Availability.person_id == Person.id)
        .where(Person.id.in_(known) if known is not None else false(), person_visible_to(actor))
        .where(Person.standing == "active", Person.id.not_in((actor.id, asker.id)))
        .where(or_(Availability.person_id.is_(None), Availability.catchups == "anyone", _anyone_later()))
    )


def _anyone_later() -> ColumnElement[bool]:
    return and_(Availability.catchups_until.is_not(None), Availability.catchups_then == "anyone")


def _takes_from_anyone(person: Person, availability: Availability | None) -> bool:
    kept = availability or Availability(person_id=person.id)
    return kept.catchups_on(clock.today(person.time_zone)) == "anyone"
