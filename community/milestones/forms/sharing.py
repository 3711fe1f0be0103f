"""Sharing a milestone, answering one, changing it, and who can read it."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.web.bodies import SmallEnough, most_megabytes
from community.milestones.models import KINDS, LONGEST_ALT, LONGEST_WORDS

BETWEEN = ":"
LONGEST_VERSION = 9  # digits
Readers = Sequence[tuple[str, Any]]


class WithWords(Form):
    """Words, and what a picture shows."""

    most_words = LONGEST_WORDS

    words = TextAreaField(
        _l("In your words"),
        description=_l("What happened, and who or what helped. You can write **bold**, lists and links."),
        validators=[
            InputRequired(_l("Please say it in a few words.")),
            Length(max=LONGEST_WORDS, message=_l("Please make it shorter: at most %(max)d characters.")),
        ],
    )
    picture_alt = StringField(
        _l("What the picture shows"),
        description=_l("Needed with a picture: for people who cannot see it. For example: our team under a rainbow."),
        validators=[Length(max=LONGEST_ALT)],
    )


class WithPicture(WithWords):
    """Everything that can be told."""

    kind = RadioField(
        _l("What kind of news is it?"),
        choices=[SelectChoice(kind, label) for kind, label in KINDS.items()],
        validators=[InputRequired(_l("Please choose the kind that fits best."))],
    )
    on = DateField(_l("When was it?"), validators=[InputRequired(_l("Please give the day, roughly is fine."))])
    picture = FileField(_l("Picture"), validators=[Optional(), SmallEnough()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.picture.description = _(
            "JPEG, PNG, WebP or GIF, up to %(most)s MB. We remove what is hidden in it: the place, the camera.",
            most=most_megabytes(),
        )

    @property
    def stream(self) -> Any:
        """The bytes of the picture; None when none was chosen."""
        return self.picture.data.stream if self.picture.data else None

    @property
    def picture_is_lost(self) -> bool:
        """Whether a picture that was fine came with something to correct: a browser does not keep it."""
        return bool(self.errors and self.picture.data and not self.picture.errors)


class WithReaders(Form):
    """Who can read it: one choice among those its subject has."""

    audience = RadioField(_l("Who can read it?"), validators=[InputRequired(_l("Please choose who can read it."))])

    def offer(self, readers: Readers) -> None:
        """Put the choices; a cohort or circle is one choice each."""
        self.audience.choices = [SelectChoice(value, label) for value, label in readers]

    @property
    def readers(self) -> tuple[str, str | None]:
        """(audience, public id of the cohort or circle, or None)."""
        audience, _between, which = (self.audience.data or "").partition(BETWEEN)
        return audience, which or None


def readers_value(audience: str, which: str | None = None) -> str:
    """An audience as the form says it."""
    return f"{audience}{BETWEEN}{which}" if which else audience


class ShareForm(WithPicture, WithReaders):
    """Something new."""


class EditForm(WithPicture):
    """Something told before."""

    remove_picture = BooleanField(_l("Take the picture away"))


class AnswerForm(WithWords, WithReaders):
    """The yes of whoever it is about. `revision`: which version they have read."""

    revision = HiddenField()
    remove_picture = BooleanField(_l("Without the picture"))

    @property
    def version(self) -> int:
        """The version they have read; one that never was when the field was tampered with."""
        typed = self.revision.data or ""
        return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_VERSION else 0


class WiderForm(Form):
    """The readers somebody wishes for, as they stood on the page."""

    audience = HiddenField()

    readers = WithReaders.readers


class ReadersForm(WithReaders):
    """Who can read it from now on."""
