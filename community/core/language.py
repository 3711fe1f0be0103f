"""Words for people, translated when they are shown. Rooms that may not import Flask take them from here.

A page says some dozens of sentences, and the library looks up the language anew for each; here each sentence is
looked up once for each language.
"""

from functools import lru_cache
from typing import Any

from babel import Locale
from flask.globals import app_ctx
from flask_babel import get_locale, get_translations
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from community.core.text import isolated


def gettext(string: str, **values: Any) -> str:
    """A sentence in the reader's language, with its values put in."""
    said = translated(locale_now(), string)
    return said % set_apart(values) if values else said


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The same for a sentence with a number, which stands in it as `num`."""
    return counted(one, many, num) % set_apart({"num": num, **values})


def counted(one: str, many: str, num: int) -> str:
    """The sentence for a number, its values not put in yet."""
    return str(get_translations().ungettext(one, many, num))


def set_apart(values: dict[str, Any]) -> dict[str, Any]:
    """What is put into a sentence; a name written from right to left keeps to itself there."""
    return {name: isolated(value) if type(value) is str else value for name, value in values.items()}


def locale_now() -> Locale | None:
    """The language of this moment. flask-babel finds it out once for each request; asked a hundred times, it is slow to say."""
    try:
        return app_ctx.g._flask_babel.babel_locale or get_locale()  # type: ignore[no-any-return]
    except (AttributeError, RuntimeError):
        return get_locale()


@lru_cache(maxsize=8192)
def translated(locale: Locale | None, string: str) -> str:
    """A sentence in a language, which must be the one of this moment."""
    return str(get_translations().ugettext(string))


class Words(LazyString):
    """A sentence that is translated when it is shown. Unlike the library's, one with values is no markup: they are escaped."""

    def __html__(self) -> Markup:
        return escape(str(self))


def lazy_gettext(string: str, **values: Any) -> Any:
    """A sentence to be said later, in the language of whoever reads it then."""
    return Words(gettext, string, **values)


def lazy_ngettext(one: str, many: str, number: int, **values: Any) -> Any:
    """The same for a sentence with a number."""
    return Words(ngettext, one, many, number, **values)


_l = lazy_gettext
say = lazy_gettext

__all__ = [
    "Words",
    "_l",
    "counted",
    "gettext",
    "lazy_gettext",
    "lazy_ngettext",
    "locale_now",
    "ngettext",
    "say",
    "set_apart",
    "translated",
]
