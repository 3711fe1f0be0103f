"""The one mail of profiles: once a year, is this still you?"""

from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.alumni import queries
from community.core import clock
from community.core.language import gettext as _
from community.core.mail import Message


def check(person: Person, **context: Any) -> Message | None:
    """Not wanted any more once they have looked, or do not take part. In a quiet time it waits: their inbox sees to that."""
    profile = queries.own(person)
    if (
        not person.is_present
        or profile.checked_on is None
        or not profile.is_due_for_check(clock.today(person.time_zone))
    ):
        return None
    url = url_for("alumni.check", _external=True)
    why = _("We ask once a year whether your profile is still right.")
    return Message(template="alumni_check", context={"person": person, "url": url}, why=why, page=url)
