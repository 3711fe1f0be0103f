""" "Would you like to meet again some day?" """

from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from community.core.forms import Form
from community.core.language import _l


class AgainForm(Form):
    """Yes or no, for oneself alone."""

    again = RadioField(
        _l("Would you like to meet again some day?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validators=[InputRequired()],
    )
