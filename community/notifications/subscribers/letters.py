"""What follows for letters: somebody's hour has come, or their clock is another one."""

from community.accounts.queries import person_by_id
from community.core import clock
from community.core.outbox import heard_if
from community.events import LettersDue, MailRefused, PersonChanged, PersonJoined
from community.notifications import actions, queries
from community.notifications.models import LETTER_MAIL


def letters_due(event: LettersDue) -> None:
    """A portion of those whose hour has come."""
    actions.promise_letters(clock.now())


def clock_changed(event: PersonJoined | PersonChanged) -> None:
    """Somebody has joined, or their clock may be another one: their letter comes at their hour there."""
    person = person_by_id(event.person_id)
    if person is not None and person.is_present:
        actions.place_letter(person)


@heard_if(lambda event: event.kind == LETTER_MAIL)
def letter_refused(event: MailRefused) -> None:
    """A letter has reached nobody; it may have been taken first, and come back later."""
    mail = queries.letter_by_mail_id(event.mail_id)
    if mail is not None and mail.sent_at is not None:
        actions.letter_came_back(mail)
