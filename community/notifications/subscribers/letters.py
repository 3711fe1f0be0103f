"""What follows for letters: somebody's hour has come, or their clock is another one."""

from community.accounts.queries import person_by_id
from community.core import clock
from community.events import LettersDue, PersonChanged, PersonJoined
from community.notifications import actions


def letters_due(event: LettersDue) -> None:
    """A portion of those whose hour has come."""
    actions.promise_letters(clock.now())


def clock_changed(event: PersonJoined | PersonChanged) -> None:
    """Somebody has joined, or their clock may be another one: their letter comes at their hour there."""
    person = person_by_id(event.person_id)
    if person is not None and person.is_present:
        actions.place_letter(person)
