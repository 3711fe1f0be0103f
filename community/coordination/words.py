"""The sentences about a line of the preview that only the comparing can say; the reader's own come from `roster.words`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from community.coordination.roster.outcomes import Reason
from community.coordination.roster.words import FIELD_NAMES, in_words
from community.core.language import _l
from community.core.text import clean_line
from community.core.web.filters import date_words

NOTES: dict[str, Any] = {
    "name_kept": _l("The roster writes “%(roster)s”; %(name)s has joined and keeps the name they chose."),
    "name_changed": _l("The name changes from “%(before)s” to “%(name)s”."),
    "kept_corrected": _l("Stays as it is: one of the two has corrected it."),
    "kept_disputed": _l("Stays hidden: one of the two says that this was not so."),
    "change": _l("%(field)s: %(before)s becomes %(after)s."),
    "added": _l("%(field)s is added: %(after)s."),
}

FAILURES: dict[str, Any] = {
    "crashed": _l("Something went wrong on our side. Nothing of this roster was written."),
    "gone": _l("The file is no longer here. Nothing of this roster was written; please upload it again."),
}


def note_in_words(note: Sequence[Any]) -> str:
    """One stored note [code, values] as a sentence in the reader's language."""
    code, values = note[0], note[1]
    if code in NOTES:
        is_day = values.get("field") in {"started_on", "ended_on"}
        return str(NOTES[code]) % {
            name: day_in_words(value) if is_day and name != "field" else _shown(name, value)
            for name, value in values.items()
        }
    return in_words(Reason(code, values))


def day_in_words(stored: str) -> str:
    """A stored day (2016-05-23, or nothing) as a date in words."""
    return date_words(date.fromisoformat(stored)) if stored else ""


def failure_in_words(failure: Sequence[Any] | None) -> str:
    """Why an import did not happen."""
    if failure and failure[0] not in FAILURES:
        return in_words(Reason(failure[0], failure[1]))
    return str(FAILURES[failure[0] if failure else "crashed"])


def _shown(name: str, value: str) -> str:
    if name == "field":
        return str(FIELD_NAMES[value])
    line = clean_line(str(value))
    return line if len(line) <= 80 else line[:79] + "…"


def summary(counts: Mapping[str, int]) -> str:
    """The last line of the command; not translated, so that scripts can read it."""
    return (
        f"people: {counts['people_new']} new, {counts['people_known']} known; "
        f"mentorships: {counts['new']} new, {counts['changed']} changed, {counts['known']} known; "
        f"problems: {counts['problem']}"
    )
