"""How the site speaks to a person: language and time zone."""

from zoneinfo import available_timezones

from community.accounts.models import Person
from community.core import settings
from community.core.errors import Invalid
from community.core.language import say
from community.core.outbox import publish
from community.events import PersonChanged


def set_language_and_zone(person: Person, *, language: str, time_zone: str) -> None:
    """Change language and time zone. Refuses (Invalid) a zone nobody knows or a language this community does not speak.

    Publishes PersonChanged when a member lives by another clock from now on.
    """
    if time_zone not in available_timezones():
        raise Invalid(say("Please choose a time zone from the list."), field="time_zone")
    if language not in settings.current().languages:
        raise Invalid(say("Please choose one of the languages."), field="language")
    if person.is_present and person.time_zone != time_zone:
        publish(PersonChanged(person.id))
    person.time_zone, person.language = time_zone, language
