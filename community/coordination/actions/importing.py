"""Comparing and importing a roster, as the worker does it, and the command line too.

Reading a long file takes seconds; it happens before this transaction touches the database, so that on SQLite nobody
waits for it. Progress is written beside. Then everything is compared and written in one go.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from community.coordination.actions.writing import write
from community.coordination.models import RosterFile, RosterImport, RosterLine
from community.coordination.plan import Plan, Told, compare
from community.coordination.queries.comparing import known_for
from community.coordination.roster.columns import FIELDS
from community.coordination.roster.outcomes import Problem, RosterRow, Unreadable
from community.coordination.roster.source import Limits, Source, open_roster
from community.core import clock, database, settings
from community.core.extensions import db
from community.core.outbox import publish
from community.events import MentorshipsImported

log = logging.getLogger(__name__)
SECONDS_BETWEEN_SIGNS = 0.5
Outcomes = list[RosterRow | Problem]


class Failure(NamedTuple):
    """Why there are no lines: a code and the values of its sentence."""

    code: str
    values: dict[str, Any]


class Given(NamedTuple):
    """What reading a file needs, fetched beforehand."""

    data: bytes
    filename: str
    columns: dict[str, int] | None
    date_order: str | None


def opened(data: bytes, filename: str) -> Source:
    """The roster behind some bytes, within the limits of this installation. Refuses with Unreadable."""
    ours = settings.current()
    return open_roster(data, filename, limits=Limits(bytes=ours.max_upload_bytes, rows=ours.max_roster_rows))


def compare_roster(import_id: int) -> None:
    """Make the preview of a roster: every line with its outcome. Writes nothing of the roster itself."""
    read = _read_beforehand(import_id, "comparing")
    roster = _locked(import_id)
    if roster is None or roster.state != "comparing":
        return
    if isinstance(read, Failure):
        _fail(roster, read)
    else:
        preview(roster, read)


def preview(roster: RosterImport, outcomes: Outcomes) -> None:
    """Keep what would happen to each of these lines."""
    keep_lines(roster, compare(outcomes, known_for(outcomes)))
    roster.state = "compared"


def import_roster(import_id: int) -> None:
    """Write a roster down: all of it or nothing. Publishes MentorshipsImported once. Done already: does nothing."""
    read = _read_beforehand(import_id, "importing")
    roster = _locked(import_id)
    if roster is None or roster.state != "importing":
        return
    if isinstance(read, Failure):
        _fail(roster, read)
        return
    try:
        with db.session.begin_nested():
            plan = carry_out(read)
    except OperationalError:
        raise  # the database is busy: the outbox tries again
    except Exception:
        log.exception("roster import %s failed", import_id)
        _fail(roster, Failure("crashed", {}))
    else:
        finish(roster, plan)


def carry_out(outcomes: Outcomes) -> Plan:
    """Compare with what is known at this moment, and write it. In the caller's transaction."""
    known = known_for(outcomes)
    plan = compare(outcomes, known)
    write(plan, known)
    return plan


def finish(roster: RosterImport, plan: Plan) -> None:
    """Note that it is done, forget what nobody needs any more, and tell who wants to know."""
    keep_lines(roster, plan, only_notable=True)
    roster.state, roster.finished_at = "done", plan.written_at or clock.now()
    forget_file(roster)
    publish(MentorshipsImported(import_id=roster.id))


def forget_file(roster: RosterImport) -> None:
    """Delete the bytes of a file that is needed no longer."""
    db.session.execute(delete(RosterFile).where(RosterFile.import_id == roster.id))


def forget_old(*, left_alone_since: datetime, done_before: datetime) -> None:
    """Forget files and lines of imports that were never carried out, and lines of those long done."""
    stale = select(RosterImport.id).where(
        RosterImport.state.in_(("asked", "compared", "failed")), RosterImport.created_at < left_alone_since
    )
    db.session.execute(delete(RosterFile).where(RosterFile.import_id.in_(stale)))
    old = select(RosterImport.id).where(RosterImport.state == "done", RosterImport.finished_at < done_before)
    db.session.execute(delete(RosterLine).where(RosterLine.import_id.in_(stale.union(old))))
    dropped = update(RosterImport).where(RosterImport.id.in_(stale)).values(state="dropped", finished_at=clock.now())
    db.session.execute(dropped.execution_options(synchronize_session=False))


def keep_lines(roster: RosterImport, plan: Plan, *, only_notable: bool = False) -> None:
    """Keep every line with its outcome (or those of which there is something to say), and the counts."""
    roster.counts = plan.counts
    roster.lines_done = roster.last_line
    db.session.execute(delete(RosterLine).where(RosterLine.import_id == roster.id))
    lines = [_line(roster.id, told) for told in plan.lines if told.notes or not only_notable]
    if lines:
        db.session.execute(insert(RosterLine.__table__), lines)


def read_lines(source: Source, given: Given, sign: Callable[[int], None] = lambda line: None) -> Outcomes:
    """All lines of an open roster. `sign(line)` is called every half second."""
    mapping = source.mapping
    if given.columns is not None:
        mapping = mapping.by_hand({field: given.columns.get(field) for field in FIELDS})
    outcomes: Outcomes = []
    due = time.monotonic() + SECONDS_BETWEEN_SIGNS
    for number, outcome in enumerate(source.rows(mapping, given.date_order)):
        outcomes.append(outcome)
        if number % 500 == 0 and time.monotonic() > due:
            sign(outcome.line)
            due = time.monotonic() + SECONDS_BETWEEN_SIGNS
    return outcomes


def _read_beforehand(import_id: int, state: str) -> Outcomes | Failure:
    """The lines of the file, or why there are none."""
    given = database.write_aside(lambda session: _given(session, import_id, state))
    if given is None:
        return Failure("gone", {})

    def sign(line: int) -> None:
        with suppress(OperationalError):  # somebody else writes: a sign of progress may be left out
            database.write_aside(lambda session: _mark(session, import_id, line))

    try:
        return read_lines(opened(given.data, given.filename), given, sign)
    except Unreadable as unreadable:
        return Failure(unreadable.reason.code, dict(unreadable.reason.values))


def _given(session: Session, import_id: int, state: str) -> Given | None:
    columns = (RosterFile.data, RosterImport.filename, RosterImport.columns, RosterImport.date_order)
    found = session.execute(
        select(*columns)
        .join(RosterImport, RosterImport.id == RosterFile.import_id)
        .where(RosterImport.id == import_id, RosterImport.state == state)
    ).first()
    return Given(*found) if found else None


def _mark(session: Session, import_id: int, line: int) -> None:
    roster = session.get(RosterImport, import_id)
    if roster is not None:
        roster.lines_done = line


def _locked(import_id: int) -> RosterImport | None:
    """The import, and with it the turn: of two rosters at once, the second is compared after the first is written."""
    turn = select(RosterImport).where(RosterImport.state.in_(("comparing", "importing"))).order_by(RosterImport.id)
    found = db.session.scalars(turn.with_for_update().execution_options(populate_existing=True)).all()
    return next((roster for roster in found if roster.id == import_id), None)


def _fail(roster: RosterImport, why: Failure) -> None:
    roster.state, roster.failure, roster.finished_at = "failed", list(why), clock.now()


def _line(import_id: int, told: Told) -> dict[str, Any]:
    notes = [[note.code, {name: _storable(value) for name, value in note.values.items()}] for note in told.notes]
    return {
        "import_id": import_id,
        "line": told.line,
        "outcome": told.outcome,
        "told": _says(told.says),
        "notes": notes,
    }


def _says(says: RosterRow | Problem) -> list[str]:
    """The cells of a refused line as they stood; of a taken one its fields, cleaned."""
    if isinstance(says, Problem):
        return [_storable(cell[:300]) for cell in says.cells[:60]]
    return [
        says.mentor.name, says.mentor.email, says.coachee.name, says.coachee.email, says.programme, says.cohort,
        says.started_on.isoformat() if says.started_on else "", says.ended_on.isoformat() if says.ended_on else "", says.focus,
    ]  # fmt: skip


def _storable(value: Any) -> Any:
    """JSON of PostgreSQL holds neither NUL nor half characters; what a broken line said stays readable without them."""
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode() if isinstance(value, str) else value
