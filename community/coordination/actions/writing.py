"""Writing a plan: people, programmes, cohorts, who took part, mentorships. In bulk, in the caller's one transaction."""

from collections.abc import Iterator

from sqlalchemy import insert, update

from community.accounts.models import Cohort, Participation, Person, Programme
from community.coordination.plan import Known, Plan
from community.coordination.queries import comparing
from community.coordination.roster.outcomes import RosterRow
from community.core import clock, settings
from community.core.extensions import db
from community.core.text import fold
from community.mentorships.actions import Entry, record, revise


def write(plan: Plan, known: Known) -> None:
    """Carry out a plan made in this same transaction. Nobody is invited, nobody gets a mail.

    The people it brings carry the instant at which it was written: so one knows later which roster they came with.
    """
    plan.written_at = clock.now()
    _people(plan)
    places = _places(plan)
    everybody = known.people | comparing.people_by_address(plan.new_people)
    ids = {email: person.id for email, person in everybody.items()}
    _participations(plan, ids, places)
    record([_entry(row, ids, places) for row in plan.new])
    revise(plan.revisions)


def _people(plan: Plan) -> None:
    zone, language = settings.current().time_zone, settings.current().languages[0]
    people = [
        {"name": name, "name_folded": fold(name)[:400], "email": email, "standing": "invited",
         "time_zone": zone, "language": language, "created_at": plan.written_at}
        for email, name in plan.new_people.items()
    ]  # fmt: skip
    if people:
        db.session.execute(insert(Person.__table__), people)
    if plan.renamed:
        renamed = [{"id": id_, "name": name, "name_folded": fold(name)[:400]} for id_, name in plan.renamed.items()]
        db.session.execute(update(Person), renamed)


def _places(plan: Plan) -> dict[tuple[str, str], int]:
    """(folded programme, folded cohort) → id of the cohort, the new ones written first."""
    if plan.new_programmes:
        new = [{"name": name, "name_folded": folded} for folded, name in plan.new_programmes.items()]
        db.session.execute(insert(Programme), new)
    programmes = comparing.programmes()
    if plan.new_cohorts:
        cohorts = [
            {"programme_id": programmes[programme], "name": name} for (programme, _), name in plan.new_cohorts.items()
        ]
        db.session.execute(insert(Cohort), cohorts)
    folded = {id_: programme for programme, id_ in programmes.items()}
    return {(folded[programme], cohort): id_ for (programme, cohort), id_ in comparing.cohorts().items()}


def _participations(plan: Plan, ids: dict[str, int], places: dict[tuple[str, str], int]) -> None:
    """Of mentorships that are new: what somebody has taken out of an older one stays out."""
    wanted = dict.fromkeys(part for row in plan.new for part in _parts(row, ids, places))
    known = comparing.participations({person for person, _, _ in wanted} & plan.known_people)
    missing = [{"person_id": p, "cohort_id": c, "side": s} for p, c, s in wanted if (p, c, s) not in known]
    if missing:
        db.session.execute(insert(Participation.__table__), missing)


def _parts(row: RosterRow, ids: dict[str, int], places: dict[tuple[str, str], int]) -> Iterator[tuple[int, int, str]]:
    cohort = places[fold(row.programme), fold(row.cohort)]
    yield ids[row.mentor.email], cohort, "mentor"
    yield ids[row.coachee.email], cohort, "coachee"


def _entry(row: RosterRow, ids: dict[str, int], places: dict[tuple[str, str], int]) -> Entry:
    return Entry(
        mentor_id=ids[row.mentor.email],
        coachee_id=ids[row.coachee.email],
        cohort_id=places[fold(row.programme), fold(row.cohort)],
        started_on=row.started_on,
        ended_on=row.ended_on,
        focus=row.focus,
    )
