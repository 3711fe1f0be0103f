"""At home: what their circles ask of a member, so that nobody finds a door closed at the next meeting."""

from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.core import clock
from community.core.language import _l
from community.core.language import gettext as _
from community.core.panels import Panel, only_if
from community.core.web.filters import when_words


@only_if(queries.something_asked)
def asked_at_home(actor: Person) -> Panel | None:
    """One line for each circle: sign, write the charter, or say whether you would hold it together."""
    lines = [(row.name, *_line(actor, row)) for row in queries.asked_inside(actor)]
    return Panel(_l("Your circles ask you"), "circles/_home_asked.html", {"lines": lines}, order=20) if lines else None


def _line(actor: Person, row: Any) -> tuple[str, str, str]:
    """What is asked, in words; where to answer; and what the way there is called."""
    charter = url_for("circles.charter", circle=row.public_id)
    people = url_for("circles.people", circle=row.public_id)
    if row.asked_to_facilitate_id == actor.id:
        return _("Would you hold this circle together from now on?"), people, _("Answer")
    if row.charter_number > row.signed_number:
        return _to_sign(row), charter, _("Read the charter")
    if row.facilitator_id is None:
        return _("Who would like to hold this circle together?"), people, _("See the circle")
    return _("It needs a charter before anybody can write or meet."), charter, _("Begin the charter")


def _to_sign(row: Any) -> str:
    """Until when the version they signed will do, if it does."""
    binds_at = row.charter_binds_at
    if row.signed_number and row.signed_number >= row.charter_bound_number and binds_at and clock.now() < binds_at:
        return _("There is a new version of the charter: sign it before %(when)s.", when=when_words(binds_at))
    return _("Read its charter and sign it, and come in.")
