"""What is typed about a charter: a new version, or that it still fits."""

from datetime import timedelta
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from community.circles.charter_texts import HEADINGS, QUESTIONS, STARTERS
from community.circles.models import LONGEST_PART, PARTS, Charter
from community.core import clock
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.time_fields import NOT_A_DAY

TOO_LONG = _l("Please keep it to %(max)d characters.")
WRITTEN = _l("Please write a sentence or two.")
FARTHEST = timedelta(days=2 * 366)


def _part(name: str) -> TextAreaField:
    checks = [DataRequired(message=WRITTEN), Length(max=LONGEST_PART, message=TOO_LONG)]
    return TextAreaField(HEADINGS[name], checks, description=QUESTIONS[name])


class ReviewForm(Form):
    """When to look at the charter again."""

    review_on = DateField(
        _l("Look at it again on"),
        validators=[Optional()],
        description=_l("Whoever holds the circle together is asked then whether it still fits."),
        invalid_value_message=NOT_A_DAY,
    )

    def validate_review_on(self, field: Any) -> None:
        """A day that is to come, and not in a far future."""
        if field.data is None:
            return
        if not clock.today() < field.data <= clock.today() + FARTHEST:
            raise ValidationError(_("Please choose a day that is still to come, within two years."))


class CharterForm(ReviewForm):
    """A version of the charter. `replaces` says which one was changed: another one since is not overwritten."""

    purpose = _part("purpose")
    expectations = _part("expectations")
    confidentiality = _part("confidentiality")
    exceptions = _part("exceptions")
    hurt = _part("hurt")
    newcomers_read_all = BooleanField(
        _l("Whoever joins later may read what is written from now on"),
        description=_l(
            "Otherwise they read what is written after they joined. What was written until now stays as it was promised."
        ),
    )
    replaces = HiddenField()

    @property
    def replaced(self) -> int:
        """The number of the version that was changed; nonsense counts as one that never was."""
        return _number(self.replaces.data)

    @property
    def parts(self) -> dict[str, str]:
        """What was written, part by part."""
        return {part: self[part].data or "" for part in PARTS}


def charter_form(newest: Charter | None, **kwargs: Any) -> CharterForm:
    """The form, filled with the newest version; before the first with sentences to begin with."""
    if newest is None:
        told: dict[str, Any] = {part: str(words) for part, words in STARTERS.items()}
        return CharterForm(data=told | {"replaces": 0, "review_on": clock.today() + timedelta(days=182)}, **kwargs)
    told = {part: getattr(newest, part) for part in PARTS}
    ahead = newest.review_on if newest.review_on and newest.review_on > clock.today() else None
    told |= {"replaces": newest.number, "review_on": ahead, "newcomers_read_all": newest.newcomers_read_all}
    return CharterForm(data=told, **kwargs)


class SignForm(Form):
    """Signing: which version was read."""

    number = HiddenField()

    @property
    def signed(self) -> int:
        """The number of the version that was read."""
        return _number(self.number.data)


def _number(typed: Any) -> int:
    return int(typed) if str(typed or "").isdecimal() and len(str(typed)) < 9 else -1
