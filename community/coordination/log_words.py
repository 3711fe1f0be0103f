"""What an entry of the log says."""

from typing import Any

from community.coordination.models import LogEntry
from community.core.language import _l

SENTENCES: dict[str, Any] = {
    "looked": _l("opened the page of"),
    "invited": _l("invited"),
    "invitation_withdrawn": _l("took back the invitation of"),
    "suspended": _l("suspended"),
    "reinstated": _l("reinstated"),
    "role_given": _l("changed the role of"),
    "approved": _l("let in"),
    "declined": _l("did not let in"),
    "dispute_settled": _l("settled a mentorship of"),
    "invited_many": _l("invited many at once"),
    "roster_uploaded": _l("uploaded a roster"),
    "roster_imported": _l("imported a roster"),
    "roster_dropped": _l("dropped a roster"),
    "circle_asked": _l("asked the members of a circle who would hold it together"),
    "circle_facilitator_asked": _l("asked whether they would hold a circle together:"),
    "circle_ended": _l("ended a circle nobody was in any more"),
    "delivery_retried": _l("had a delivery tried again"),
    "deliveries_retried": _l("had all given-up deliveries tried again"),
    "mailed_again": _l("had mail sent again to the address of"),
}


def entry_in_words(entry: LogEntry) -> tuple[Any, str]:
    """The verb, and what more there is to say."""
    return SENTENCES.get(entry.what, entry.what), _more(entry.told or {})


def _more(told: dict[str, Any]) -> str:
    parts = [str(told[key]) for key in ("name", "filename", "role", "until", "reason") if told.get(key)]
    if "people" in told:
        parts.append(str(told["people"]))
    return " · ".join(parts)
