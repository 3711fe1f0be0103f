"""Days and times as somebody types them on their own clock: one, or a list of some.

When the clocks change, a time may not exist or come twice: both are said beside the field, and never guessed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import wtforms
from wtforms import DateField, FormField, RadioField, SelectChoice, TimeField
from wtforms.validators import Optional

from community.core import clock
from community.core.errors import Invalid
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.wall_time import NoSuchTime, TwiceThatDay, instant
from community.core.web.filters import date_words, time_words, zone_words

BOTH = {
    "first": _l("The first one, before the clocks go back"),
    "second": _l("The second one, after the clocks have gone back"),
}
NOT_A_DAY = _l("We could not read this day. Write it like 2026-11-03.")
NOT_A_TIME = _l("We could not read this time. Write it like 16:30.")


def choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


class TimeForm(wtforms.Form):
    """One proposed time: a day and a time on the proposer's clock; `which` when the clock shows that time twice."""

    day = DateField(_l("Day"), validators=[Optional()], invalid_value_message=NOT_A_DAY)
    at = TimeField(_l("Time"), validators=[Optional()], format=["%H:%M", "%H:%M:%S"], invalid_value_message=NOT_A_TIME)
    which = RadioField(_l("Which of the two?"), choices=[], validate_choice=False, validators=[Optional()])

    moment: datetime | None = None

    def read(self, zone: str) -> None:
        """Find the instant that is meant, or say on the field why there is none."""
        day, at = self.day.data, self.at.data
        if self.day.errors or self.at.errors or (day is None and at is None):
            return
        if day is None:
            self.day.errors = [_("Which day?")]
        elif at is None:
            self.at.errors = [_("At what time?")]
        else:
            self._find(datetime.combine(day, at), zone)

    def _find(self, wall: datetime, zone: str) -> None:
        chosen = self.which.data if self.which.data in {"first", "second"} else None
        try:
            self.moment = instant(wall.date(), wall.time(), zone, chosen)
        except NoSuchTime as gap:
            self.at.errors = [_gap_words(gap, zone)]
        except TwiceThatDay:
            self.which.errors = [
                _(
                    "In %(zone)s the clocks go back that day, so this time comes twice. Which one do you mean?",
                    zone=zone_words(zone),
                )
            ]
        except OverflowError:
            self.day.errors = [NOT_A_DAY]
        if self.which.errors or chosen:
            self.which.choices = choices(BOTH)
        if self.moment is not None and self.moment <= clock.now():
            self.day.errors = [_("This is already past. Please choose a later time.")]


def _gap_words(gap: NoSuchTime, zone: str) -> str:
    suggestion = time_words(gap.suggestion.replace(tzinfo=UTC), "UTC")
    if gap.suggestion.date() != gap.wall.date():
        suggestion = _("%(day)s, %(time)s", day=date_words(gap.suggestion.date()), time=suggestion)
    return _(
        "In %(zone)s the clocks go forward then, so this time does not exist. Did you mean %(time)s?",
        zone=zone_words(zone),
        time=suggestion,
    )


class FieldList(wtforms.FieldList):
    """A list whose rows are counted in plain small numbers: the library stumbles over "²" and over thousands of digits."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            if found := re.match(rf"{re.escape(prefix)}-([0-9]{{1,3}})-", name):
                yield int(found[1])


def times_field(most: int) -> FieldList:
    """The field for up to so many proposed times."""
    return FieldList(FormField(TimeForm, _l("Time")), min_entries=most, max_entries=most)


class TimesForm(Form):
    """A form with a list of proposed `times`, which who inherits it declares (`times_field`); after validation `moments`
    holds the instants that are meant."""

    times: Any

    def __init__(self, zone: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone

    @property
    def moments(self) -> list[datetime]:
        """The proposed instants, in the order they were typed."""
        return [row.form.moment for row in self.times if row.form.moment is not None]

    @property
    def wants_times(self) -> bool:
        """Whether times have to be given at all."""
        return True

    def validate(self, extra_validators: Any = None) -> bool:
        """Read every time on the proposer's clock."""
        fine = super().validate(extra_validators)
        if not self.wants_times:
            return fine and not any(row.errors for row in self.times)
        for row in self.times:
            row.form.read(self.zone)
        if any(row.errors for row in self.times):
            self.times.errors = [row.errors for row in self.times]
            return False
        if not self.moments:
            self.times[0].form.day.errors = [self.nothing_given]
            self.times.errors = [row.errors for row in self.times]
            return False
        return fine

    nothing_given: Any = _l("Please propose at least one time.")

    def refuse(self, error: Invalid) -> None:
        """What is wrong with the times altogether belongs to the form; each time has its own words."""
        super().refuse(Invalid(error.message) if error.field == "times" else error)
