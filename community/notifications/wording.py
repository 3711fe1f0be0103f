"""What holds about somebody's letter and mail, in words."""

from community.accounts.models import Person
from community.core import settings
from community.core.language import _l, ngettext
from community.core.language import gettext as _
from community.core.web.filters import date_words, hour_words, local, zone_words
from community.notifications import queries
from community.notifications.models import MailWishes

WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip


def held_words(person: Person) -> str:
    """When the letter comes, and how many mails of news come besides."""
    return f"{letter_words(person)} {news_words(person)}"


def letter_words(person: Person) -> str:
    """When the letter comes, and when the next time: "Your letter comes every Sunday at 6:00 PM (Lisbon time), next on …"."""
    wishes = wishes_or_usual(person)
    if wishes.rhythm == "never":
        return _("No letter comes; what is meant for it stands on the site only.")
    words = {
        "weekday": WEEKDAYS[wishes.weekday],
        "hour": hour_words(wishes.hour),
        "zone": zone_words(person.time_zone),
        "day": next_day(person),
    }
    if wishes.rhythm == "month":
        if not words["day"]:
            return _("Your letter comes on the first %(weekday)s of each month at %(hour)s (%(zone)s).", **words)
        return _("Your letter comes on the first %(weekday)s of each month at %(hour)s (%(zone)s), next on %(day)s.", **words)  # fmt: skip
    if not words["day"]:
        return _("Your letter comes every %(weekday)s at %(hour)s (%(zone)s).", **words)
    return _("Your letter comes every %(weekday)s at %(hour)s (%(zone)s), next on %(day)s.", **words)


def news_words(person: Person) -> str:
    """How many mails of news come in a week."""
    allowed = wishes_or_usual(person).mails_a_week
    most = settings.current().mails_a_week if allowed is None else allowed
    if most == 0:
        return _("No mails of news come.")
    return ngettext("At most one mail of news a week.", "At most %(num)d mails of news a week.", most)


def next_day(person: Person) -> str:
    """The day of the next letter on its reader's calendar; nothing when none is planned."""
    moment = wishes_or_usual(person).next_at
    return date_words(local(moment, person.time_zone).date()) if moment else ""


def wishes_or_usual(person: Person) -> MailWishes:
    """What somebody chose, or what holds until they do."""
    return queries.wishes_of(person) or MailWishes.usual()
