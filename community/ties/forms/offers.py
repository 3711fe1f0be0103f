"""The answer to "would you like to keep in touch?"."""

from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from community.core.forms import Form
from community.core.language import _l


class AnswerForm(Form):
    """Yes, or no thank you."""

    answer = RadioField(
        _l("Would you like to keep in touch?"),
        choices=[SelectChoice("yes", _l("Yes, gladly")), SelectChoice("no", _l("No, thank you"))],
        validators=[InputRequired()],
    )
