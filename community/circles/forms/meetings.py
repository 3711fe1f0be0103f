"""What is typed about meetings: when and where, whether one comes, what is written, who leads, who was there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from wtforms import (
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from community.circles.agenda_texts import AGENDAS
from community.circles.meeting_words import ANSWER_WORDS, RHYTHM_WORDS
from community.circles.models import (
    LENGTHS,
    LONGEST_ADDRESS,
    LONGEST_AGENDA,
    LONGEST_NOTES,
    LONGEST_WHY,
    MOST_IN_A_SERIES,
    CircleMeeting,
)
from community.core.errors import Invalid
from community.core.forms import Form
from community.core.language import _l, ngettext
from community.core.language import gettext as _
from community.core.time_fields import TimeForm, choices
from community.core.wall_time import wall

ONCE = "once"
TOO_LONG = _l("Please keep it to %(max)d characters.")
SCOPE_WORDS = {"one": _l("Only this one"), "following": _l("This one and all that follow")}


class WhenForm(Form):
    """A time on one's own clock, how long, and where; after validation `moment` is the instant that is meant."""

    when = FormField(TimeForm, _l("When"))
    minutes = SelectField(_l("How long"), coerce=int)
    place = StringField(_l("Where, or a link"), [Length(max=LONGEST_ADDRESS, message=TOO_LONG)])

    def __init__(self, zone: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone
        self.minutes.choices = choices({one: ngettext("%(num)d minute", "%(num)d minutes", one) for one in LENGTHS})

    @property
    def moment(self) -> datetime:
        """The instant, once it has been read."""
        assert self.when.form.moment is not None
        return self.when.form.moment

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the time on the clock of whoever types it."""
        fine = super().validate(extra_validators)
        row = self.when.form
        row.read(self.zone)
        if row.moment is None and not row.errors:
            row.day.errors = [_("Which day?")]
        return fine and not row.errors

    def refuse(self, error: Invalid) -> None:
        """What is wrong with the time belongs to its day."""
        if error.field == "when":
            self.when.form.day.errors = [error.message]
        else:
            super().refuse(error)


class PlanForm(WhenForm):
    """One meeting, or how often and how many."""

    rhythm = RadioField(
        _l("How often"), choices=choices({ONCE: _l("Once"), **RHYTHM_WORDS}), default=ONCE, validators=[InputRequired()]
    )
    length = IntegerField(
        _l("How many meetings, if it is more than one"),
        validators=[Optional(), NumberRange(2, MOST_IN_A_SERIES, _l("A series has %(min)d to %(max)d meetings."))],
    )
    agenda = RadioField(
        _l("An agenda to begin with"),
        choices=choices({"": _l("None yet"), **{name: title for name, (title, _text) in AGENDAS.items()}}),
        default="",
    )

    @property
    def repeats(self) -> dict[str, Any]:
        """What the action is told of how often."""
        if self.rhythm.data == ONCE:
            return {"rhythm": None, "length": 1}
        return {"rhythm": self.rhythm.data, "length": self.length.data}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever wants more than one says how many."""
        fine = super().validate(extra_validators)
        if fine and self.rhythm.data != ONCE and self.length.data is None:
            self.length.errors = [_("How many meetings?")]
            return False
        return fine


class ChangeForm(WhenForm):
    """Another time, length or place."""

    scope = RadioField(_l("What changes"), choices=choices(SCOPE_WORDS), default="one")


class CancelForm(Form):
    """It does not take place."""

    scope = RadioField(_l("What does not take place"), choices=choices(SCOPE_WORDS), default="one")


class AnswerByMailForm(Form):
    """Whether one comes, and nothing else. `at`: the time that stood above the question."""

    at = HiddenField()
    answer = RadioField(
        _l("Do you come?"),
        choices=choices(ANSWER_WORDS),
        validate_choice=False,  # the action says it in words
        validators=[InputRequired(_l("Please choose yes, maybe or no."))],
    )

    @property
    def meant(self) -> datetime | None:
        """The instant for which it was said; None for nonsense."""
        try:
            return datetime.fromisoformat(self.at.data or "")
        except ValueError:
            return None

    def ask_anew(self, error: Invalid, meeting: CircleMeeting) -> None:
        """Say what is wrong; another answer is then meant for the time that stands above it now."""
        self.refuse(error)
        self.at.data = time_asked(meeting)


class AnswerForm(AnswerByMailForm):
    """Whether one comes, and privately why. `readers`: the public ids of those who were named above the field."""

    readers = HiddenField()
    reason = StringField(_l("Why, if you like"), [Length(max=LONGEST_WHY, message=TOO_LONG)])

    @property
    def named(self) -> set[str] | None:
        """Who was named; None where it was not said."""
        return None if self.readers.data is None else set(self.readers.data.split())


class WrittenForm(Form):
    """Agenda or notes. `revision`: of the words one had before one's eyes while writing."""

    words = TextAreaField(_l("Words"))
    revision = HiddenField()

    @property
    def seen(self) -> int:
        """The revision; -1, which is none, for nonsense."""
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class AgendaForm(WrittenForm):
    """What the meeting is about."""

    words = TextAreaField(_l("Agenda"), [Length(max=LONGEST_AGENDA, message=TOO_LONG)])


class NotesForm(WrittenForm):
    """What is to be remembered of it."""

    words = TextAreaField(_l("Notes"), [Length(max=LONGEST_NOTES, message=TOO_LONG)])


class RolesForm(Form):
    """Who leads, with whom, and who looks on."""

    lead = SelectField(_l("Who leads"))
    co = SelectField(_l("Together with"))
    shadow = SelectField(_l("Who looks on, to learn it"))

    def offer(self, people: Mapping[str, str]) -> None:
        """Let members be chosen: public id → name."""
        for field in (self.lead, self.co, self.shadow):
            field.choices = choices({"": _("Nobody yet"), **people})


class AttendanceForm(Form):
    """Who was there. `shown`: who was ticked when the page was opened, so that what anybody says of themselves meanwhile stays."""

    shown = HiddenField()
    present = SelectMultipleField(
        _l("Who was there?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, people: Sequence[Any]) -> None:
        """Everybody who may have been there."""
        self.present.choices = choices({one.public_id: one.name for one in people})
        self.people = {one.public_id: one.id for one in people}

    @property
    def changed(self) -> dict[int, bool]:
        """Whose tick was set or taken away, by their ids."""
        chosen, shown = set(self.present.data or ()), set((self.shown.data or "").split())
        return {person_id: one in chosen for one, person_id in self.people.items() if (one in chosen) != (one in shown)}


def time_asked(meeting: CircleMeeting) -> str:
    """What `at` says of a meeting as it is."""
    return meeting.starts_at.isoformat()


def time_of(meeting: CircleMeeting, zone: str) -> dict[str, Any]:
    """What the fields say of a meeting as it is."""
    there = wall(meeting.starts_at, zone)
    return {"when": {"day": there.date(), "at": there.time()}, "minutes": meeting.minutes, "place": meeting.place}
