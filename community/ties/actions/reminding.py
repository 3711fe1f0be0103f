"""Reminding: one message of everybody who is due, once for each time of being due. How it reaches somebody is their inbox's to say."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, update

from community.accounts.models import Person
from community.core import clock, mail
from community.core.extensions import db
from community.ties import queries
from community.ties.models import TieSide
from community.ties.queries.reminders import NOT_YET_REMINDED


def remind(person_ids: Collection[int]) -> int:
    """Promise one message of everybody due to each of these people; how many. Again, and two at once, change nothing.

    Who takes no part or is quiet gets none; a later look at what is due comes back to it. The message is composed when it is
    told, mailed and put into a letter, and leaves out whom they have met by then.
    """
    people = [person for person in queries.people_by_id(person_ids) if person.standing == "active"]
    due = [(person, queries.to_remind_of(person, clock.today(person.time_zone))) for person in people]
    # In the order of whoever changes ties: the ties first, then their sides.
    queries.hold({row.tie_id for _person, found in due for row in found})
    return sum(_promise(person, [row.tie_id for row in found]) for person, found in due)


def _promise(person: Person, tie_ids: Sequence[int]) -> bool:
    """Of these ties, those which nobody else has promised meanwhile: whether there are any."""
    own = and_(TieSide.person_id == person.id, TieSide.tie_id.in_(tie_ids), TieSide.is_due, NOT_YET_REMINDED)
    mark = update(TieSide).where(own).values(reminded_for=TieSide.due_until).returning(TieSide.tie_id)
    promised = sorted(db.session.scalars(mark)) if tie_ids else []
    if promised:
        mail.post("ties.reminder", to=person, about=f"ties:{clock.today()}:{promised[0]}", tie_ids=promised)
    return bool(promised)
