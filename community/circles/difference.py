"""What is different between two texts, word by word, for people to read. Knows neither Flask nor the database."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, TAKEN_OUT = "same", "added", "taken out"

# A word with the blanks that follow it. Blanks are equal everywhere: by themselves they would be compared for a long time.
_WORDS = re.compile(r"^\s+|\S+\s*")
# Comparing takes as long as there are pairs of equal words, once for each run of them; beyond this, old and new stand one
# after the other.
MOST_COMPARED = 20_000_000


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` says whether it stayed the same, was added, or was taken out."""

    kind: str
    words: str


def difference(before: str, after: str) -> list[Piece]:
    """The pieces in the order of reading; what was taken out stands before what was added in its place.

    All but what was added is `before`, all but what was taken out is `after`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    return list(_whole(_joined(_pieces(old, new))))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    before, after = ([word.rstrip() for word in words] for words in (old, new))
    if _effort(before, after) > MOST_COMPARED:
        yield from (Piece(TAKEN_OUT, "".join(old)), Piece(ADDED, "".join(new)))
        return
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            for number, word in enumerate(before[i:j]):
                yield Piece(SAME, word)
                yield from _told(old[i + number][len(word) :], new[k + number][len(word) :])
            continue
        yield Piece(TAKEN_OUT, "".join(old[i:j]))
        yield Piece(ADDED, "".join(new[k:m]))


def _effort(before: list[str], after: list[str]) -> int:
    """The most steps that comparing may take: none for texts that are the same."""
    if before == after:
        return 0
    known = Counter(after)
    return sum(known[word] for word in before) * min(len(before), len(after))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """One piece for a whole run of changes: a blank that stayed the same between two changed words tears them apart."""
    out, into = "", ""
    for piece in pieces:
        if piece.kind == SAME and (piece.words.strip() or not (out and into)):
            yield from _told(out, into)
            out = into = ""
            yield piece
            continue
        out += "" if piece.kind == ADDED else piece.words
        into += "" if piece.kind == TAKEN_OUT else piece.words
    yield from _told(out, into)


def _whole(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """One piece for a whole run of what stayed the same."""
    same = ""
    for piece in pieces:
        if piece.kind == SAME:
            same += piece.words
            continue
        if same:
            yield Piece(SAME, same)
        same = ""
        yield piece
    if same:
        yield Piece(SAME, same)


def _told(out: str, into: str) -> Iterator[Piece]:
    if out == into:
        if out:
            yield Piece(SAME, out)
        return
    if out:
        yield Piece(TAKEN_OUT, out)
    if into:
        yield Piece(ADDED, into)
