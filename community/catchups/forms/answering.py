"""What is typed as an answer: each proposed time yes, if need be or no; one of what is possible; or "not now"."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import wtforms
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import Length, Optional

from community.accounts.models import Person
from community.catchups.models import ANSWERS, LONGEST_PLACE, CatchUpTime
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.time_fields import NOT_A_DAY, choices


class PlacedForm(Form):
    """An answer that may say where, too."""

    place = StringField(
        _l("Where, or a link"), [Length(max=LONGEST_PLACE, message=_l("Please keep it to %(max)d characters."))]
    )


class AcceptForm(PlacedForm):
    """Yes to one of the offered times."""

    starts_at = RadioField(_l("Which time suits you?"), choices=[], validate_choice=False)

    def offer(self, times: Sequence[CatchUpTime], words: Callable[[datetime], str]) -> None:
        """Show these times; `words(instant)` says one on the reader's clock."""
        self.starts_at.choices = choices({time.starts_at.isoformat(): words(time.starts_at) for time in times})

    def validate_starts_at(self, field: Any) -> None:
        """Demand one; whether it is still offered, the action finds out."""
        if self.chosen is None:
            raise wtforms.ValidationError(_("Please choose one of the times."))

    @property
    def chosen(self) -> datetime | None:
        """The chosen instant, or None when none was, or nonsense was sent."""
        try:
            moment = datetime.fromisoformat(self.starts_at.data or "")
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None


class AnswerForm(PlacedForm):
    """Each offered time: yes, if need be, or no. Made for its times by `answer_form`."""

    instants: dict[str, datetime]

    @property
    def answers(self) -> dict[datetime, str]:
        """What was said, by instant; times that were left open are missing."""
        return {self.instants[field.name]: field.data for field in self.times if field.data}

    @property
    def times(self) -> list[Any]:
        """The fields of the times, earliest first."""
        return [self[name] for name in self.instants]

    def validate(self, extra_validators: Any = None) -> bool:
        """One yes is enough; without one every time wants its answer."""
        fine = super().validate(extra_validators)
        if "yes" in self.answers.values():
            return fine
        for field in self.times:
            if not field.data and not field.errors:
                field.errors = [_("Yes, if need be, or no?")]
                fine = False
        return fine


def answer_form(times: Sequence[CatchUpTime], words: Callable[[datetime], str], **kwargs: Any) -> AnswerForm:
    """The form with one field for each of these times; `words(instant)` says one on the reader's clock.

    A field is named after its instant: an answer never counts for another time, whatever was proposed meanwhile.
    """
    instants = {name_of(time.starts_at): time.starts_at for time in times}
    fields: dict[str, Any] = {
        name: RadioField(words(moment), choices=choices(ANSWERS), validators=[Optional()])
        for name, moment in instants.items()
    }
    return type("AnswerForm", (AnswerForm,), fields | {"instants": instants})(**kwargs)  # type: ignore[no-any-return]


def name_of(moment: datetime) -> str:
    """The name of the field about one time."""
    return moment.astimezone(UTC).strftime("at-%Y%m%dT%H%M%S")


class NotNowForm(Form):
    """Not now; when to ask again, and whom to ask instead, for whom would like to say that."""

    ask_after = DateField(_l("Ask me again after"), validators=[Optional()], invalid_value_message=NOT_A_DAY)
    instead = SelectField(_l("Maybe ask somebody else"), choices=[], validate_choice=False)

    def offer(self, people: Sequence[Person]) -> None:
        """Let one of these people be suggested; whether it may be, the action finds out."""
        self.people = {person.public_id: person for person in people}
        self.instead.choices = choices(
            {"": _("Nobody in particular")} | {key: person.name for key, person in self.people.items()}
        )

    @property
    def suggested(self) -> Person | None:
        """Who is suggested instead."""
        return self.people.get(self.instead.data or "")

    def validate_instead(self, field: Any) -> None:
        """Only somebody of the list, or nobody."""
        if field.data and self.suggested is None:
            raise wtforms.ValidationError(_("Please choose somebody from the list."))


class AskAfterForm(Form):
    """The same from a mail: only when to ask again."""

    ask_after = DateField(_l("Ask me again after"), validators=[Optional()], invalid_value_message=NOT_A_DAY)
