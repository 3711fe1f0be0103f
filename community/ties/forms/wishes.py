"""What one side privately wishes of a tie, and its note "where we left off"."""

from typing import Self

from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from community.core.language import _l
from community.ties.forms.several import PartForm
from community.ties.models import LONGEST_NOTE, LONGEST_QUIET_TIMES, TieSide
from community.ties.wording import CHANNEL_WORDS, RHYTHM_WORDS

NONE = "none"


class WishesForm(PartForm):
    """Rhythm, channel and quiet times of one's own side."""

    part = "wishes"

    rhythm = SelectField(
        _l("How often would you like to hear from each other?"),
        choices=[
            SelectChoice(NONE, _l("No reminders, please")),
            *(SelectChoice(str(weeks), label) for weeks, label in RHYTHM_WORDS.items()),
        ],
    )
    way = SelectField(
        _l("How do you like best to be in touch?"),
        choices=[
            SelectChoice(NONE, _l("Any way")),
            *(SelectChoice(name, label) for name, label in CHANNEL_WORDS.items()),
        ],
    )
    quiet_times = StringField(
        _l("Times that do not suit"),
        [Length(max=LONGEST_QUIET_TIMES, message=_l("Please keep it to %(max)d characters."))],
        description=_l("A note to yourself, such as “not in August”."),
    )

    @classmethod
    def of(cls, side: TieSide) -> Self:
        """The form as this side stands."""
        return cls.standing(
            rhythm=str(side.rhythm_weeks or NONE),
            way=side.channel or NONE,
            quiet_times=side.quiet_times or "",
        )

    @property
    def rhythm_weeks(self) -> int | None:
        """The weeks that were chosen; None: no reminders."""
        return None if self.rhythm.data == NONE else int(self.rhythm.data)

    @property
    def channel(self) -> str | None:
        """The channel that was chosen; None: any."""
        return None if self.way.data == NONE else self.way.data


class NoteForm(PartForm):
    """The private note about somebody."""

    part = "note"

    note = TextAreaField(
        _l("Where we left off"), [Length(max=LONGEST_NOTE, message=_l("Please keep it to %(max)d characters."))]
    )
