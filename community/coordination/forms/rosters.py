"""The forms of the roster import: the file, and which column is what."""

from collections.abc import Mapping
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectChoice, SelectField

from community.coordination.models import RosterImport
from community.coordination.roster.columns import FIELDS
from community.coordination.roster.dates import DMY, MDY
from community.coordination.roster.fields import REQUIRED
from community.coordination.roster.source import Source
from community.coordination.roster.words import FIELD_NAMES
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.text import clean_line

NOTHING = ""


class UploadForm(Form):
    """The file."""

    file = FileField(_l("The roster"), validators=[FileRequired(_l("Please choose the file with the roster."))])


class ColumnsForm(Form):
    """A select for each field, and the order of the dates when the file does not show it."""

    fields = FIELDS

    @property
    def columns(self) -> dict[str, int | None]:
        """field → column, or None."""
        said = {field: self[field].data for field in FIELDS}
        return {field: int(value) if value else None for field, value in said.items()}


def columns_form(roster: RosterImport, source: Source) -> ColumnsForm:
    """The form for one file: its headings to choose from, with what was recognised chosen."""
    headings = [
        SelectChoice(str(number), clean_line(heading)[:80] or _("Column %(number)s", number=number + 1))
        for number, heading in enumerate(source.headings)
    ]
    questions: dict[str, Any] = {field: _question(field, headings) for field in FIELDS}
    examples = source.date_examples()
    if examples:
        shown = ", ".join(clean_line(example)[:40] for example in examples)
        questions["date_order"] = RadioField(
            _l("Which comes first in the dates, the day or the month?"),
            description=_l("The file can be read both ways, for example: %(examples)s.", examples=shown),
            choices=[
                SelectChoice(DMY, _l("The day: 3/4/2016 is the 3rd of April")),
                SelectChoice(MDY, _l("The month: 3/4/2016 is the 4th of March")),
            ],
        )
    asked: Any = type("ColumnsFormFor", (ColumnsForm,), questions)
    form: ColumnsForm = asked(data=_before(roster, source))
    return form


def _question(field: str, headings: list[SelectChoice]) -> SelectField:
    if field in REQUIRED:
        first = SelectChoice(NOTHING, _l("Choose a column"))
    else:
        first = SelectChoice(NOTHING, _l("Not in this file"))
    return SelectField(FIELD_NAMES[field], choices=[first, *headings])


def _before(roster: RosterImport, source: Source) -> Mapping[str, Any]:
    columns = roster.columns or source.mapping.columns
    before: dict[str, Any] = {field: str(columns[field]) if field in columns else NOTHING for field in FIELDS}
    return {**before, "date_order": roster.date_order}
