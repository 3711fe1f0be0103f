"""What somebody chooses about their mail."""

from sqlalchemy.exc import IntegrityError

from community.accounts.models import Person
from community.core.database import somebody_was_quicker
from community.core.extensions import db
from community.notifications import queries
from community.notifications.models import MailWishes


def hold_wishes(person: Person) -> MailWishes:
    """Somebody's row of wishes, held until the transaction ends; made if there is none."""
    if known := queries.wishes_held(person):
        return known
    made = MailWishes(person_id=person.id)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        if not somebody_was_quicker(error) or (known := queries.wishes_held(person)) is None:
            raise
        return known
    return made
