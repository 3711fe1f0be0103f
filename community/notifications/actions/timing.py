"""When somebody's letter comes: chosen by them, by the clock of their zone, kept as an instant."""

from collections.abc import Mapping
from typing import Any

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import say
from community.notifications.actions.wishing import hold_wishes, set_wishes
from community.notifications.hours import next_hour
from community.notifications.models import RHYTHMS, MailWishes


def set_letter_time(actor: Person, *, rhythm: str, weekday: int, hour: int) -> None:
    """Say how often one would like the letter, and at which hour of one's own clock. Refuses (Invalid) what is no such time."""
    if rhythm not in RHYTHMS:
        raise Invalid(say("Please choose how often."), field="rhythm")
    if weekday not in range(7):
        raise Invalid(say("Please choose a day of the week."), field="weekday")
    if hour not in range(24):
        raise Invalid(say("Please choose an hour of the day."), field="hour")
    wishes = hold_wishes(actor)
    if wishes.rhythm != "never":
        wishes.rhythm_before = wishes.rhythm
    wishes.rhythm, wishes.weekday, wishes.hour = rhythm, weekday, hour
    _plan(wishes, actor)


def set_mail(actor: Person, *, ways: Mapping[str, str], mails_a_week: int | None, **letter: Any) -> None:
    """Take all that was chosen about mail, and when the letter comes (`rhythm`, `weekday`, `hour`): all of it, or refuse all of it."""
    with db.session.begin_nested():
        set_letter_time(actor, **letter)
        set_wishes(actor, ways=ways, mails_a_week=mails_a_week)


def set_rhythm(actor: Person, rhythm: str) -> None:
    """Say how often alone; day and hour stay. Refuses (Invalid) what is no such rhythm."""
    wishes = hold_wishes(actor)
    set_letter_time(actor, rhythm=rhythm, weekday=wishes.weekday, hour=wishes.hour)


def place_letter(person: Person) -> None:
    """Somebody has joined, or lives by another clock: their next letter comes at their hour there. One that is due stays due."""
    wishes = hold_wishes(person)
    if wishes.next_at is None or wishes.next_at > clock.now():
        _plan(wishes, person)


def _plan(wishes: MailWishes, person: Person) -> None:
    now = clock.now()
    wishes.next_at = next_hour(wishes.rhythm, wishes.weekday, wishes.hour, person.time_zone, now)
    wishes.letter_at = wishes.letter_at or now  # the first letter tells what is new from here on
    db.session.flush()
