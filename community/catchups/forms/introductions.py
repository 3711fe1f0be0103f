"""What is typed about an introduction: a reason to each of the two, and each one's answer."""

from typing import Any

from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from community.accounts.models import Person
from community.catchups.models import LONGEST_REASON
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _

_WITHIN = Length(max=LONGEST_REASON, message=_l("Please keep it to %(max)d characters."))
_NEEDED = InputRequired(_l("Please write a sentence: it is what makes people curious."))


class IntroductionForm(Form):
    """Why the two would enjoy meeting, said to each of them."""

    reason_for_one = TextAreaField(validators=[_NEEDED, _WITHIN])
    reason_for_other = TextAreaField(validators=[_NEEDED, _WITHIN])

    def __init__(self, one: Person, other: Person, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason_for_one.label.text = _why(one, other)
        self.reason_for_other.label.text = _why(other, one)


def _why(person: Person, other: Person) -> str:
    return _("To %(name)s: why might you enjoy meeting %(other)s?", name=person.name, other=other.name)


class IntroductionAnswerForm(Form):
    """Would you like to meet?"""

    wants = RadioField(
        _l("Would you like to meet?"),
        choices=[SelectChoice("yes", _l("Yes, I would like to")), SelectChoice("no", _l("No, thank you"))],
        validators=[InputRequired()],
    )
