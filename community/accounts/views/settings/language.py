"""Language, time zone and colours."""

from typing import Any

from flask_babel import refresh

from community.accounts import actions
from community.accounts.forms.people import PreferencesForm
from community.accounts.views import blueprint, session
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, see_other, signed_in


@blueprint.get("/settings/language")
@signed_in
def language() -> Any:
    """How the site speaks to one."""
    return page("accounts/settings/language.html", form=_form())


@blueprint.post("/settings/language")
@signed_in
def set_language() -> Any:
    """From the next page on."""
    form = _form()
    if form.validate():
        try:
            actions.set_language_and_zone(current_actor(), language=form.language.data, time_zone=form.time_zone.data)
        except Invalid as error:
            form.refuse(error)
        else:
            refresh()
            session.say_good(_("Saved."))
            return see_other("accounts.language")
    return page("accounts/settings/language.html", form=form)


def _form() -> PreferencesForm:
    actor = current_actor()
    return PreferencesForm(data={"language": actor.language, "time_zone": actor.time_zone})
