"""Forms of choices: who may see what, what one is glad to be asked for, the portrait."""

from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from community.accounts.models import Availability
from community.alumni.actions.availability import MOST_A_MONTH, MOST_COACHEES, Choices
from community.alumni.fields import BY_KEY, KEYS, one_for_all
from community.alumni.models import Profile
from community.core.audiences import LABELS, Audience
from community.core.forms import Form
from community.core.language import _l

CATCHUPS = [
    SelectChoice("anyone", _l("Anyone in the community")),
    SelectChoice("related", _l("People I have a tie or circle with")),
    SelectChoice("not_now", _l("Nobody, for now")),
]
ROUNDS = [
    SelectChoice("yes", _l("Yes, count me in")),
    SelectChoice("ask", _l("Ask me each time")),
    SelectChoice("no", _l("No")),
]
PEER_MENTORING = [
    SelectChoice("open", _l("Open: I am glad to be asked")),
    SelectChoice("limited", _l("Limited: one short term, one topic")),
    SelectChoice("closed", _l("Closed for now")),
]
AS_ABOVE = "as_above"
WHO = [SelectChoice(value, label) for value, label in LABELS.items()]


class AudiencesForm(Form):
    """Who may see what, every field on one page."""

    @classmethod
    def of(cls, profile: Profile) -> "AudiencesForm":
        """The form as it is now."""
        return cls(data={key: str(profile.audience_of(key)) for key in KEYS})

    def chosen(self) -> dict[str, str]:
        """Field -> audience."""
        return {key: self[key].data for key in KEYS}


class PrivacyForm(Form):
    """Joining: one choice for all, adjustable for each field, and who may ask."""

    everything = RadioField(
        _l("Who may see what you tell about yourself?"),
        choices=WHO,
        default=Audience.MEMBERS.value,
        validators=[InputRequired(_l("Please choose who may see it."))],
    )
    catchups = RadioField(
        _l("Who may ask you for a catch-up?"),
        choices=CATCHUPS,
        default="anyone",
        validators=[InputRequired(_l("Please choose who may ask."))],
    )

    def chosen(self) -> dict[str, str]:
        """Field -> audience, the one choice spread over all fields that were not adjusted."""
        adjusted = {key: self[key].data for key in KEYS if self[key].data != AS_ABOVE}
        return one_for_all(self.everything.data) | adjusted


for _key in KEYS:
    setattr(AudiencesForm, _key, SelectField(BY_KEY[_key].label, choices=WHO))
    _choices = WHO if _key == "email" else [SelectChoice(AS_ABOVE, _l("As chosen above")), *WHO]
    _first = Audience.ME.value if _key == "email" else AS_ABOVE
    setattr(PrivacyForm, _key, SelectField(BY_KEY[_key].label, choices=_choices, default=_first))


class AvailabilityForm(Form):
    """What one is glad to be asked for."""

    catchups = RadioField(_l("Who may ask me for a catch-up?"), choices=CATCHUPS)
    catchups_until = DateField(
        _l("If nobody for now: until"),
        description=_l("After that day it is again as it was before. Leave it empty to decide later."),
        validators=[Optional()],
    )
    catchups_per_month = IntegerField(
        _l("How many requests a month are fine?"),
        description=_l("Beyond it, people are told that you are asked a lot just now."),
        validators=[
            InputRequired(_l("Please give a number.")),
            NumberRange(1, MOST_A_MONTH, _l("Please choose a number from 1 to 30.")),
        ],
    )
    rounds = RadioField(_l("Rounds that bring members together by chance?"), choices=ROUNDS)
    peer_mentoring = RadioField(_l("Would I be a peer mentor?"), choices=PEER_MENTORING)
    peer_capacity = IntegerField(
        _l("For how many people at once?"),
        validators=[
            InputRequired(_l("Please give a number.")),
            NumberRange(1, MOST_COACHEES, _l("Please choose a number from 1 to 10.")),
        ],
    )
    speaks_to_circles = BooleanField(_l("I am glad to speak to a circle about what I know"))

    @classmethod
    def of(cls, availability: Availability, today: date) -> "AvailabilityForm":
        """The form as it is now; a pause that is over is not shown any more."""
        form = cls(obj=availability)
        if not form.is_submitted() and availability.catchups_on(today) != availability.catchups:
            form.catchups.data, form.catchups_until.data = availability.catchups_then, None
        return form

    def choices(self) -> Choices:
        """What was chosen."""
        return Choices(**{name: self[name].data for name in Choices.__dataclass_fields__})


class PortraitForm(Form):
    """A picture, and what it shows for those who do not see it."""

    picture = FileField(
        _l("Picture"),
        description=_l("JPEG, PNG or WebP. Place and camera hidden inside it are removed."),
        validators=[FileRequired(_l("Please choose a picture first."))],
    )
    alt = StringField(
        _l("What it shows"),
        description=_l("For people who cannot see it, for example: me laughing, with a red scarf."),
        validators=[Length(max=200)],
    )
    who = SelectField(_l("Who may see it"), choices=WHO)
