"""Roster imports: the list of them, one of them, and its lines."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.coordination.models import OUTCOMES, RosterFile, RosterImport, RosterLine
from community.core.extensions import db
from community.core.paging import Page, keyset

LINES_ON_A_PAGE = 50


def import_by_public_id(roster: str) -> RosterImport | None:
    """One import. Coordinators see each other's, so that a holiday stops nothing."""
    return db.session.scalar(_imports().where(RosterImport.public_id == roster))


def imports(after: str | None = None, size: int = 10) -> Page[RosterImport]:
    """All imports but the dropped ones, newest first."""
    return keyset(
        _imports().where(RosterImport.state != "dropped"), key=[(RosterImport.id, "desc")], after=after, size=size
    )


def that_brought_people(named: str = "") -> Sequence[RosterImport]:
    """The newest imports that were carried out and brought new people; and the one with this public id, however old."""
    done = _imports().where(RosterImport.state == "done").order_by(RosterImport.id.desc())
    newest = list(db.session.scalars(done.limit(20)))
    if named and named not in {one.public_id for one in newest}:
        newest += db.session.scalars(done.where(RosterImport.public_id == named))
    return [one for one in newest if one.counts and one.counts["people_new"]]


def last_import() -> RosterImport | None:
    """The one that was carried out last."""
    done = RosterImport.state == "done"
    return db.session.scalar(
        _imports().where(done).order_by(RosterImport.finished_at.desc(), RosterImport.id.desc()).limit(1)
    )


def data_of(roster: RosterImport) -> bytes | None:
    """The bytes of its file, while they are kept."""
    return db.session.scalar(select(RosterFile.data).where(RosterFile.import_id == roster.id))


def lines(roster: RosterImport, outcome: str | None = None, after: str | None = None) -> Page[RosterLine]:
    """The lines of one outcome (or all) in the order of the file."""
    wanted = select(RosterLine).where(RosterLine.import_id == roster.id)
    if outcome in OUTCOMES:
        wanted = wanted.where(RosterLine.outcome == outcome)
    return keyset(wanted, key=[(RosterLine.line, "asc")], after=after, size=LINES_ON_A_PAGE)


def problems(roster: RosterImport) -> Iterator[RosterLine]:
    """Every line that was not taken, to be written into a file."""
    wanted = select(RosterLine).where(RosterLine.import_id == roster.id, RosterLine.outcome == "problem")
    return iter(db.session.scalars(wanted.order_by(RosterLine.line).execution_options(yield_per=1_000)))


def newly_invitable(size: int = 1) -> Sequence[int]:
    """Whether anybody waits to be invited after an import: the first ids of them."""
    return db.session.scalars(select(Person.id).where(Person.standing == "invited").limit(size)).all()


def under_way() -> int:
    """How many imports the worker has in hand."""
    return db.session.scalar(select(func.count()).where(RosterImport.state.in_(("comparing", "importing")))) or 0


def _imports():  # type: ignore[no-untyped-def]
    return select(RosterImport).options(
        joinedload(RosterImport.uploaded_by).load_only(Person.id, Person.public_id, Person.name)
    )
