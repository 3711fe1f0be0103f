"""The first step of joining: who may see what, and who may ask, before anything is told."""

from community.accounts.models import Person
from community.alumni import actions
from community.alumni.fields import FIELDS
from community.alumni.forms.choices import PrivacyForm
from community.core.audiences import Audience
from community.core.joining import JoiningStep, Kept
from community.core.language import _l


def _form(person: Person, kept: Kept) -> PrivacyForm:
    form = PrivacyForm(data=kept)
    form.shown_fields = [form[field.key] for field in FIELDS]
    return form


def _save(person: Person, kept: Kept) -> None:
    form = PrivacyForm(formdata=None, data=kept, meta={"csrf": False})
    actions.begin_profile(person, form.chosen(), form.catchups.data)


def _hides_past(kept: Kept) -> bool:
    chosen = PrivacyForm(formdata=None, data=kept, meta={"csrf": False})
    return {chosen.everything.data, chosen.chosen()["cohorts"]} != {Audience.MEMBERS.value}


privacy = JoiningStep(
    name="privacy",
    order=10,
    title=_l("Who may see what"),
    template="alumni/joining.html",
    form=_form,
    save=_save,
    hides_past=_hides_past,
)
