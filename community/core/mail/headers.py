"""How the headers of our mails are written: Python's own way, but addresses of the web stay in one piece.

Python breaks a header without blanks after 78 letters and encodes the pieces (=?utf-8?q?…?=). In List-Unsubscribe no mail program
would understand that; RFC 5322 allows a line 998 letters.
"""

from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.policy import SMTP, EmailPolicy


class WebAddress(UnstructuredHeader):
    """A header that holds an address of the web, written on one line."""

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header as it goes over the wire."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_registry = HeaderRegistry()
_registry.map_to_type("List-Unsubscribe", WebAddress)  # type: ignore[arg-type]

POLICY = SMTP.clone(header_factory=_registry)
