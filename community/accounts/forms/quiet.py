"""The form of a quiet time: for two weeks, a month, three months, or until a day of one's own."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from wtforms import DateField, RadioField, SelectChoice
from wtforms.validators import InputRequired, StopValidation

from community.core.forms import Form
from community.core.language import _l

OWN = "own"
LENGTHS: dict[str, tuple[Any, relativedelta]] = {
    "two_weeks": (_l("Two weeks"), relativedelta(weeks=2)),
    "month": (_l("A month"), relativedelta(months=1)),
    "three_months": (_l("Three months"), relativedelta(months=3)),
}


def _asked_for_own_day_only(form: "QuietForm", field: DateField) -> None:
    """A day that was typed counts when it is the day of one's own that is wanted; and then it must be one."""
    missing = form.length.data == OWN and field.data is None
    field.errors = []
    raise StopValidation(_l("Please choose a date.") if missing else "")


class QuietForm(Form):
    """A break until a date; `today` is today for whoever takes it."""

    length = RadioField(
        _l("For how long?"),
        validators=[InputRequired(_l("Please choose for how long."))],
        choices=[
            *(SelectChoice(name, words) for name, (words, _length) in LENGTHS.items()),
            SelectChoice(OWN, _l("Until a day of your own")),
        ],
    )
    until = DateField(_l("The day you are back"), validators=[_asked_for_own_day_only])

    def __init__(self, today: date, until: date | None = None, **kwargs: Any) -> None:
        super().__init__(data={"length": OWN if until else "two_weeks", "until": until}, **kwargs)
        self.days = {name: today + length for name, (_words, length) in LENGTHS.items()}

    @property
    def day(self) -> date | None:
        """The day on which the quiet time would end."""
        return self.days.get(self.length.data, self.until.data)
