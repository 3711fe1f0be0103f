"""The filter of the directory: a form on the query string, so that what is found has an address."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from wtforms import SearchField, SelectField
from wtforms.widgets import Select as PlainSelect
from wtforms.widgets import html_params

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
}
LONGEST = 300


class Select(PlainSelect):
    """A list of some hundred choices, drawn in a tenth of the time the library takes."""

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        kwargs.setdefault("id", field.id)
        chosen = field.data or ""
        options = "".join(_option(value, str(label), value == chosen) for value, label in field.choices)
        return Markup(f"<select {html_params(name=field.name, **kwargs)}>{options}</select>")  # noqa: S704 - escaped above


@lru_cache(maxsize=4096)
def _option(value: str, label: str, chosen: bool) -> str:
    return f'<option value="{escape(value)}"{" selected" if chosen else ""}>{escape(label)}</option>'


class ChoiceField(SelectField):
    """One value of a kind."""

    widget = Select()


class DirectoryForm(Form):
    """What somebody looks for. Not validated: an unknown value finds nobody, which says enough."""

    class Meta(Form.Meta):
        """Nothing is changed by looking."""

        csrf = False

    q = SearchField(_l("Name, topic, place, or any word"))
    offers = ChoiceField(_l("Can help with"), validate_choice=False)
    open = ChoiceField(_l("Open to"), validate_choice=False)
    programme = ChoiceField(_l("Programme"), validate_choice=False)
    cohort = ChoiceField(_l("Cohort"), validate_choice=False)
    wants = ChoiceField(_l("Would like help with"), validate_choice=False)
    field = ChoiceField(_l("Field"), validate_choice=False)
    place = ChoiceField(_l("Place"), validate_choice=False)
    language = ChoiceField(_l("Language"), validate_choice=False)

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
    return [("", _l("Any")), *sorted(found, key=lambda choice: _folded(str(choice[1])))]


_folded = lru_cache(maxsize=4096)(fold)
