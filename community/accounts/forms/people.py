"""Forms about the person: name, language and zone, a new address, a wish to join."""

from typing import Any

from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length

from community.accounts.forms.choices import languages, zones_with
from community.core.forms import Form
from community.core.language import _l

ADDRESS = [
    DataRequired(_l("Please type an address.")),
    Length(max=254),
    Email(_l("This does not look like an address: something like ana@example.org is needed.")),
]


class PreferencesForm(Form):
    """Language and time zone."""

    time_zone = SelectField(
        _l("Time zone"),
        description=_l("All times are said in this zone, and in the other person’s beside it."),
    )
    language = SelectField(_l("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = zones_with(self.time_zone.object_data)
        self.language.choices = languages()


class AboutYouForm(PreferencesForm):
    """Who one is, while joining."""

    zone_was_chosen = False

    name = StringField(
        _l("Your name"),
        description=_l("As you would like to be called here. All members see it."),
        validators=[DataRequired(_l("Please tell us your name.")), Length(max=200)],
    )
    pronouns = StringField(_l("Pronouns"), description=_l("For example: she/her."), validators=[Length(max=40)])


class EmailChangeForm(Form):
    """Where mail shall go from now on."""

    email = EmailField(_l("New address"), validators=ADDRESS)


class RegisterForm(Form):
    """A wish to join."""

    name = StringField(_l("Your name"), validators=[DataRequired(_l("Please tell us your name.")), Length(max=200)])
    email = EmailField(_l("E-mail"), validators=ADDRESS)
    words = TextAreaField(
        _l("A few words to the coordinator"),
        description=_l("How do you know this community? Only the coordinators read this."),
        validators=[DataRequired(_l("Please write a sentence or two.")), Length(max=2000)],
    )
