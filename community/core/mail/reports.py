"""Reading the reports with which mail servers say later that a mail did not arrive (RFC 3464).

Pure: bytes in, what they say out. Everything in them comes from strangers: whatever is broken is simply not a report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import unquote
from hashlib import sha256
from typing import cast

from community.core.mail.refusals import is_about_address, status_in

LARGEST = 1024 * 1024
_CODE = re.compile(r"(?:^|[\s;])(5\d\d)\b")
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,190}>")


@dataclass(frozen=True)
class Report:
    """That one mail did not arrive at one address. `is_hard`: the address takes no mail, now or ever."""

    message_id: str
    recipients: tuple[str, ...]
    is_hard: bool
    reason: str
    fingerprint: str


def read(raw: bytes) -> list[Report]:
    """What a message reports; empty when it is no report, or names no mail."""
    if len(raw) > LARGEST:
        return []
    try:
        return list(_reports(message_from_bytes(raw)))
    except (ValueError, LookupError, TypeError, AttributeError):  # the parser meets every kind of broken mail
        return []


def _reports(message: Message) -> Iterator[Report]:
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    parts = cast(list[Message], message.get_payload())
    message_id = next((found for part in parts if (found := _id_of_original(part))), None)
    if message_id is None:
        return
    for part in parts:
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            for block in _blocks(part):
                if report := _report(block, message_id):
                    yield report


def _blocks(part: Message) -> list[Message]:
    """The groups of lines of a delivery status: one about the server, one for each recipient."""
    payload = part.get_payload()
    blocks = list(payload) if isinstance(payload, list) else []
    if len(blocks) == 1:  # a newer type, which the parser takes for one message
        rest = blocks[0].get_payload()
        blocks += [message_from_string(text) for text in re.split(r"\r?\n\r?\n", rest)] if isinstance(rest, str) else []
    return blocks


def _report(block: Message, message_id: str) -> Report | None:
    action = str(block.get("Action", "")).split("(")[0].strip().lower()
    recipients = tuple(
        {address for name in ("Original-Recipient", "Final-Recipient") if (address := _who(block, name))}
    )
    if action not in {"failed", "delayed"} or not recipients:
        return None
    status = str(block.get("Status", "")).strip()
    said = " ".join(str(block.get("Diagnostic-Code", "")).partition(";")[2].split())
    told = _CODE.search(said)
    is_hard = (
        action == "failed"
        and status.startswith("5.")
        and is_about_address(int(told[1]) if told else None, status_in(status), said)
    )
    mark = "\n".join((message_id, *sorted(recipients), action, status, str(block.get("Last-Attempt-Date", ""))))
    reason = f"{status} {said}".strip()[:500] or action
    return Report(message_id, recipients, is_hard, reason, sha256(mark.encode()).hexdigest())


def _who(block: Message, name: str) -> str:
    _kind, _, address = str(block.get(name, "")).partition(";")
    return unquote(address.strip()).strip("<>").lower()


def _id_of_original(part: Message) -> str | None:
    """The Message-ID of the mail that came back: whole, or its headers alone."""
    kind = part.get_content_type()
    payload = part.get_payload()
    original: Message | None = None
    if kind in {"message/rfc822", "message/global", "message/rfc822-headers"} and isinstance(payload, list) and payload:
        original = cast(Message, payload[0])
    elif kind in {"text/rfc822-headers", "message/global-headers"}:
        original = message_from_bytes(cast(bytes, part.get_payload(decode=True)) or b"")
    found = _MESSAGE_ID.search(str(original.get("Message-ID", ""))) if original is not None else None
    return found[0] if found else None
