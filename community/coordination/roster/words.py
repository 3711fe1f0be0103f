"""The sentences for every reason, translated when they are shown."""

from __future__ import annotations

from typing import Any

from community.core.language import _l
from community.core.text import clean_line

from .outcomes import Problem, Reason

FIELD_NAMES: dict[str, Any] = {
    "mentor_name": _l("Mentor: name"),
    "mentor_email": _l("Mentor: e-mail"),
    "coachee_name": _l("Coachee: name"),
    "coachee_email": _l("Coachee: e-mail"),
    "programme": _l("Programme"),
    "cohort": _l("Cohort"),
    "started_on": _l("Started on"),
    "ended_on": _l("Ended on"),
    "focus": _l("Focus"),
}


def reason_in_words(problem: Problem) -> str:
    """All reasons of a problem, in the reader's language."""
    return " ".join(in_words(reason) for reason in problem.reasons)


def in_words(reason: Reason) -> str:
    """One reason (or notice) as a sentence. Values are shortened and shown without anything invisible."""
    return str(_SENTENCES[reason.code]) % {key: _shown(key, value) for key, value in reason.values.items()}


def _shown(key: str, value: str | int) -> str:
    if key == "field":
        return str(FIELD_NAMES[str(value)])
    if key == "fields":
        return ", ".join(str(FIELD_NAMES[name]) for name in str(value).split(","))
    text = clean_line(str(value))
    return text if len(text) <= 80 else text[:79] + "…"


_SENTENCES: dict[str, Any] = {
    # the whole line
    "empty_line": _l("This line is empty; nothing was lost."),
    "too_many_cells": _l("This line has %(found)s cells, but there are only %(expected)s columns."),
    "too_few_cells": _l("This line is cut short: it has %(found)s cells of %(expected)s."),
    "quote_open": _l("A quotation mark opens on this line and is never closed."),
    "cell_huge": _l("A cell on this line is far too long to be read."),
    # one cell
    "missing": _l("“%(field)s” is empty."),
    "too_long": _l("“%(field)s” has %(length)s characters; at most %(limit)s are possible."),
    "formula": _l("“%(field)s” looks like a spreadsheet formula, not like a name: %(value)s"),
    "markup": _l("“%(field)s” contains web page code: %(value)s"),
    "turned_text": _l(
        "“%(field)s” contains invisible characters that turn the direction of writing and can make a text look like another."
    ),
    "control_characters": _l("“%(field)s” contains invisible control characters."),
    "garbled": _l("“%(field)s” contains a character that was lost when the file was saved: %(value)s"),
    "no_letters": _l("“%(field)s” has no letter in it: %(value)s"),
    "address_as_name": _l("“%(field)s” is an e-mail address, not a name: %(value)s"),
    "address_broken": _l("“%(field)s” is not a complete e-mail address: %(value)s"),
    "date_unreadable": _l("“%(field)s” is not a date we can read: %(value)s. Write it like 2016-05-23."),
    "date_impossible": _l("“%(field)s” is a day that does not exist: %(value)s"),
    "date_other_order": _l("“%(field)s” has day and month the other way round than the rest of the file: %(value)s"),
    "date_far": _l("“%(field)s” is before 1900 or after 2100: %(value)s"),
    # cells that do not go together
    "one_person": _l("Mentor and coachee are the same person: %(email)s"),
    "ends_before_start": _l("It ends (%(ended)s) before it starts (%(started)s)."),
    "other_name": _l("%(email)s belongs to %(name)s on line %(line)s, and two people cannot share an address."),
    "name_differs": _l("%(email)s is called %(name)s on line %(line)s; that name is kept."),
    "repeated": _l("This is the same mentorship as on line %(line)s; it is imported once."),
    "repeated_without_dates": _l(
        "It has no dates and is the same mentorship as on line %(line)s, which is kept with its dates."
    ),
    "repeated_differently": _l(
        "The same mentorship is on line %(line)s and is kept as it stands there; here it differs in: %(fields)s."
    ),
    # the whole file
    "file_empty": _l("The file is empty. Choose the file with the roster and try again."),
    "file_too_big": _l(
        "The file is larger than %(limit)s MB. Split it into several files and import them one after the other."
    ),
    "too_many_rows": _l(
        "The file has more than %(limit)s rows. Split it into several files, or delete the empty rows at its end."
    ),
    "file_not_a_table": _l(
        "This is not a table we can read. Save it as CSV or XLSX in your spreadsheet program and try again."
    ),
    "old_workbook": _l(
        "This is an old Excel file or one with a password. Save it without a password as XLSX or CSV and try again."
    ),
    "workbook_broken": _l(
        "This XLSX file is damaged. Open it in your spreadsheet program, save it again, and try once more."
    ),
    "workbook_too_big": _l(
        "Unpacked, this XLSX file is far too large. Copy the roster alone into a new file, save it, and try again."
    ),
    "encoding_unknown": _l("The file cannot be read as %(encoding)s. Save it as CSV in UTF-8 and try again."),
}
