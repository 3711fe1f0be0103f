"""`flask import-roster`: the import of the browser, on the command line."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext

from community.coordination.actions import importing
from community.coordination.actions.importing import Given, opened
from community.coordination.actions.log import note
from community.coordination.models import RosterImport
from community.coordination.plan import Plan, compare
from community.coordination.queries.comparing import known_for
from community.coordination.roster.columns import FIELDS, ColumnsUnclear, Mapping
from community.coordination.roster.dates import DatesAmbiguous
from community.coordination.roster.outcomes import Problem, Unreadable
from community.coordination.roster.safe_cells import problems_csv
from community.coordination.roster.source import Source
from community.coordination.roster.words import FIELD_NAMES, reason_in_words
from community.coordination.words import note_in_words, summary
from community.core import clock
from community.core.database import transaction
from community.core.extensions import db
from community.core.text import clean_line


@click.command("import-roster")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--dates", type=click.Choice(["dmy", "mdy"]), help="How numeric dates are meant when the file does not show it."
)
@click.option("--columns", metavar="FIELD=HEADING,…", help=f"Columns by hand. Fields: {', '.join(FIELDS)}.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing.")
@click.option(
    "--problems", type=click.Path(path_type=Path, dir_okay=False), help="Write the problems as CSV to this file."
)
@with_appcontext
def import_roster(file: Path, dates: str | None, columns: str | None, dry_run: bool, problems: Path | None) -> None:
    """Import mentorships from a roster (CSV or XLSX). Nobody is invited. The same file again changes nothing."""
    source = _open(file)
    given = Given(b"", file.name, _columns(source, columns), dates)
    outcomes = _read(source, given)
    with transaction(write=not dry_run):
        plan = compare(outcomes, known_for(outcomes)) if dry_run else _import(outcomes, source, given)
    _tell(plan)
    if problems:
        problems.write_bytes(
            problems_csv((told.says for told in plan.lines if isinstance(told.says, Problem)), source.headings)
        )
    click.echo(summary(plan.counts))


def _open(file: Path) -> Source:
    try:
        return opened(file.read_bytes(), file.name)
    except OSError as error:
        _stop(f"{file} cannot be opened: {error.strerror}.")
    except Unreadable as unreadable:
        _stop(f"{file} cannot be read. {unreadable}")


def _columns(source: Source, said: str | None) -> dict[str, int]:
    """field → column, as recognised and as said by hand: a heading, or the number of the column from 1."""
    choices: dict[str, int | None] = {}
    for pair in filter(None, (said or "").split(",")):
        field, _, heading = (part.strip() for part in pair.partition("="))
        if heading in source.headings:
            choices[field] = source.headings.index(heading)
        elif heading.isdigit() and 1 <= int(heading) <= len(source.headings):
            choices[field] = int(heading) - 1
        else:
            _stop(f"There is no column “{clean_line(heading)}”. The columns are: {_headings(source)}.")
    try:
        mapping = source.mapping.by_hand(choices) if choices else source.mapping
    except ValueError as error:
        _stop(f"--columns: {error}.")
    if not mapping.is_clear:
        _stop(_unclear(source, mapping))
    return dict(mapping.columns)


def _unclear(source: Source, mapping: Mapping) -> str:
    wanted = [*mapping.missing, *mapping.ambiguous]
    names = ", ".join(f"{field} ({FIELD_NAMES[field]})" for field in wanted)
    return f"Which columns are these? {names}. Say it with --columns {wanted[0]}=HEADING,… The columns are: {_headings(source)}."


def _headings(source: Source) -> str:
    return ", ".join(clean_line(heading) for heading in source.headings)


def _read(source: Source, given: Given) -> importing.Outcomes:
    show = sys.stderr.isatty()

    def sign(line: int) -> None:
        if show:
            click.echo(f"\rline {line} of {source.last_line} …", nl=False, err=True)

    try:
        return importing.read_lines(source, given, sign)
    except ColumnsUnclear as unclear:
        _stop(_unclear(source, unclear.mapping))
    except DatesAmbiguous as ambiguous:
        examples = ", ".join(ambiguous.examples)
        _stop(
            f"Is the day or the month first? The dates can be read both ways: {examples}. Say it with --dates dmy or --dates mdy."
        )


def _import(outcomes: importing.Outcomes, source: Source, given: Given) -> Plan:
    roster = RosterImport(
        filename=clean_line(given.filename)[:200], state="importing", columns=given.columns, date_order=given.date_order,
        headings=list(source.headings), last_line=source.last_line, started_at=clock.now(),
    )  # fmt: skip
    db.session.add(roster)
    db.session.flush()
    plan = importing.carry_out(outcomes)
    importing.finish(roster, plan)
    note(None, "roster_imported", filename=roster.filename)
    return plan


def _tell(plan: Plan) -> None:
    """Every line that was not taken, and every other of which something is to be known."""
    for told in plan.lines:
        if isinstance(told.says, Problem):
            click.echo(f"line {told.line}: {reason_in_words(told.says)}")
        elif told.notes:
            words = " ".join(note_in_words([reason.code, reason.values]) for reason in told.notes)
            click.echo(f"line {told.line} ({told.outcome}): {words}")


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(2)
