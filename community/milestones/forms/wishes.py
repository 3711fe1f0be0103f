"""Which days home may remind somebody of."""

from wtforms import BooleanField

from community.core.forms import Form
from community.core.language import _l


class WishesForm(Form):
    """One box for each kind of day; nothing is chosen beforehand."""

    anniversary = BooleanField(
        _l("Anniversaries of my mentorships"),
        description=_l("After one, two, five and ten years, and then every five, around the day on which it began."),
    )
