"""What is typed on the way into a circle: a few words to who holds the door, and each one's answer."""

from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from community.circles.models import LONGEST_WORDS
from community.core.forms import Form
from community.core.language import _l


class RequestForm(Form):
    """Why somebody would like to join."""

    words = TextAreaField(
        _l("A few words"),
        [
            InputRequired(_l("Please write a sentence or two: it helps to say yes.")),
            Length(max=LONGEST_WORDS, message=_l("Please keep it to %(max)d characters.")),
        ],
        description=_l("What draws you to it, and what you would like to think about."),
    )


class YesOrNoForm(Form):
    """Two buttons: the answer to an invitation, a kept place or a request."""

    wants = RadioField(
        _l("Your answer"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No, thank you"))],
        validators=[InputRequired()],
    )

    @property
    def says_yes(self) -> bool:
        """Whether it was the first of the two."""
        return bool(self.wants.data == "yes")
