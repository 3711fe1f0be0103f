"""What is typed to find a time: the times, what suits, and the one that is chosen."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from community.circles.models import MOST_POLL_TIMES, PollTime
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.time_fields import TimesForm, choices, times_field

SUITS_WORDS = {"yes": _l("Yes"), "if_need_be": _l("If need be"), "no": _l("No")}


class PollForm(TimesForm):
    """The times that are asked for."""

    times = times_field(MOST_POLL_TIMES)


class SuitsForm(Form):
    """Each time: yes, if need be, or no. Made for its times by `suits_form`."""

    instants: dict[str, datetime]

    @property
    def times(self) -> list[Any]:
        """The fields of the times, earliest first."""
        return [self[name] for name in self.instants]

    @property
    def answers(self) -> dict[datetime, str]:
        """What was said, by instant."""
        return {self.instants[field.name]: field.data for field in self.times if field.data}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each time wants its answer."""
        fine = super().validate(extra_validators)
        for field in self.times:
            if not field.data and not field.errors:
                field.errors = [_("Yes, if need be, or no?")]
                fine = False
        return fine


def suits_form(times: Sequence[PollTime], words: Callable[[datetime], str], said: dict[int, str]) -> SuitsForm:
    """The form with one field for each of the times; `words(instant)` says one on the reader's clock, `said` is what they
    answered before, by the id of the time.

    A field is named after its instant, so that an answer never counts for another time.
    """
    instants = {time.starts_at.astimezone(UTC).strftime("at-%Y%m%dT%H%M%S"): time.starts_at for time in times}
    fields: dict[str, Any] = {
        name: RadioField(words(moment), choices=choices(SUITS_WORDS), validators=[Optional()])
        for name, moment in instants.items()
    }
    made = type("SuitsForm", (SuitsForm,), fields | {"instants": instants})
    own = {name: said.get(time.id) for name, time in zip(instants, times, strict=True)}
    return made(data=own)  # type: ignore[no-any-return]


class ChoiceForm(Form):
    """The time that was chosen."""

    starts_at = HiddenField()

    @property
    def chosen(self) -> datetime | None:
        """The instant; None for nonsense."""
        try:
            moment = datetime.fromisoformat(self.starts_at.data or "")
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None
