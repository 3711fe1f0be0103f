"""Languages people speak: typed in anybody's words, kept as a code, said in the reader's words. Knows no database."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale

from community.core.text import clean_line, fold

# Their own names are understood too ("Deutsch", "日本語"): each costs a file to read, so these and no others.
UNDERSTOOD = [
    "am",
    "ar",
    "az",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "ga",
    "gl",
    "gu",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "ky",
    "lo",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "my",
    "nb",
    "ne",
    "nl",
    "nn",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "rw",
    "si",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "th",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "xh",
    "yo",
    "zh",
    "zu",
]
OFFERED_LANGUAGES = ("en", *UNDERSTOOD)  # English is what all our sentences are written in
LONGEST = 60


def language_code(typed: str) -> str:
    """The code of a language called by its English or its own name; what is known to nobody stays as it was typed."""
    typed = clean_line(typed)[:LONGEST]
    return _codes().get(fold(typed), typed)


def language_words(code: str) -> str:
    """The language in the words of the reader."""
    return _words(code, str(get_locale() or "en"))


def english_words(code: str) -> str:
    """The language in English, for the index."""
    return _words(code, "en")


def language_choices() -> list[tuple[str, str]]:
    """The languages to choose from, as (code, words), in the reader's words and order; English first."""
    return list(_choices(str(get_locale() or "en")))


def is_choice(code: str) -> bool:
    """Whether it is one of the languages to choose from."""
    return code in OFFERED_LANGUAGES


@lru_cache(maxsize=64)
def _choices(locale: str) -> tuple[tuple[str, str], ...]:
    first, *others = ((code, _words(code, locale)) for code in OFFERED_LANGUAGES)
    return (first, *sorted(others, key=lambda one: fold(one[1])))


@lru_cache(maxsize=4096)
def _words(code: str, locale: str) -> str:
    try:
        return str(Locale.parse(locale).languages.get(code) or code)
    except (UnknownLocaleError, ValueError):
        return code


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    found = {}
    for code in UNDERSTOOD:
        found[fold(Locale(code).get_language_name(code))] = code
    for code, name in Locale("en").languages.items():
        if "_" not in code and len(code) <= 3:
            found[fold(name)] = code
            found.setdefault(code, code)
    return found
