"""What people type: cleaned before it is kept, folded before it is compared, made safe before it is shown.

Pure functions on strings. Nothing here knows the database, the request or the language of the reader.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

# --- kept -----------------------------------------------------------------------------------------------------


def clean_line(text: str | None, *, isolates: bool = False) -> str:
    """One line without anything invisible in it: for names, headlines, titles, addresses.

    Composes (NFC), drops control characters, bidirectional overrides and zero-width characters that
    hide something, turns every run of blanks into one and trims. None gives "". `isolates`: keeps those around a name,
    for sentences of our own.
    """
    hidden = _HIDDEN_BUT_ISOLATES if isolates else _HIDDEN
    return " ".join(_visible(text or "", hidden).replace("\u2800", " ").split())


def clean_text(text: str | None) -> str:
    """Several lines, cleaned like `clean_line` but with paragraphs kept: at most one empty line in a row."""
    lines = (line.rstrip() for line in _visible(_LINE_ENDS.sub("\n", text or "")).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LETTERS = re.compile("[\u115f\u1160\u3164\uffa0]")  # Hangul fillers: letters to a computer, nothing to a reader
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\u00ad\u034f\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # nothing to see
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e0fff]"  # half characters, and tags that smuggle text
)
_HIDDEN_BUT_ISOLATES = re.compile(_HIDDEN.pattern.replace("\u2066-\u2069", "\u2066\u2067"))
_JOINERS = re.compile("[\u200c\u200d]+")


def _visible(text: str, hidden: re.Pattern[str] = _HIDDEN) -> str:
    text = _BLANK_LETTERS.sub(" ", hidden.sub("", text))
    return unicodedata.normalize("NFC", _JOINERS.sub(_join, text))


def _join(run: re.Match[str]) -> str:
    """A joiner belongs to Persian, Indic scripts and emoji; between Latin letters it only hides a difference."""
    text, start, end = run.string, run.start(), run.end()
    inside = start > 0 and end < len(text) and text[start - 1] >= "\u0590" and text[end] >= "\u0590"
    return run.group()[0] if inside else ""


# --- set apart ------------------------------------------------------------------------------------------------

FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ISOLATED = re.compile("\u2068([^\u2068\u2069]*)\u2069")


def isolated(words: str) -> str:
    """Words for the middle of a sentence: those written from right to left keep to themselves, so that the rest reads in order."""
    if words.isascii() or FIRST_STRONG_ISOLATE in words or not _RIGHT_TO_LEFT.search(words):
        return words
    return f"{FIRST_STRONG_ISOLATE}{words}{END_OF_ISOLATE}"


def isolated_in_html(page: str) -> str:
    """The same in HTML's own way, <bdi>, for programs that know no better; what stands between the tags alone."""
    if FIRST_STRONG_ISOLATE not in page:
        return page
    head, body, rest = page.partition("<body")
    return head + body + re.sub(">[^<]+<", lambda text: _ISOLATED.sub(r"<bdi>\1</bdi>", text.group()), rest)


def cut(words: str, most: int) -> str:
    """The first so many letters, with what is set apart at the cut closed again."""
    kept = words[:most]
    return kept + END_OF_ISOLATE * (kept.count(FIRST_STRONG_ISOLATE) - kept.count(END_OF_ISOLATE))


# --- compared -------------------------------------------------------------------------------------------------


def fold(text: str | None) -> str:
    """The text without case and accents, for comparing and searching: "Łukasz" and "lukasz" are the same.

    Marks are taken off Latin, Greek, Cyrillic, Arabic and Hebrew letters; vowel signs of other scripts stay,
    for there they make a different word. Folding twice changes nothing.
    """
    if not text:
        return ""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text)
    for _ in range(2):  # some letters decompose into capitals, some capitals into marks
        folded = unicodedata.normalize("NFKD", _MARKS.sub("", folded.casefold()))
    return unicodedata.normalize("NFC", _MARKS.sub("", folded.translate(_PLAIN_LETTERS)))


_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0640]"
)
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
     "ŋ": "n", "ĸ": "k", "ƒ": "f", "ɖ": "d", "ɗ": "d", "ɓ": "b", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɨ": "i",
     "ʉ": "u", "ƀ": "b", "ɫ": "l", "ƙ": "k", "ƴ": "y", "ß": "ss"}
)  # fmt: skip


# --- shown ----------------------------------------------------------------------------------------------------

KEPT = 4096  # of what is shown again and again


def markdown(text: str | None) -> Markup:
    """A person's words as safe HTML: emphasis, lists, quotes, code and links to other sites, bare addresses too; nothing else.

    No headings (the page has its own), no pictures, no HTML of theirs, no links into this site that pretend to be ours.
    """
    rendered = _MARKDOWN.render(text or "")
    return Markup(  # noqa: S704 - the one place where somebody's text becomes markup, after nh3
        nh3.clean(
            rendered,
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            url_relative="deny",
            link_rel="nofollow noopener ugc",
        )
    )


@lru_cache(maxsize=KEPT)
def plain(text: str | None, length: int | None = None) -> str:
    """The words of a Markdown text in one line, for excerpts; cut after a whole word when longer than `length`."""
    words = re.sub(r"<(?=/?(?:p|li|ul|ol|blockquote|pre|br|hr)\b)", " <", _MARKDOWN.render(text or ""))
    line = clean_line(html.unescape(nh3.clean(words, tags=set())))
    if length is None or len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.-") + "…"


@lru_cache(maxsize=KEPT)
def initials(name: str | None) -> str:
    """One or two letters to stand for a face: of the first and the last word that has a letter."""
    letters = [found.group() for word in clean_line(name).split() if (found := _FIRST_LETTER.search(word))]
    chosen = letters if len(letters) < 2 else [letters[0], letters[-1]]
    return "".join(
        unicodedata.normalize("NFC", letter.upper()) if len(letter.upper()) == len(letter) else letter
        for letter in chosen
    )


_FIRST_LETTER = re.compile(r"[^\W_]")
_TAGS = {"p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a"}
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable("strikethrough")
    .disable(["heading", "lheading", "image", "reference"])
)
# An address as people paste it; a mark or a closing bracket at its end belongs to the sentence.
_ADDRESS = re.compile(r"""(https?://[^\s<>"“”«»]{0,1998}[^\s<>"“”«»'’.,;:!?…)\]}*_])""")


def _link_addresses(state: StateCore) -> None:
    """Bare addresses become links, outside of links and of code."""
    for block in state.tokens:
        if block.type == "inline" and "://" in block.content:
            depth, children = 0, list[Token]()
            for token in block.children or []:
                depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
                linked = token.type == "text" and not depth and "://" in token.content
                children += _with_links(token) if linked else [token]
            block.children = children


def _with_links(text: Token) -> Iterator[Token]:
    for number, piece in enumerate(_ADDRESS.split(text.content)):
        words = Token("text", "", 0, content=piece)
        if number % 2:
            yield from (Token("link_open", "a", 1, attrs={"href": piece}), words, Token("link_close", "a", -1))
        elif piece:
            yield words


_MARKDOWN.core.ruler.push("addresses", _link_addresses)
