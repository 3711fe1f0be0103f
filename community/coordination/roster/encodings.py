"""Which characters the bytes of a text file mean."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from .outcomes import Unreadable

UNICODE = frozenset({"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding. Refuses what is no text; a few broken characters stay as U+FFFD
    in their line, so that they cost that line only."""
    if encoding:
        return _as_asked(data, encoding), encoding
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(marked, "replace")), marked
    if wide := _utf16_without_mark(data):
        return _checked(data.decode(wide, "replace")), wide
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    mostly = data.decode("utf-8", "replace")
    if mostly.count("\ufffd") * 10 <= len(re.findall("[\x80-\ufffc\U00010000-\U0010ffff]", mostly)):
        return _checked(mostly), "utf-8"
    guessed = _guessed(data)
    return _checked(data.decode(guessed, "replace")), guessed


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "koi8_r", "mac_roman",
               "cp850", "shift_jis", "gb18030", "big5", "euc_kr", "euc_jp"]  # fmt: skip
_SIGN_IN_WORD = re.compile("[£¥¢¹²³¼½¾¿ª¬¯¸¶¡][a-zà-ÿ]|[a-zà-ÿ][£¥¢¹²³¼½¾¿ª¬¯¸¶¡]")  # "£ukasz" was never meant
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]")


def _as_asked(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding, "replace").removeprefix("\ufeff"))
    except (LookupError, UnicodeError, AttributeError, TypeError):
        raise Unreadable("encoding_unknown", encoding=encoding[:40]) from None


def _checked(text: str) -> str:
    """Text has hardly any control characters; a picture or a program has many."""
    head = text[:65536]
    if len(_CONTROLS.findall(head)) > 2 + len(head) / 100:
        raise Unreadable("file_not_a_table")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:4096]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) / 5 and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) / 5 and odd < even / 10 else None


def _guessed(data: bytes) -> str:
    """Decided over the lines that differ between encodings. What most spreadsheets write wins a near tie."""
    lines = [line for line in data.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:16384]
    matches = from_bytes(sample, cp_isolation=_CANDIDATES)
    best = matches.best()
    if best is None:
        return "cp1252"
    western = [match for match in matches if match.encoding == "cp1252" or "cp1252" in match.could_be_from_charset]
    if _SIGN_IN_WORD.search(sample.decode("cp1252", "replace")):
        return next((match.encoding for match in matches if match.encoding != "cp1252"), "cp1252")
    if western and western[0].chaos <= best.chaos + 0.02 and western[0].coherence >= best.coherence - 0.1:
        return "cp1252"
    return best.encoding
