"""A roster on its way in, as the coordinator drives it: upload, say which column is what, import, drop."""

from collections.abc import Mapping

from sqlalchemy import delete, update

from community.accounts.models import Person
from community.accounts.permissions import COORDINATE
from community.coordination.actions import importing
from community.coordination.actions.log import note
from community.coordination.models import RosterFile, RosterImport, RosterLine
from community.coordination.queries import rosters
from community.coordination.roster.columns import FIELDS
from community.coordination.roster.columns import Mapping as Columns
from community.coordination.roster.outcomes import Unreadable
from community.coordination.roster.source import Source
from community.core import clock
from community.core.errors import Conflict, Invalid, Refused
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.core.policy import can
from community.core.text import clean_line
from community.events import RosterGiven, RosterUploaded

SHORT = 1_000  # lines that are read and compared while one waits for the page


def upload(actor: Person, *, data: bytes, filename: str) -> RosterImport:
    """Take a roster file in. Nothing of it is imported. When its columns and dates are clear it is compared:
    a short one at once, a long one by the worker (publishes RosterGiven). Refuses: Refused unless the actor coordinates; Invalid for a file that cannot be read.
    """
    _demand(actor)
    try:
        source = importing.opened(data, filename)
    except Unreadable as unreadable:
        raise Invalid(str(unreadable), field="file") from None
    roster = RosterImport(
        uploaded_by_id=actor.id, filename=clean_line(filename)[:200] or "roster", last_line=source.last_line,
        headings=list(source.headings), columns=dict(source.mapping.columns),
    )  # fmt: skip
    db.session.add(roster)
    db.session.flush()
    db.session.add(RosterFile(import_id=roster.id, data=data))
    note(actor, "roster_uploaded", filename=roster.filename)
    if source.mapping.is_clear and len(source.date_orders()) < 2:
        _compare(roster, source)
    return roster


def source_of(roster: RosterImport) -> Source:
    """Its file, opened again. Refuses (Conflict) when it is kept no longer."""
    data = rosters.data_of(roster)
    if data is None:
        raise Conflict(say("The file of this import is no longer here."), what_next=say("Upload it again."))
    return importing.opened(data, roster.filename)


def say_columns(
    actor: Person, roster: RosterImport, *, columns: Mapping[str, int | None], date_order: str | None
) -> None:
    """Say which column is what, and how its dates are meant; then it is compared as in `upload`.

    Refuses: Refused unless the actor coordinates; Conflict once it is imported or under way; Invalid while a column or
    the order of the dates is missing.
    """
    _demand(actor)
    if roster.is_under_way or roster.is_over:
        raise Conflict(say("This roster is being imported already, or was."))
    source = source_of(roster)
    mapping = _mapping(source, columns)
    if date_order is None and len(source.date_orders(mapping)) > 1:
        raise Invalid(say("Please say which of the two is meant: the file can be read both ways."), field="date_order")
    roster.columns = dict(mapping.columns)
    roster.date_order = date_order
    _compare(roster, source)


def carry_out(actor: Person, roster: RosterImport) -> bool:
    """Import it: the worker does so, once. Publishes RosterUploaded. False when that has been asked already.

    Refuses: Refused unless the actor coordinates; Conflict before it was compared, or once it was dropped.
    """
    _demand(actor)
    ready = RosterImport.state.in_(("compared", "failed"))
    asked = db.session.execute(
        update(RosterImport)
        .where(RosterImport.id == roster.id, ready, RosterImport.counts.is_not(None))
        .values(state="importing", started_at=clock.now(), lines_done=0, failure=None)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(roster, ["state"])
    if asked.rowcount == 1:  # type: ignore[attr-defined]
        note(actor, "roster_imported", filename=roster.filename)
        publish(RosterUploaded(import_id=roster.id))
        return True
    if roster.state in {"importing", "done"}:
        return False
    raise Conflict(
        say("This roster has not been compared yet, or was dropped."), what_next=say("Open it to see what it needs.")
    )


def drop(actor: Person, roster: RosterImport) -> None:
    """Forget an import that was not carried out, its file and its preview. Refuses (Conflict) once it is under way or done."""
    _demand(actor)
    if roster.state in {"importing", "done"}:
        raise Conflict(say("This roster is being imported already, or was."))
    roster.state, roster.finished_at = "dropped", clock.now()
    importing.forget_file(roster)
    db.session.execute(delete(RosterLine).where(RosterLine.import_id == roster.id))
    note(actor, "roster_dropped", filename=roster.filename)


def _mapping(source: Source, columns: Mapping[str, int | None]) -> Columns:
    try:
        mapping = source.mapping.by_hand({field: columns.get(field) for field in FIELDS})
    except ValueError:
        raise Invalid(
            say("A column can hold one thing only: two of these are the same."), field="mentor_name"
        ) from None
    if not mapping.is_clear:
        raise Invalid(say("Please choose a column for this one."), field=(mapping.missing or ("mentor_name",))[0])
    return mapping


def _compare(roster: RosterImport, source: Source) -> None:
    roster.failure = None
    if source.last_line <= SHORT:
        given = importing.Given(b"", roster.filename, roster.columns, roster.date_order)
        importing.preview(roster, importing.read_lines(source, given))
        return
    roster.state, roster.lines_done = "comparing", 0
    publish(RosterGiven(import_id=roster.id))


def _demand(actor: Person) -> None:
    if not can(actor, COORDINATE):
        raise Refused(say("Only a coordinator can do this."))
