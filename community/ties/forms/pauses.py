"""Later: from when on to think of somebody again."""

from wtforms import DateField
from wtforms.validators import InputRequired

from community.core.forms import Form
from community.core.language import _l


class LaterForm(Form):
    """The day until which somebody is left out of home and reminders."""

    until = DateField(
        _l("Think of it again on"),
        [InputRequired(_l("Please choose a day."))],
        invalid_value_message=_l("We could not read this day. Write it like 2026-11-03."),
    )
