"""Text into the words that are indexed, and what a person typed into what is asked for.

Both databases are given ready words by these functions and split nothing themselves, so that they
find the same, and so that nothing a person types can be a syntax error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from community.core.text import fold

LONGEST_WORD = 64
MOST_WORDS = 8_000  # of one entry
MOST_TERMS = 12  # of one question


@dataclass(frozen=True)
class Term:
    """Words that must stand side by side; with `prefix` the last of them may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def parse(typed: str | None) -> tuple[Term, ...]:
    """What a person typed as terms that must all be found: words, "quoted phrases", the last word as a beginning.

    Signs mean nothing, an open quotation ends with the text, and nothing to look for is an empty tuple.
    """
    terms: list[Term] = []
    typed = _QUOTES.sub('"', (typed or "")[:1_000])
    for quoted, word in re.findall(r'"([^"]*)"?|([^\s"]+)', typed):
        if words := tuple(split(quoted or word)[:MOST_TERMS]):
            terms.append(Term(words, prefix=not quoted))
    terms = terms[:MOST_TERMS]
    last = len(terms) - 1
    asked = (Term(term.words, term.prefix and n == last and _may_go_on(term)) for n, term in enumerate(terms))
    return tuple(dict.fromkeys(asked))


def indexed(text: str | None) -> list[str]:
    """The words an entry is found by, in order; words with an apostrophe again at the end, written as one."""
    words = split(text)[:MOST_WORDS]
    joined = [word for written in _JOINED.findall(text or "") for word in split(_APOSTROPHES.sub("", written))]
    return words + joined[:MOST_WORDS]


def split(text: str | None) -> list[str]:
    """The folded words of a text. Scripts written without blanks (Chinese, Thai…) give one word for each sign."""
    folded = fold(text)
    if folded.isascii():
        return [word[:LONGEST_WORD] for word in re.findall(r"[a-z0-9]+", folded)]
    return [word[:LONGEST_WORD] for word in _patterns().findall(folded)]


def matches(terms: Sequence[Term], word: str) -> bool:
    """Whether a single folded word is one that was asked for (to mark it in a text)."""
    return any(
        word == asked or (term.prefix and n == len(term.words) - 1 and word.startswith(asked))
        for term in terms
        for n, asked in enumerate(term.words)
    )


def _may_go_on(term: Term) -> bool:
    """A sign of a script without blanks is complete in itself."""
    return not re.match(f"[{_UNSPACED}]", term.words[-1])


_QUOTES = re.compile("[“”„‟«»‹›「」『』＂]")
_APOSTROPHES = re.compile("['’ʼ＇]")
_JOINED = re.compile(r"\b[^\W_]+(?:['’ʼ＇][^\W_]+)+")
# Kana, Han with its extensions, Hangul; Thai, Lao, Myanmar, Khmer.
_UNSPACED = (
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)


@lru_cache(maxsize=1)
def _patterns() -> re.Pattern[str]:
    """A sign of an unspaced script with its marks, or a run of letters, digits and marks of any other."""
    marks = "".join(re.escape(chr(code)) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")
    letter = f"[^\\W_{_UNSPACED}]"
    return re.compile(f"(?:(?![\\W_])[{_UNSPACED}])[{marks}]*|{letter}(?:{letter}|[{marks}])*")
