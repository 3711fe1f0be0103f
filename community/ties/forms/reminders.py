"""When one would like to be reminded of those who are due."""

from wtforms import RadioField, SelectChoice, SelectField

from community.core.forms import Form
from community.core.language import _l

EVERY = {"week": _l("Once a week"), "month": _l("Once a month"), "never": _l("Never")}
EVERY_HINTS = {
    "week": _l("Only in weeks in which it would be a good time for somebody."),
    "month": _l("In the first week of the month, and only when it would be a good time for somebody."),
    "never": _l("Home shows you whom to reach out to, whenever you come by."),
}
WEEKDAYS = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip


class ReminderForm(Form):
    """How often, on which day and at which hour of one's own clock."""

    every = RadioField(_l("How often?"), choices=[SelectChoice(value, label) for value, label in EVERY.items()])
    weekday = SelectField(
        _l("On which day?"), coerce=int, choices=[SelectChoice(n, label) for n, label in enumerate(WEEKDAYS)]
    )
    hour = SelectField(_l("At what time?"), coerce=int, choices=[SelectChoice(n, f"{n}:00") for n in range(24)])
