"""What members tell the coordinators of a circle, and what those answer."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from community.circles.models import LONGEST_ANSWER, LONGEST_REPORT
from community.core.forms import Form
from community.core.language import _l

TOO_LONG = _l("Please make it shorter: at most %(max)d characters.")


class ReportForm(Form):
    """What is wrong, in one's own words."""

    words = TextAreaField(
        _l("What troubles you?"),
        description=_l("What happened, and what would help? You need not repeat what was written."),
        validators=[DataRequired(_l("Please write a few words.")), Length(max=LONGEST_REPORT, message=TOO_LONG)],
    )


class ReportAnswerForm(Form):
    """What a coordinator did about it."""

    words = TextAreaField(
        _l("Your answer"),
        description=_l("What have you done, or what will you do? A sentence is better than silence."),
        validators=[DataRequired(_l("Please write a few words.")), Length(max=LONGEST_ANSWER, message=TOO_LONG)],
    )
