"""What a composer gives back: a template with its context, and perhaps a calendar part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from community.core.letter import Line


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar body with its method (REQUEST, CANCEL, REPLY …), which must stand in the MIME header too."""

    method: str
    ics: bytes
    filename: str = "invite.ics"


@dataclass(frozen=True)
class Message:
    """A mail to be rendered from templates/mail/<template>/{subject.txt,body.txt,body.html}; body.html may be missing.

    `why` is the plain sentence for the footer that says why this came. `headers` are further headers,
    for example List-Unsubscribe. Mails about one thing stand together in the reader's mailbox: `thread` names it,
    "catchup:12"; left out, it is the beginning of what the mail was posted about ("catchup:12:asked").
    `page` is the page of the site, for who is signed in, on which the same can be read and done (an address with host, never
    a link that is a key): the inbox and the letter lead there. `steps` are links for the letter, each with its words; `lines`:
    what the letter says instead of the subject, where that would say too little. `names`: the ids of everybody whom the subject
    names; who may not read of them any more does not find it in their inbox either.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    calendar: CalendarPart | None = None
    why: Any = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    thread: str = ""
    page: str = ""
    steps: Sequence[tuple[str, str]] = ()
    lines: Sequence[Line] = ()
    names: Collection[int] = ()
