"""What is typed at the end of a circle: until when, the closing words, with whom to keep in touch, and how to go on."""

from collections.abc import Sequence

from wtforms import DateField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from community.accounts.models import Person
from community.circles.models import CLOSING_PARTS, LONGEST_CLOSING_PART, LONGEST_NAME, LONGEST_PURPOSE
from community.core.forms import Form
from community.core.language import _l
from community.core.time_fields import NOT_A_DAY, choices

TOO_LONG = _l("Please keep it to %(max)d characters.")


class ClosingForm(Form):
    """Until when the closing round goes on."""

    until = DateField(
        _l("The last day of the closing round"),
        validators=[InputRequired(message=_l("Which day?"))],
        description=_l("The circle ends with this day, or as soon as everybody has written."),
        invalid_value_message=NOT_A_DAY,
    )


class ClosingWordsForm(Form):
    """What each says; one of the three is enough."""

    keep = TextAreaField(
        _l("What I keep"),
        [Length(max=LONGEST_CLOSING_PART, message=TOO_LONG)],
        description=_l("What was good, and may go on in another way."),
    )
    let_go = TextAreaField(
        _l("What I let go"),
        [Length(max=LONGEST_CLOSING_PART, message=TOO_LONG)],
        description=_l("What is over, or was not right."),
    )
    took = TextAreaField(
        _l("What I took with me"),
        [Length(max=LONGEST_CLOSING_PART, message=TOO_LONG)],
        description=_l("What you can do, know or dare now."),
    )

    @property
    def parts(self) -> dict[str, str]:
        """What was written, part by part."""
        return {part: self[part].data or "" for part in CLOSING_PARTS}


class PeopleForm(Form):
    """A form in which some of the members are ticked."""

    people = SelectMultipleField(
        _l("With whom would you like to keep in touch?"),
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, people: Sequence[Person]) -> None:
        """Show these people; who else is named in what was sent counts nothing."""
        self.by_public_id = {person.public_id: person.id for person in people}
        self.people.choices = choices({person.public_id: person.name for person in people})

    @property
    def chosen(self) -> set[int]:
        """The ids of those who were ticked."""
        return {self.by_public_id[one] for one in self.people.data or () if one in self.by_public_id}


class TiesForm(PeopleForm):
    """With whom to keep in touch."""


class RenewForm(PeopleForm):
    """A new circle out of an old one."""

    name = StringField(
        _l("Its name"),
        [InputRequired(message=_l("A circle needs a name.")), Length(max=LONGEST_NAME, message=TOO_LONG)],
    )
    purpose = TextAreaField(
        _l("What it is for"),
        [InputRequired(message=_l("Say in a sentence what it is for.")), Length(max=LONGEST_PURPOSE, message=TOO_LONG)],
    )
    people = SelectMultipleField(
        _l("Whom would you like to invite?"),
        choices=[],
        validate_choice=False,
        description=_l("They are asked, and come if they like. You can invite others as soon as the circle is there."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
