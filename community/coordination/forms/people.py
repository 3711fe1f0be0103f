"""The forms about people: looking them up, suspending, their role, inviting."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    DateField,
    EmailField,
    RadioField,
    SearchField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from community.coordination.queries.people import Wanted
from community.core.forms import Form
from community.core.language import _l

ROLE_NAMES: dict[str, Any] = {
    "member": _l("Member"),
    "moderator": _l("Moderator"),
    "coordinator": _l("Coordinator"),
}
ROLE_HINTS: dict[str, Any] = {
    "member": _l("Takes part like everybody."),
    "moderator": _l("Also decides about reports. Needs a second factor to sign in."),
    "coordinator": _l(
        "Also runs the programme: sees this page, imports rosters, invites. Needs a second factor to sign in."
    ),
}
STANDING_NAMES: dict[str, Any] = {
    "invited": _l("not joined yet"),
    "waiting": _l("asks to join"),
    "active": _l("active"),
    "quiet": _l("quiet for a while"),
    "suspended": _l("suspended"),
    "left": _l("has left"),
}
INVITATION_NAMES: dict[str, Any] = {
    "none": _l("not invited yet"),
    "waiting": _l("waiting"),
    "sent": _l("sent"),
    "opened": _l("link opened"),
    "bounced": _l("came back"),
    "joined": _l("joined"),
    "withdrawn": _l("taken back"),
}


def _of(names: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, name) for value, name in names.items()]


def _any_of(names: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice("", _l("Any")), *_of(names)]


class LookUpForm(Form):
    """Filters on the query string."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    q = SearchField(_l("Name or e-mail"))
    standing = SelectField(_l("Standing"), choices=_any_of(STANDING_NAMES))
    role = SelectField(_l("Role"), choices=_any_of(ROLE_NAMES))
    invitation = SelectField(_l("Invitation"), choices=_any_of(INVITATION_NAMES))
    cohort = SelectField(_l("Cohort"), choices=_any_of({}), validate_choice=False)

    def offer(self, cohorts: Sequence[Any]) -> None:
        """The cohorts to choose from."""
        self.cohort.choices = _any_of({one.public_id: f"{one.programme} {one.name}".strip() for one in cohorts})

    @property
    def wanted(self) -> Wanted:
        """What is looked for; what cannot be meant is not looked for."""

        def chosen(field: Any, known: dict[str, Any]) -> str:
            return field.data if field.data in known else ""

        return Wanted(
            words=(self.q.data or "")[:100],
            role=chosen(self.role, ROLE_NAMES),
            standing=chosen(self.standing, STANDING_NAMES),
            invitation=chosen(self.invitation, INVITATION_NAMES),
            cohort=(self.cohort.data or "")[:16],
        )


class SuspensionForm(Form):
    """Why, and until when."""

    reason = TextAreaField(
        _l("The reason"), description=_l("The person reads it when they try to sign in."),
        validators=[InputRequired(_l("Please say why: the person will read it.")), Length(max=2000)],
    )  # fmt: skip
    until = DateField(
        _l("Until"), description=_l("Leave it empty for “until further notice”."), validators=[Optional()]
    )


class RoleForm(Form):
    """What somebody may do."""

    role = RadioField(_l("Role"), choices=_of(ROLE_NAMES))


class InviteForm(Form):
    """One person to invite."""

    name = StringField(
        _l("Name"),
        validators=[DataRequired(_l("Please give a name, so that the invitation can greet them.")), Length(max=200)],
    )
    email = EmailField(
        _l("E-mail"),
        validators=[
            DataRequired(_l("Please give the address the invitation goes to.")),
            Email(_l("This does not look like a complete e-mail address.")),
            Length(max=254),
        ],
    )
