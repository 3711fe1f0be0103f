""" "We talked": when it was, and a note to oneself."""

from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length

from community.core.language import _l
from community.ties.forms.several import PartForm
from community.ties.models import LONGEST_NOTE


class TellForm(PartForm):
    """One contact the site cannot know of. Whether the day can be right, the action finds out."""

    part = "talk"

    on = DateField(
        _l("When was it?"),
        [InputRequired(_l("Please say on which day it was. Roughly is fine."))],
        invalid_value_message=_l("We could not read this day. Write it like 2026-11-03."),
    )
    note = TextAreaField(
        _l("A note to yourself"), [Length(max=LONGEST_NOTE, message=_l("Please keep it to %(max)d characters."))]
    )
