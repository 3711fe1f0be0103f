"""What is typed about a circle itself: when it is started, and when its facilitator changes it."""

from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from community.circles.models import (
    LARGEST,
    LENGTHS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_PURPOSE,
    LONGEST_TOPIC,
    MOST_MEETINGS,
    MOST_TOPICS,
    SMALLEST,
    USUAL_MEETINGS,
    USUAL_MINUTES,
    USUAL_SIZE,
    Circle,
)
from community.circles.wording import JOINING_WORDS, MODE_WORDS, RHYTHM_WORDS
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.spoken import language_choices
from community.core.time_fields import choices

WITHIN = _l("Please keep it to %(max)d characters.")
FROM_TO = _l("Please choose a number from %(min)d to %(max)d.")
PLAIN = ("name", "purpose", "language", "mode", "place", "size", "planned_meetings", "rhythm", "minutes", "joining",
         "is_listed", "takes_turns")  # fmt: skip


class CircleForm(Form):
    """Everything a circle says of itself, and how it means to meet."""

    name = StringField(
        _l("Name"), [InputRequired(_l("Please give the circle a name.")), Length(max=LONGEST_NAME, message=WITHIN)]
    )
    purpose = TextAreaField(
        _l("What is it for?"),
        [InputRequired(_l("Please say what the circle is for.")), Length(max=LONGEST_PURPOSE, message=WITHIN)],
        description=_l("What you would like to think about together, and for whom it is. Two or three sentences."),
    )
    topics = StringField(
        _l("Topics"),
        [Length(max=MOST_TOPICS * (LONGEST_TOPIC + 2), message=WITHIN)],
        description=_l("Up to five, separated by commas: leading, first job, writing …"),
    )
    language = SelectField(_l("Language"))
    mode = RadioField(_l("In person or remote?"), choices=choices(MODE_WORDS), default="remote")
    place = StringField(
        _l("Where people live or meet"),
        [Length(max=LONGEST_PLACE, message=WITHIN)],
        description=_l("A town or region is enough. The address of a meeting stays among the members."),
    )
    size = IntegerField(
        _l("How many places?"),
        [InputRequired(_l("Please give a number.")), NumberRange(SMALLEST, LARGEST, FROM_TO)],
        default=USUAL_SIZE,
        description=_l("You included. Four to eight are enough to hear everybody; six is a good number."),
    )
    planned_meetings = IntegerField(
        _l("How many meetings do you plan?"),
        [InputRequired(_l("Please give a number.")), NumberRange(1, MOST_MEETINGS, FROM_TO)],
        default=USUAL_MEETINGS,
        description=_l(
            "Then the circle looks back, and ends or begins anew. People join more easily when there is an end."
        ),
    )
    rhythm = RadioField(_l("How often?"), choices=choices(RHYTHM_WORDS), default="month")
    minutes = SelectField(_l("How long is a meeting?"), coerce=int, default=USUAL_MINUTES)
    joining = RadioField(_l("Who can join?"), choices=choices(JOINING_WORDS), default="on_request")
    is_listed = BooleanField(
        _l("Members can find this circle"),
        default=True,
        description=_l(
            "They see what you write here and who is in it, never what is said inside. "
            "A circle that others came into unlisted stays so."
        ),
    )
    takes_turns = BooleanField(
        _l("We take turns in leading the meetings"),
        description=_l("Each meeting is proposed to another member, who may pass it on."),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language.choices = language_choices()
        self.minutes.choices = [(length, _("%(number)d minutes", number=length)) for length in LENGTHS]

    @classmethod
    def of(cls, circle: Circle) -> "CircleForm":
        """The form as the circle is now."""
        return cls(data={name: getattr(circle, name) for name in PLAIN} | {"topics": ", ".join(circle.topics)})

    @property
    def wishes(self) -> dict[str, Any]:
        """What the actions take."""
        topics = [topic for topic in (self.topics.data or "").split(",") if topic.strip()]
        return {name: self[name].data for name in PLAIN} | {"topics": topics, "place": self.place.data or ""}
