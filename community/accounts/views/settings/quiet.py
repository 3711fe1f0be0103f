"""A quiet time until a date of one's own."""

from typing import Any

from community.accounts import actions
from community.accounts.forms.people import QuietForm
from community.accounts.views import blueprint, session
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in


@blueprint.get("/settings/quiet")
@signed_in
def quiet() -> Any:
    """A break, or the way back from it."""
    return page("accounts/settings/quiet.html", form=QuietForm(), person=current_actor())


@blueprint.post("/settings/quiet")
@signed_in
def go_quiet() -> Any:
    """Quiet from now on."""
    form = QuietForm()
    if form.validate():
        try:
            actions.go_quiet(current_actor(), until=form.until.data)
        except Invalid as error:
            form.refuse(error)
        else:
            session.say_good(_("It is quiet around you now. Come back whenever you like."))
            return see_other("accounts.quiet")
    return page("accounts/settings/quiet.html", form=form, person=current_actor())


@blueprint.post("/settings/quiet/end")
@signed_in
def come_back() -> Any:
    """Here again."""
    actions.come_back(current_actor())
    session.say_good(_("Welcome back."))
    return see_other("accounts.quiet")
