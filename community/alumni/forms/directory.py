"""The filter of the directory: a form on the query string, so that what is found has an address."""

from typing import Any

from wtforms import SearchField, SelectField

from community.alumni.facets import KINDS, LANGUAGE, PLACE, folded_value, parts_of_place
from community.alumni.languages import language_words
from community.alumni.queries.directory import OPEN_TO, Options, Wanted
from community.core.forms import Form
from community.core.language import _l
from community.core.text import clean_line, fold

OPEN_WORDS = {
    "catchups": _l("a catch-up with you"),
    "peer_mentoring": _l("peer mentoring"),
    "circles": _l("speaking to a circle"),
    "rounds": _l("rounds"),
}
LONGEST = 300


class DirectoryForm(Form):
    """What somebody looks for. Not validated: an unknown value finds nobody, which says enough."""

    class Meta(Form.Meta):
        """Nothing is changed by looking."""

        csrf = False

    q = SearchField(_l("Name, topic, place, or any word"))
    offers = SelectField(_l("Can help with"), validate_choice=False)
    open = SelectField(_l("Open to"), validate_choice=False)
    programme = SelectField(_l("Programme"), validate_choice=False)
    cohort = SelectField(_l("Cohort"), validate_choice=False)
    wants = SelectField(_l("Would like help with"), validate_choice=False)
    field = SelectField(_l("Field"), validate_choice=False)
    place = SelectField(_l("Place"), validate_choice=False)
    language = SelectField(_l("Language"), validate_choice=False)

    @classmethod
    def on(cls, arguments: Any, options: Options) -> "DirectoryForm":
        """The form of a query string, with the values one can choose from; a chosen one that is rarer is added."""
        form = cls(formdata=arguments)
        for kind in KINDS:
            form[kind].choices = _choices(kind, options, form.asked(kind))
            form[kind].data = form.asked(kind)
        form.open.choices = [("", _l("Anything")), *((value, OPEN_WORDS[value]) for value in OPEN_TO)]
        return form

    def asked(self, kind: str) -> str:
        """What was asked for of one kind, as it is kept."""
        return folded_value(kind, clean_line(str(self[kind].data or "")[:LONGEST]))

    def wanted(self) -> Wanted:
        """What to look for."""
        single = {kind: self.asked(kind) for kind in KINDS if kind != PLACE}
        what = self.open.data if self.open.data in OPEN_TO else ""
        return Wanted(
            words=clean_line((self.q.data or "")[:LONGEST]), place=tuple(parts_of_place(self.asked(PLACE))), open_to=what, **single
        )

    @property
    def has_rarer(self) -> bool:
        """Whether a filter is in use that stands folded away under "more"."""
        return any(self.asked(kind) for kind in KINDS if kind != "offers")


def _choices(kind: str, options: Options, asked: str) -> list[tuple[str, Any]]:
    found = [(value, language_words(value) if kind == LANGUAGE else label) for value, (label, _) in options.get(kind, {}).items()]
    if asked and asked not in options.get(kind, {}):
        found.append((asked, language_words(asked) if kind == LANGUAGE else asked))
    return [("", _l("Any")), *sorted(found, key=lambda choice: fold(str(choice[1])))]
