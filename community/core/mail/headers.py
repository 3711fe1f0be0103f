"""How the headers of our mails are written: Python's own way, but for two things.

Addresses of the web stay in one piece: Python breaks a header without blanks after 78 letters and encodes the pieces (=?utf-8?q?…?=).
In List-Unsubscribe no mail program would understand that; RFC 5322 allows a line 998 letters.

Words with letters beyond ASCII keep their blanks: Python leaves out the one between two encoded words, and so joins two words wherever
a line breaks between them (“WritingWednesdays”), or puts one into the middle of a word.
"""

from email.header import Header
from email.headerregistry import (
    HeaderRegistry,
    UniqueSingleAddressHeader,
    UniqueUnstructuredHeader,
    UnstructuredHeader,
)
from email.policy import SMTP, EmailPolicy


class WebAddress(UnstructuredHeader):
    """A header that holds an address of the web, written on one line."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it goes over the wire."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


class Words(UniqueUnstructuredHeader):
    """A subject: encoded as a whole, blanks and all."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it goes over the wire."""
        if str(self).isascii():
            return super().fold(policy=policy)  # type: ignore[misc,no-any-return]
        return f"{self.name}: {_encoded(str(self), self.name, policy)}{policy.linesep}"  # type: ignore[attr-defined]


class NamedAddress(UniqueSingleAddressHeader):
    """One address with the name of whom it belongs to, encoded as a whole."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it goes over the wire."""
        name, address = self.address.display_name, self.address.addr_spec  # type: ignore[attr-defined]
        if name.isascii() or not address.isascii():
            return super().fold(policy=policy)  # type: ignore[misc,no-any-return]
        words = _encoded(name, self.name, policy)  # type: ignore[attr-defined]
        return f"{self.name}: {words}{policy.linesep} <{address}>{policy.linesep}"  # type: ignore[attr-defined]


def _encoded(words: str, header: str, policy: EmailPolicy) -> str:
    return Header(words, "utf-8", header_name=header).encode(linesep=policy.linesep)


_registry = HeaderRegistry()
for _name, _kind in (
    ("List-Unsubscribe", WebAddress),
    ("Subject", Words),
    ("To", NamedAddress),
    ("From", NamedAddress),
):
    _registry.map_to_type(_name, _kind)  # type: ignore[arg-type]

POLICY = SMTP.clone(header_factory=_registry)
