"""How the headers of our mails are written, where Python's own way is not ours.

What we write for programs stays in one piece: Python breaks a header without blanks after 78 letters and encodes the pieces
(=?utf-8?q?…?=). In List-Unsubscribe no mail program would understand that; RFC 5322 allows a line 998 letters.

Words with letters beyond ASCII keep their blanks: Python leaves out the one between two encoded words, and so joins two words wherever
a line breaks between them (“WritingWednesdays”), or puts one into the middle of a word.

And no header of ours is taken apart into its grammar to be written down again, which took longer than rendering the mail.
"""

from base64 import b64encode
from collections.abc import Iterator
from email.header import Header
from email.headerregistry import (
    Address,
    BaseHeader,
    Group,
    HeaderRegistry,
    UniqueSingleAddressHeader,
    UniqueUnstructuredHeader,
)
from email.policy import SMTP, EmailPolicy
from functools import cache
from typing import Any

FOR_PROGRAMS = (
    "Message-ID", "Date", "Auto-Submitted", "Content-Language", "In-Reply-To", "References",
    "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
)  # fmt: skip
# A line with an encoded word may have 76 letters: the name of the header, twelve for the ends, and four for each three bytes.
BYTES_OF_A_WORD = 39


class AsItStands(UniqueUnstructuredHeader):
    """A header for programs: an address of the web, an id, a date. It is written on one line, in letters of ASCII."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Take the words as they are; line ends are refused before."""
        kwds["parse_tree"], kwds["decoded"] = None, value

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it goes over the wire."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


class Words(AsItStands):
    """A subject: words beyond ASCII are encoded as a whole, blanks and all."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it goes over the wire."""
        name, words = self.name, str(self)  # type: ignore[attr-defined]
        if words.isascii():
            return f"{name}: {Header(words, header_name=name).encode(linesep=policy.linesep)}{policy.linesep}"
        return f"{name}: {_encoded(words, policy)}{policy.linesep}"


class NamedAddress(UniqueSingleAddressHeader):
    """One address with the name of whom it belongs to, encoded as a whole if it has letters beyond ASCII."""

    @classmethod
    def parse(cls, value: Address, kwds: dict[str, Any]) -> None:  # type: ignore[override]
        """Take the address as it is."""
        kwds.update(groups=[Group(None, [value])], parse_tree=None, decoded=str(value))

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it goes over the wire."""
        one: Address = self.address  # type: ignore[attr-defined]
        whole = str(one)
        if not one.display_name.isascii():
            whole = f"{_encoded(one.display_name, policy)}{policy.linesep} <{one.addr_spec}>"
        return f"{self.name}: {whole}{policy.linesep}"  # type: ignore[attr-defined]


def _encoded(words: str, policy: EmailPolicy) -> str:
    """Words as encoded words (RFC 2047), a line each: between two of them readers leave the blank out."""
    return f"{policy.linesep} ".join(f"=?utf-8?b?{b64encode(piece).decode()}?=" for piece in _pieces(words))


def _pieces(words: str) -> Iterator[bytes]:
    """Words in pieces that fit into an encoded word; no letter is cut in two."""
    piece = b""
    for letter in words:
        letter_ = letter.encode()
        if len(piece) + len(letter_) > BYTES_OF_A_WORD:
            yield piece
            piece = b""
        piece += letter_
    yield piece


class Kinds(HeaderRegistry):
    """Of what kind each header is. Python makes a class for every header of every mail; one of each is enough."""

    @cache  # noqa: B019 - there is one registry, and it stays
    def __getitem__(self, name: str) -> type[BaseHeader]:
        return super().__getitem__(name)


_kinds = Kinds()
for _name in FOR_PROGRAMS:
    _kinds.map_to_type(_name, AsItStands)  # type: ignore[arg-type]
_kinds.map_to_type("Subject", Words)  # type: ignore[arg-type]
for _name in ("From", "To"):
    _kinds.map_to_type(_name, NamedAddress)  # type: ignore[arg-type]

POLICY = SMTP.clone(header_factory=_kinds)
