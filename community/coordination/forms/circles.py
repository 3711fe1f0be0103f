"""Looking circles up, and naming somebody who could hold one together."""

from typing import Any

from wtforms import SearchField, SelectChoice, SelectField

from community.circles.queries.overview import NEEDING, Wanted
from community.core.forms import Form
from community.core.language import _l

STATE_NAMES: dict[str, Any] = {"running": _l("running"), "closing": _l("closing"), "ended": _l("ended")}
NEED_NAMES: dict[str, Any] = {
    "orphans": _l("Nobody holds it together"),
    "abandoned": _l("Nobody in it takes part any more"),
    "anybody": _l("One of the two"),
}


class CirclesFilter(Form):
    """Filters on the query string."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    q = SearchField(_l("Name"))
    state = SelectField(
        _l("State"), choices=[SelectChoice("", _l("Any")), *(SelectChoice(*one) for one in STATE_NAMES.items())]
    )
    needs = SelectField(
        _l("Needs somebody"), choices=[SelectChoice("", _l("Any")), *(SelectChoice(*one) for one in NEED_NAMES.items())]
    )

    @property
    def wanted(self) -> Wanted:
        """What is looked for; what cannot be meant is not looked for."""
        return Wanted(
            words=(self.q.data or "")[:100],
            state=self.state.data if self.state.data in STATE_NAMES else "",
            needs=self.needs.data if self.needs.data in NEEDING else "",
        )
