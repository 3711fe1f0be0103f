"""What is typed about forming circles: that one would like one, in which bounds they are formed, where somebody is moved."""

from collections.abc import Iterable
from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from community.circles.forming import PARTS_OF_DAY
from community.circles.forming_words import PART_WORDS, weekday_words
from community.circles.models import (
    LARGEST,
    LARGEST_FORMED,
    LENGTHS,
    LONGEST_PLACE,
    MOST_MEETINGS,
    SMALLEST,
    SMALLEST_FORMED,
    USUAL_MEETINGS,
    USUAL_MINUTES,
    USUAL_SIZE,
    CircleWish,
)
from community.circles.topics import TOPICS
from community.core.forms import Form
from community.core.language import _l, ngettext
from community.core.spoken import language_choices

CHOOSE = _l("Please choose one of these.")
NUMBER = _l("Please give a number from %(min)d to %(max)d.")
LANGUAGES = ("first_language", "second_language", "third_language")


def _boxes(label: Any, **options: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=True, **options
    )


class WishForm(Form):
    """I would like a circle."""

    topics = _boxes(_l("What would you like to talk about?"), choices=[SelectChoice(*one) for one in TOPICS.items()])
    other_topics = TextAreaField(
        _l("Something else"),
        [Length(max=300, message=_l("Please keep it to %(max)d characters."))],
        description=_l("One topic a line. Together with those above at most five."),
    )
    first_language = SelectField(_l("A language you would like to meet in"))
    second_language = SelectField(_l("Another one that would be fine"))
    third_language = SelectField(_l("And another"))
    mode = RadioField(
        _l("How would you like to meet?"),
        choices=[
            SelectChoice("remote", _l("Remotely")),
            SelectChoice("in_person", _l("In person, in one place")),
            SelectChoice("either", _l("Either is fine")),
        ],
        default="remote",
        validators=[InputRequired(CHOOSE)],
    )
    place = StringField(
        _l("Where, if in person"),
        [Length(max=LONGEST_PLACE, message=_l("Please keep it to %(max)d characters."))],
        description=_l("A town, for example: Lisbon."),
    )
    would_facilitate = BooleanField(_l("I would hold the circle together, if nobody else does"))

    def __init__(self, wish: CircleWish | None, language: str, **kwargs: Any) -> None:
        super().__init__(data=_told(wish, language), **kwargs)
        known = [SelectChoice(*one) for one in language_choices()]
        self.first_language.choices = known
        self.second_language.choices = self.third_language.choices = [SelectChoice("", _l("No other")), *known]
        for part in PARTS_OF_DAY:
            self[part].choices = [SelectChoice(f"{day}-{part}", weekday_words(day, "abbreviated")) for day in range(7)]

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "languages": [self[name].data for name in LANGUAGES if self[name].data],
            "topics": [*(self.topics.data or ()), *(self.other_topics.data or "").splitlines()],
            "hours": [code for part in PARTS_OF_DAY for code in self[part].data or ()],
            "mode": self.mode.data,
            "place": self.place.data or "",
            "would_facilitate": self.would_facilitate.data,
        }


for _name in PARTS_OF_DAY:
    setattr(WishForm, _name, _boxes(PART_WORDS[_name]))


def _told(wish: CircleWish | None, language: str) -> dict[str, Any]:
    if wish is None:
        return {"first_language": language}
    languages = dict(zip(LANGUAGES, wish.languages, strict=False))
    hours = {part: [code for code in wish.hours if code.endswith(f"-{part}")] for part in PARTS_OF_DAY}
    return {
        **languages, **hours, "mode": wish.mode, "place": wish.place, "would_facilitate": wish.would_facilitate,
        "topics": [topic for topic in wish.topics if topic in TOPICS],
        "other_topics": "\n".join(topic for topic in wish.topics if topic not in TOPICS),
    }  # fmt: skip


def _number(label: Any, default: int, least: int, most: int, **options: Any) -> IntegerField:
    checks = [
        InputRequired(_l("Please give a number from %(min)d to %(max)d.", min=least, max=most)),
        NumberRange(least, most, NUMBER),
    ]
    return IntegerField(label, checks, default=default, **options)


class FormingForm(Form):
    """In which bounds circles are formed."""

    smallest = _number(_l("At least so many people"), SMALLEST_FORMED, SMALLEST, LARGEST)
    size = _number(_l("Best so many"), USUAL_SIZE, SMALLEST, LARGEST)
    largest = _number(_l("At most so many"), LARGEST_FORMED, SMALLEST, LARGEST)
    minutes = SelectField(_l("How long a meeting is"), coerce=int, default=USUAL_MINUTES)
    planned_meetings = _number(_l("How many meetings"), USUAL_MEETINGS, 1, MOST_MEETINGS)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.minutes.choices = [
            SelectChoice(one, ngettext("%(num)d minute", "%(num)d minutes", one)) for one in LENGTHS
        ]

    @property
    def wanted(self) -> dict[str, int]:
        """What the action takes."""
        return {name: self[name].data for name in ("smallest", "size", "largest", "minutes", "planned_meetings")}


class MoveForm(Form):
    """Where somebody of a draft should be."""

    to = RadioField(_l("Where should they be?"), validators=[InputRequired(CHOOSE)])

    def offer(self, choices: Iterable[Any]) -> None:
        """The circles to choose from (`preview.Choice`)."""
        self.to.choices = [SelectChoice(choice.value, choice.label) for choice in choices]
