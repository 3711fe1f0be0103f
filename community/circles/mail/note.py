"""The one shape of most mails about circles: a headline, a few lines, one button. No word of what is said inside."""

from collections.abc import Sequence
from typing import Any

from community.core.mail import CalendarPart, Message


def note(
    headline: str,
    lines: Sequence[str],
    action: str,
    url: str,
    *,
    why: str,
    facts: Sequence[str] = (),
    also: Sequence[tuple[str, str]] = (),
    calendar: CalendarPart | None = None,
) -> Message:
    """A mail with one button that leads to `url` (an address with host) and says why it came; `also`: further links, each with its words."""
    context: dict[str, Any] = {
        "headline": headline,
        "lines": list(lines),
        "facts": list(facts),
        "action": action,
        "url": url,
        "also": list(also),
    }
    return Message(
        template="circles_note",
        context=context,
        calendar=calendar,
        why=why,
    )
