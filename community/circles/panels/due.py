"""At home: what a member could do now in their circles, with the way there. Never a word of what is said inside."""

from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.core.language import _l
from community.core.language import gettext as _
from community.core.panels import Panel, only_if
from community.core.web.filters import date_words


@only_if(queries.something_due, queries.due_values)
def due_at_home(actor: Person) -> Panel | None:
    """One line for each closing round without their words, each poll without their answer, each promise of these days."""
    lines = [(row.name, *_line(row)) for row in queries.due_inside(actor)]
    return Panel(_l("For your circles"), "circles/_home_asked.html", {"lines": lines}, order=22) if lines else None


def _line(row: Any) -> tuple[str, str, str]:
    """What it is, in words; where to do it; and what the way there is called."""
    if row.kind == "closing":
        words = _("The closing round goes on until %(day)s.", day=date_words(row.day))
        return words, url_for("circles.closing", circle=row.circle), _("Write your closing words")
    if row.kind == "poll":
        return _("When could you meet?"), url_for("circles.poll", poll=row.thing), _("Say what suits you")
    words = _("A promise of yours is for %(day)s.", day=date_words(row.day))
    return words, url_for("circles.promises", circle=row.circle), _("Open the promises")
