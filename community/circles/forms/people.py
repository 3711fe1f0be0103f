"""What is typed about the people of a circle: a kind word to somebody who has to go."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from community.circles.models import LONGEST_WORDS
from community.core.forms import Form
from community.core.language import _l


class FarewellForm(Form):
    """Why, in words to the person."""

    words = TextAreaField(
        _l("A few words to them"),
        [
            DataRequired(message=_l("Please don’t let anybody go without a word.")),
            Length(max=LONGEST_WORDS, message=_l("Please keep it to %(max)d characters.")),
        ],
        description=_l("What you tried, why it does not fit here, and what you wish them."),
    )
