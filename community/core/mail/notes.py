"""The one shape of most mails: a headline, a few facts and lines, one button, further links, why it came. No private words."""

from collections.abc import Collection, Sequence
from typing import Any

from community.core.mail.message import CalendarPart, Message


def note(
    headline: str,
    lines: Sequence[str],
    action: str,
    url: str,
    *,
    why: str,
    facts: Sequence[Any] = (),
    also: Sequence[tuple[str, str]] = (),
    calendar: CalendarPart | None = None,
    page: str = "",
    thread: str = "",
    names: Collection[int] = (),
) -> Message:
    """A mail with one button that leads to `url` (an address with host); `also`: further links, each with its words.

    `page` is said where the button is a key that opens something signed out (see Message); otherwise it is the button's.
    `thread` is said where the mail was not posted about the thing itself (see Message). `names`: whom the headline names, by id.
    """
    context: dict[str, Any] = {
        "headline": headline,
        "lines": list(lines),
        "facts": [str(fact) for fact in facts],
        "action": action,
        "url": url,
        "also": list(also),
    }
    # What can be done signed out, from the letter too.
    keys = [(action, url)] if page and page != url else []
    steps = [*keys, *also]
    return Message("note", context, calendar, why=why, page=page or url, thread=thread, steps=steps, names=names)
