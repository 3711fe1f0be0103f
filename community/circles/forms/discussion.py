"""What is typed in the discussion."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from community.circles.models import LONGEST_POST
from community.core.forms import Form
from community.core.language import _l


class WordsForm(Form):
    """Some words to the circle: a post, a reply, or changed ones."""

    words: Any = TextAreaField(
        _l("Your words"),
        [
            InputRequired(message=_l("Write a few words first.")),
            Length(max=LONGEST_POST, message=_l("Please keep it to %(max)d characters.")),
        ],
    )
