"""What is typed about a catch-up: the request, up to five times on one's own clock, yes to one of them, and where."""

from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from community.catchups.models import KINDS, LENGTHS, LONGEST_PLACE, LONGEST_TOPIC, LONGEST_WORDS, MODES, MOST_TIMES
from community.catchups.wording import minutes_words
from community.core.forms import Form
from community.core.language import _l
from community.core.time_fields import TimesForm, choices, times_field


class ProposalForm(TimesForm):
    """Up to five other times, as an answer or to move what is agreed."""

    times = times_field(MOST_TIMES)


class AskForm(TimesForm):
    """Everything a request says."""

    times = times_field(MOST_TIMES)

    kind = RadioField(_l("What would you like to do together?"), choices=choices(KINDS), default="call")
    mode = RadioField(_l("In person or remote?"), choices=choices(MODES), default="remote")
    minutes = RadioField(_l("How long?"), coerce=int, choices=[], default=30)
    topic = StringField(
        _l("Topic"), [Length(max=LONGEST_TOPIC, message=_l("Please keep the topic to %(max)d characters."))]
    )
    words = TextAreaField(
        _l("A few words"), [Length(max=LONGEST_WORDS, message=_l("Please keep it to %(max)d characters."))]
    )
    place = StringField(
        _l("Where, or a link"), [Length(max=LONGEST_PLACE, message=_l("Please keep it to %(max)d characters."))]
    )
    who_proposes = RadioField(
        _l("When?"),
        choices=choices({"me": _l("I propose up to five times"), "them": _l("Please suggest a time to me")}),
        default="me",
    )
    nothing_given = _l("Give at least one time, or choose “Please suggest a time to me”.")

    def __init__(self, zone: str, **kwargs: Any) -> None:
        super().__init__(zone, **kwargs)
        self.minutes.choices = choices({length: minutes_words(length) for length in LENGTHS})

    @property
    def wants_times(self) -> bool:
        return self.who_proposes.data != "them" and self.kind.data != "messages"


class PlaceForm(Form):
    """Where to meet, or the link for a call."""

    place = StringField(
        _l("Where, or a link"), [Length(max=LONGEST_PLACE, message=_l("Please keep it to %(max)d characters."))]
    )


class OutcomeForm(Form):
    """Did you meet?"""

    met = RadioField(
        _l("Did you meet?"), choices=choices({"yes": _l("Yes"), "no": _l("No")}), validators=[InputRequired()]
    )
