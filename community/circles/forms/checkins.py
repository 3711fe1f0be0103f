"""What is typed in a check-in: a question, an answer."""

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from community.circles.models import LONGEST_CHECKIN, LONGEST_QUESTION
from community.core.forms import Form
from community.core.language import _l

TOO_LONG = _l("Please keep it to %(max)d characters.")


class QuestionForm(Form):
    """A question for everybody in the circle."""

    words = StringField(
        _l("Your question"),
        [
            InputRequired(message=_l("What would you like to ask?")),
            Length(max=LONGEST_QUESTION, message=TOO_LONG),
        ],
        description=_l("For example: What is on your mind today? What went well since we met?"),
    )


class CheckinForm(Form):
    """An answer to it."""

    words = TextAreaField(
        _l("Your answer"),
        [
            InputRequired(message=_l("A word is enough, but say something.")),
            Length(max=LONGEST_CHECKIN, message=TOO_LONG),
        ],
    )
