"""What a mail server means when it says no: at the door, or later in a report.

Only a no about the address itself stops mail to it. A full mailbox empties, and a no to us (a block list, a policy, a
missing password) says nothing about the person: one bad day of ours must not turn every address into a dead one.
"""

import re
from enum import Enum

# The answer in three digits, and after it, at most servers, the enhanced status code of RFC 3463.
_STATUS = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_OF_ADDRESS = frozenset({"1.0", "1.1", "1.2", "1.3", "1.4", "1.6", "1.10", "2.0", "2.1", "4.1", "4.4", "0.0"})
_FULL = "2.2"
_CODES_OF_ADDRESS = frozenset({550, 551, 553})
_ABOUT_US = re.compile(
    r"block(ed|list)|black ?list|spam|relay|policy|reputation|denied|not permitted|authenticat|banned|prohibited|\brbl\b|dnsbl",
    re.IGNORECASE,
)
_TOO_FAST = re.compile(
    r"too (many|much|fast)|\brates?\b|rate.?limit|throttl|limit (exceeded|reached)|exceeded.{0,30}\blimit|slow down",
    re.IGNORECASE,
)
_TOO_FAST_STATUS = frozenset({"3.2", "4.5", "5.3", "7.28"})


class Meaning(Enum):
    """What to do after a no."""

    NO_SUCH_ADDRESS = "stop writing to this address"
    NOT_US = "trying again does not help, and it is not the address"
    LATER = "try again later"
    SLOW_DOWN = "whoever writes, write later"


def meaning_of(code: int, words: str) -> Meaning:
    """What an answer of a server means, given to one recipient or one mail."""
    status = status_in(words)
    if code < 500:
        slow = code == 421 or status in _TOO_FAST_STATUS or (status != _FULL and _TOO_FAST.search(words))
        return Meaning.SLOW_DOWN if slow else Meaning.LATER
    if status == _FULL or (code == 552 and status is None):
        return Meaning.LATER
    return Meaning.NO_SUCH_ADDRESS if is_about_address(code, status, words) else Meaning.NOT_US


def is_about_address(code: int | None, status: str | None, words: str) -> bool:
    """Whether a permanent no is about the address. `status`: "1.1" of "5.1.1", where the server told it."""
    if status is not None and status != "0.0":
        return status in _OF_ADDRESS
    return code in _CODES_OF_ADDRESS and not _ABOUT_US.search(words)


def status_in(words: str) -> str | None:
    """The enhanced status with which an answer begins, without its class: "1.1" of "5.1.1 no such user"."""
    found = _STATUS.match(words)
    return f"{found[2]}.{found[3]}" if found else None
