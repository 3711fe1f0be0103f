"""Later: from when on to think of somebody again."""

from wtforms import DateField
from wtforms.validators import InputRequired

from community.core.language import _l
from community.ties.forms.several import PartForm


class LaterForm(PartForm):
    """The day until which somebody is left out of home and reminders."""

    part = "later"

    until = DateField(
        _l("Think of it again on"),
        [InputRequired(_l("Please choose a day."))],
        invalid_value_message=_l("We could not read this day. Write it like 2026-11-03."),
    )
