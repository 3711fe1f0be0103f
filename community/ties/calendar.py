"""What calendars show of keeping in touch: that there is someone to reach out to, on the day it was found or put off to.

No names: a calendar lies open on many screens, and whom one would like to write to is one's own. It says no more than the
reminder does, and as little: nothing while one is quiet oneself or wants no such message, nobody with whom something is under way.
"""

from datetime import UTC, date, datetime, time

from flask import url_for

from community.accounts.models import Person
from community.core import clock
from community.core.calendar_feed import CalendarDay, days_alone
from community.core.language import gettext as _
from community.core.mail import inbox
from community.core.panels import under_way
from community.ties import queries
from community.ties.clock import DUE_FOR


@days_alone
def entries(person: Person, since: datetime, until: datetime) -> list[CalendarDay]:
    """One for each day, however many are due then."""
    sides = queries.to_reach_out(person, clock.today(person.time_zone)) if person.standing == "active" else ()
    if not sides or inbox.is_on_site_only("ties.reminder", person):
        return []
    busy = under_way(person, [side.other_id for side in sides])
    days: dict[date, date] = {}
    for side in sides:
        # Due for four weeks, from the day it was found or, after "later", from the day that was chosen.
        day = max(side.due_until - DUE_FOR, side.quiet_until or date.min)
        if side.other_id not in busy and day < side.due_until and since.date() <= day < until.date():
            days[day] = min(days.get(day, date.max), side.found_on or day)
    return [_entry(person, day, found_on) for day, found_on in days.items()]


def _entry(person: Person, day: date, found_on: date) -> CalendarDay:
    url = url_for("ties.index", state="due", _external=True)
    return CalendarDay(
        uid=f"{person.public_id}-{day:%Y%m%d}@ties",
        day=day,
        summary=_("Someone to reach out to"),
        changed_at=datetime.combine(found_on, time(), UTC),
        description=_("Who it is: %(url)s", url=url),
        url=url,
    )
