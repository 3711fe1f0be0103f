"""The form every feature's forms stand on: CSRF, cleaned text, and refusals of the domain on their field."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from markupsafe import Markup, escape
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.widgets import Select

from community.core import text
from community.core.errors import Invalid


class Choices(Select):
    """A select box with the same markup as the library's, which takes longer for its hundred cohorts than for all the rest."""

    @classmethod
    def render_option(cls, choice: Any, **kwargs: Any) -> Markup:
        """One choice."""
        if kwargs or choice.render_kw or not isinstance(choice.value, str):
            return super().render_option(choice, **kwargs)
        chosen = "selected " if choice.selected else ""
        label = escape(choice.label or choice.value)
        return Markup(f'<option {chosen}value="{escape(choice.value)}">{label}</option>')  # noqa: S704 - all escaped


class Form(FlaskForm):
    """A form of the interface. `form.refuse(error)` shows what an action refused, where it belongs."""

    class Meta(FlaskForm.Meta):
        """One cleaning for all text: no control or direction-changing characters, no blanks around it."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What a form has sent. JSON is not sent by forms: the library would read it, and stumble over a list."""
            if formdata is _Auto and request and request.is_json:
                return None
            return super().wrap_formdata(form, formdata)

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            kind = unbound_field.field_class
            if issubclass(kind, TextAreaField):
                options["filters"] = [*unbound_field.kwargs.get("filters", ()), _clean_text]
            elif issubclass(kind, IntegerField):
                options["filters"] = [*unbound_field.kwargs.get("filters", ()), _no_giant]
            elif kind is SelectField:
                options["widget"] = unbound_field.kwargs.get("widget", _choices)
            elif issubclass(kind, StringField) and not _is_secret(kind):
                options["filters"] = [*unbound_field.kwargs.get("filters", ()), _clean_line]
            return unbound_field.bind(form=form, **options)

    def refuse(self, error: Invalid) -> None:
        """Put the words of a refusal on the field it names, or on the form as a whole."""
        field = self._fields.get(error.field or "")
        if field is not None:
            field.errors = [*field.errors, error.message]
        else:
            self.form_errors.append(error.message)


_choices = Choices()


def _no_giant(value: Any) -> Any:
    """A number no column holds counts as none: the library's validators, and the database, stumble over it."""
    return value if not isinstance(value, int) or abs(value) < 2**31 else None


def _is_secret(kind: type) -> bool:
    """Passwords are kept to the letter."""
    return kind.__name__ == "PasswordField"


def _clean_line(value: Any) -> Any:
    return text.clean_line(value) if isinstance(value, str) else value


def _clean_text(value: Any) -> Any:
    return text.clean_text(value) if isinstance(value, str) else value
