"""Words to a milestone, and thanks for them."""

from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from community.core.forms import Form
from community.core.language import _l
from community.milestones.models import LONGEST_CONGRATULATION

OPENLY, PRIVATELY = "openly", "privately"
TOO_LONG = Length(max=LONGEST_CONGRATULATION, message=_l("Please make it shorter: at most %(max)d characters."))


class CongratulationForm(Form):
    """One's own words."""

    most_words = LONGEST_CONGRATULATION

    words = TextAreaField(
        _l("Your words"),
        validators=[
            InputRequired(_l("Please write a few words of your own.")),
            TOO_LONG,
        ],
    )


class ThanksForm(Form):
    """Thank you: to the one who wrote, or so that all readers of the words see it."""

    most_words = LONGEST_CONGRATULATION

    openly = RadioField(
        _l("Who sees your thanks?"),
        choices=[
            SelectChoice(PRIVATELY, _l("Only the one who wrote")),
            SelectChoice(OPENLY, _l("Whoever can read the words")),
        ],
        default=PRIVATELY,
    )
    words = TextAreaField(
        _l("Your thanks"),
        description=_l("A sentence is enough: what did it mean to you?"),
        validators=[InputRequired(_l("Please write a few words.")), TOO_LONG],
    )
