"""/settings/mail: what one hears of by mail, at once, in the letter or not at all, how often, and when the letter comes."""

from typing import Any

from flask import flash

from community.core import settings
from community.core.errors import Invalid
from community.core.feature import Urgency
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in
from community.notifications import actions
from community.notifications.forms import WishesForm, wishes_form
from community.notifications.topics import choosable, rooms
from community.notifications.views import blueprint
from community.notifications.wording import held_words


@blueprint.get("/settings/mail")
@signed_in
def wishes() -> Any:
    """What holds now."""
    return show()


@blueprint.post("/settings/mail")
@signed_in
def set_wishes() -> Any:
    """Take the choices."""
    form = wishes_form(current_actor())
    if not form.validate():
        return show(form)
    try:
        actions.set_mail(
            current_actor(),
            ways=form.ways(),
            mails_a_week=form.mails_a_week.data,
            rhythm=form.rhythm.data,
            weekday=form.weekday.data,
            hour=form.hour.data,
        )
    except Invalid as error:
        form.refuse(error)
        return show(form)
    flash(held_words(current_actor()), "good")
    if _loses_times(form):
        flash(_("Times you agreed on no longer come by mail at once: your calendar does not hear when one is moved or cancelled."), "warn")  # fmt: skip
    return see_other("notifications.wishes")


def show(form: WishesForm | None = None) -> Any:
    """The page, with what was typed when it was refused."""
    return page(
        "notifications/wishes.html",
        form=form or wishes_form(current_actor()),
        rooms=rooms(),
        times=Urgency.TIME,
        usual=settings.current().mails_a_week,
        person=current_actor(),
    )


def _loses_times(form: WishesForm) -> bool:
    ways = form.ways()
    return any(ways[name] != "now" for name, topic in choosable().items() if topic.urgency == Urgency.TIME)
