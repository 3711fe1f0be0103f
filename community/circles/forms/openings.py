"""Why a circle should be opened to two coordinators."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from community.circles.models import LONGEST_NOTICE, LONGEST_REASON
from community.core.forms import Form
from community.core.language import _l

TOO_LONG = _l("Please make it shorter: at most %(max)d characters.")


class OpeningForm(Form):
    """The reason for the coordinators, and what the circle is told."""

    reason = TextAreaField(
        _l("Why must it be opened?"),
        validators=[DataRequired(_l("Please say why.")), Length(max=LONGEST_REASON, message=TOO_LONG)],
    )
    notice = TextAreaField(
        _l("What the circle reads about it"),
        description=_l("Say why in a sentence they can live with. Name nobody, and not who told you."),
        validators=[
            DataRequired(_l("Please write a sentence for the members of the circle.")),
            Length(max=LONGEST_NOTICE, message=TOO_LONG),
        ],
    )
