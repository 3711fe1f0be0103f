"""When one's letter comes: a part of the form about mail and letters."""

from wtforms import RadioField, SelectChoice, SelectField

from community.core.forms import Form
from community.core.language import _l
from community.core.web.filters import hour_words
from community.notifications.wording import WEEKDAYS

RHYTHMS = {"week": _l("Once a week"), "month": _l("Once a month"), "never": _l("Never")}
RHYTHM_HINTS = {
    "week": _l("Only in weeks in which there is something to tell."),
    "month": _l("In the first week of the month, and only when there is something to tell."),
    "never": _l("Everything stands under “News”, whenever you come by."),
}


def _hours() -> list[SelectChoice]:
    """The hours in the reader's words; asked anew for each form."""
    return [SelectChoice(hour, hour_words(hour)) for hour in range(24)]


class LetterForm(Form):
    """How often, on which day and at which hour of one's own clock."""

    rhythm = RadioField(_l("How often?"), choices=[SelectChoice(value, label) for value, label in RHYTHMS.items()])
    weekday = SelectField(
        _l("On which day?"), coerce=int, choices=[SelectChoice(n, label) for n, label in enumerate(WEEKDAYS)]
    )
    hour = SelectField(_l("At what time?"), coerce=int, choices=_hours)
    hints = RHYTHM_HINTS
