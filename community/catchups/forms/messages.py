"""What is typed to write to each other."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from community.catchups.models import LONGEST_MESSAGE
from community.core.forms import Form
from community.core.language import _l


class WordsForm(Form):
    """Some words to one person: to begin with, in a thread, or changed."""

    words: Any = TextAreaField(
        _l("Your words"),
        [
            InputRequired(message=_l("Write a few words first.")),
            Length(max=LONGEST_MESSAGE, message=_l("Please keep it to %(max)d characters.")),
        ],
    )
