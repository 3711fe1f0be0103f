"""A quiet time until a date of one's own."""

from datetime import timedelta
from typing import Any

from flask import redirect

from community.accounts import actions
from community.accounts.actions.quiet import LONGEST_QUIET
from community.accounts.forms.quiet import QuietForm
from community.accounts.views import blueprint, session
from community.core import clock
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, safe_next, see_other, signed_in
from community.core.web.filters import date_words


@blueprint.get("/settings/quiet")
@signed_in
def quiet() -> Any:
    """What a quiet time means, for how long, and how it ends."""
    return _page(_form())


@blueprint.post("/settings/quiet")
@signed_in
def go_quiet() -> Any:
    """Quiet from now on."""
    form = _form()
    if form.validate() and form.day is not None:
        try:
            actions.go_quiet(current_actor(), until=form.day)
        except Invalid as error:
            form.refuse(error)
        else:
            session.say_good(_("It is quiet around you until %(day)s.", day=date_words(form.day)))
            return see_other("accounts.quiet")
    return _page(form)


@blueprint.post("/settings/quiet/end")
@signed_in
def come_back() -> Any:
    """Back again, on the page where it was said."""
    actions.come_back(current_actor())
    session.say_good(_("Good to have you back."))
    return redirect(safe_next("/settings/quiet"), 303)


def _form() -> QuietForm:
    actor = current_actor()
    return QuietForm(clock.today(actor.time_zone), actor.quiet_until if actor.standing == "quiet" else None)


def _page(form: QuietForm) -> Any:
    today = clock.today(current_actor().time_zone)
    return page(
        "accounts/settings/quiet.html",
        form=form,
        person=current_actor(),
        earliest=today + timedelta(days=1),
        latest=today + LONGEST_QUIET,
    )
