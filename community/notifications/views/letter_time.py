"""When one's letter comes: a form on /settings/mail."""

from typing import Any

from flask import flash

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, see_other, signed_in
from community.notifications import actions
from community.notifications.forms.letter import LetterForm
from community.notifications.views import blueprint
from community.notifications.views.wishes import show


@blueprint.post("/settings/letter")
@signed_in
def set_letter_time() -> Any:
    """Take the choice."""
    form = LetterForm()
    if not form.validate():
        return show(letter_form=form)
    try:
        actions.set_letter_time(
            current_actor(), rhythm=form.rhythm.data, weekday=form.weekday.data, hour=form.hour.data
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return show(letter_form=form)
    none, at_most_one = (
        _("Saved. No letter comes."),
        _("Saved. One letter each time, and none when there is nothing to tell."),
    )
    flash(none if form.rhythm.data == "never" else at_most_one, "good")
    return see_other("notifications.wishes")
