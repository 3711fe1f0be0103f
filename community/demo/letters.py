"""Letters of the demo community: for those one signs in as, so that there is one to be read at /demo/mail."""

from datetime import timedelta

from sqlalchemy import select

from community.accounts.models import Person
from community.core import clock
from community.core.extensions import db
from community.demo.names import SPECIAL
from community.notifications import actions

A_WEEK = timedelta(days=7)


def let_letters_come() -> None:
    """The hour of their letter is now, and the last one came a week ago."""
    now = clock.now()
    for person in db.session.scalars(select(Person).where(Person.email.in_(SPECIAL)).order_by(Person.id)):
        wishes = actions.hold_wishes(person)
        wishes.next_at, wishes.letter_at = now, now - A_WEEK
