"""The forms of inviting many: whom, and the button."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectChoice, SelectField
from wtforms.validators import Length, Regexp

from community.coordination.models import RosterImport
from community.coordination.queries.invitations import ALL, UNANSWERED
from community.core.forms import Form
from community.core.language import _l
from community.core.web.filters import date_words

WHOM = r"(all|unanswered|[pcr]:[A-Za-z0-9_-]{1,16})"


class ChoiceForm(Form):
    """Whom to invite, on the query string."""

    class Meta(Form.Meta):
        """Looking how many they are changes nothing."""

        csrf = False

    whom = SelectField(_l("Whom"), default=ALL, validate_choice=False)

    def offer(self, rosters: Sequence[RosterImport], programmes: Sequence[Any], cohorts: Sequence[Any]) -> None:
        """Everybody, the unanswered, the new people of each roster, each programme and each cohort of a programme that has several."""
        several = {one.name for one in programmes if one.cohorts > 1}
        everybody, roster, programme, cohort = (
            _l("Everybody"),
            _l("From one roster"),
            _l("One programme"),
            _l("One cohort"),
        )
        self.whom.choices = [
            SelectChoice(ALL, _l("Everybody who has not been invited yet"), optgroup=everybody),
            SelectChoice(UNANSWERED, _l("Those whose link ran out unanswered"), optgroup=everybody),
            *(SelectChoice(f"r:{one.public_id}", _roster_words(one), optgroup=roster) for one in rosters),
            *(SelectChoice(f"p:{one.public_id}", one.name, optgroup=programme) for one in programmes),
            *(
                SelectChoice(f"c:{one.public_id}", f"{one.programme} {one.name}".strip(), optgroup=cohort)
                for one in cohorts
                if one.programme in several
            ),
        ]

    @property
    def roster(self) -> str:
        """The public id of the roster that is asked for, if one is."""
        kind, _, public_id = (self.whom.data or "").partition(":")
        return public_id if kind == "r" else ""

    @property
    def chosen(self) -> str:
        """The choice, or everybody when it is none of ours."""
        known = {choice.value for choice in self.whom.choices}
        return self.whom.data if self.whom.data in known else ALL


def _roster_words(roster: RosterImport) -> str:
    return f"{roster.filename} · {date_words(roster.finished_at)}"


class SendForm(Form):
    """The choice as it was shown."""

    whom = HiddenField(id="whom-sent", validators=[Length(max=20), Regexp(WHOM)])
