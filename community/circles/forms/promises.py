"""What is typed about promises: what, and by which day."""

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length

from community.circles.models import LONGEST_PROMISE
from community.core.forms import Form
from community.core.language import _l
from community.core.time_fields import NOT_A_DAY


class DayForm(Form):
    """Another day for a promise."""

    due_on = DateField(
        _l("By which day?"), validators=[InputRequired(message=_l("Which day?"))], invalid_value_message=NOT_A_DAY
    )


class PromiseForm(Form):
    """A small commitment to the circle."""

    words = TextAreaField(
        _l("I will …"),
        [
            InputRequired(message=_l("What will you do?")),
            Length(max=LONGEST_PROMISE, message=_l("Please keep it to %(max)d characters.")),
        ],
    )
    due_on = DateField(
        _l("By which day?"), validators=[InputRequired(message=_l("Which day?"))], invalid_value_message=NOT_A_DAY
    )
