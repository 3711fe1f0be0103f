"""What we hand back to a spreadsheet never runs in it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from community.coordination.roster.outcomes import Problem, Reason
from community.coordination.roster.safe_cells import problems_csv, safe_cell, safe_csv
from community.coordination.roster.source import open_roster

MESSY = (Path(__file__).parent / "rosters" / "messy.csv").read_bytes()
TEXTS = st.one_of(st.text(max_size=30), st.text("=+-@\t\r\n;|\"' ,a1＝", max_size=20))


def table(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_cell_starts_a_formula_with_whatever_delimiter_it_is_opened(rows):
    data = safe_csv(rows)
    assert [len(row) for row in table(data)] == [len(row) for row in rows]
    for delimiter in ",;|\t":
        cells = [cell for row in table(data, delimiter) for cell in row]
        assert not [cell for cell in cells if re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell)]


@given(TEXTS)
def test_a_safe_cell_stays_as_it_is(text):
    assert safe_cell(safe_cell(text)) == safe_cell(text)


def test_ordinary_words_are_not_touched():
    assert safe_cell("Anna-Maria O'Neil, 2016 <ana@example.org>") == "Anna-Maria O'Neil, 2016 <ana@example.org>"
    assert safe_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)" and safe_cell("x; =1") == "x; '=1"


def test_the_list_of_problems_has_lines_reasons_and_the_cells_as_they_stood():
    source = open_roster(MESSY)
    problems = [outcome for outcome in source.rows() if isinstance(outcome, Problem)]
    data = problems_csv(problems, source.headings)
    assert data.startswith(b"\xef\xbb\xbf")
    headings, *rows = table(data)
    assert headings[:3] == ["Line", "Reason", "Mentor"] and [int(row[0]) for row in rows] == list(range(18, 34))
    formula = rows[25 - 18]
    assert "formula" in formula[1] and formula[2] == '\'=HYPERLINK("http://evil.example")'
    assert "too" in rows[29 - 18] and "one" in rows[29 - 18]


def test_corrected_problems_can_be_imported_as_they_are():
    cells = ("Ana Bell", "ana@example.org", "Bo Cook", "bo@example.org", "Trees", "", "", "", "- a list")
    headings = (
        "mentor_name",
        "mentor_email",
        "coachee_name",
        "coachee_email",
        "programme",
        "cohort",
        "started_on",
        "ended_on",
        "focus",
    )
    (row,) = open_roster(problems_csv([Problem(7, (Reason("empty_line"),), cells)], headings)).rows()
    assert (row.mentor.name, row.focus) == ("Ana Bell", "- a list")
