"""CSV for spreadsheets in which no cell can start a formula, whatever somebody wrote into it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from community.core.language import gettext as _

from .outcomes import Problem
from .words import reason_in_words


def safe_cell(value: object) -> str:
    """The text with an apostrophe before anything a spreadsheet would run.

    Also after separators inside the cell: a spreadsheet set to semicolons splits our commas' quotes elsewhere.
    Line breaks and tabs become blanks, for a list that can be read line by line.
    """
    text = _BREAKS.sub(" ", str(value)).replace("\0", "")
    return _RISKY.sub(r"\1'\2", text)


_BREAKS = re.compile(r"\r\n|[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_RISKY = re.compile(r"""((?:^|[;|])[\s"]*)([=+\-@＝＋－＠])""")


def safe_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV in UTF-8 with BOM (so that spreadsheets see the accents), every cell quoted and safe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def problems_csv(problems: Iterable[Problem], headings: Sequence[str]) -> bytes:
    """Every problem with its line, its reasons in words, and the cells as they stood, to correct and import again."""
    table: list[Sequence[object]] = [(_("Line"), _("Reason"), *headings)]
    table += [(problem.line, reason_in_words(problem), *problem.cells) for problem in problems]
    return safe_csv(table)
