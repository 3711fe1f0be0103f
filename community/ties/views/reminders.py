"""When one would like to be reminded of everybody who is due: one mail, at one's own hour."""

from typing import Any

from flask import flash

from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in
from community.ties import actions, queries
from community.ties.forms import ReminderForm
from community.ties.forms.reminders import EVERY_HINTS
from community.ties.views import blueprint


@blueprint.get("/ties/reminders")
@signed_in
def reminders() -> Any:
    """The form with what holds now."""
    return _page(ReminderForm(formdata=None, obj=queries.reminder_time_of(current_actor())))


@blueprint.post("/ties/reminders")
@signed_in
def set_reminders() -> Any:
    """Take the choice."""
    form = ReminderForm()
    if not form.validate():
        return _page(form)
    try:
        actions.set_reminder_time(
            current_actor(), every=form.every.data, weekday=form.weekday.data, hour=form.hour.data
        )  # fmt: skip
    except Invalid as error:
        form.refuse(error)
        return _page(form)
    flash(
        _("Saved. No mail will remind you.") if form.every.data == "never" else _("Saved. At most one mail each time, and none when nobody is due."),
        "good",
    )  # fmt: skip
    return see_other("ties.index")


def _page(form: ReminderForm) -> Any:
    return page("ties/reminders.html", form=form, hints=EVERY_HINTS)
