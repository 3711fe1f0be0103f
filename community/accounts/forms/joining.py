"""Forms of joining: the key, and what the roster says."""

from typing import Any

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import Length

from community.accounts.forms.keys import LONG_ENOUGH, SHOWN
from community.core.forms import Form
from community.core.language import _l


class KeyForm(Form):
    """A password, or what the browser made of a passkey; one of them, unless one was kept before."""

    account = StringField(_l("You will sign in with"), render_kw=SHOWN)
    password = PasswordField(_l("Password"), description=LONG_ENOUGH, validators=[Length(max=1000)])
    credential = HiddenField()

    person: Any = None
    kept: dict[str, Any] = {}

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two must be there."""
        if not super().validate(extra_validators):
            return False
        if self.password.data or self.credential.data or self.kept:
            return True
        self.password.errors = [_l("Please choose a password, or make a passkey.")]
        return False


class RosterForm(Form):
    """The forms of all features that say something about a newcomer, as one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts: list[tuple[Any, Any]] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """All parts must be right."""
        own = super().validate(extra_validators)
        return all([own, *(part.validate() for _panel, part in self.parts)])

    @property
    def errors(self) -> dict[str, Any]:
        """Also those of the parts, so that the page becomes a 422."""
        found = dict(super().errors)
        for _panel, part in self.parts:
            found.update(part.errors)
        return found
