"""What mentorships tell the other rooms: who is related, and why two people know each other."""

from collections.abc import Collection
from typing import Any

from community.accounts.models import Person
from community.core.audiences import readable
from community.core.language import _l
from community.mentorships import queries
from community.mentorships.models import Mentorship


def related(actor_id: int) -> Any:
    """Ids of everybody who shared a mentorship with a person, as SQL."""
    return queries.related(actor_id)


def mentors_of(person_id: Any) -> Any:
    """Ids of everybody who has mentored a person, as SQL."""
    return queries.mentors_of(person_id)


def may_say_where(actor: Person, mentorships: Collection[Any]) -> set[int]:
    """Ids of those whose programme, cohort and time the actor may read: one's own, and where neither side hides its cohorts.

    The time goes with the place: a community of one programme a year would tell the cohort by it. One query at most.
    """
    others = [one for one in mentorships if not Mentorship.is_of(one, actor)]
    told = readable(actor, {side for one in others for side in (one.mentor_id, one.coachee_id)}, "cohorts")
    return {one.id for one in mentorships if one not in others or {one.mentor_id, one.coachee_id} <= told}


def reasons(actor: Person, person_ids: Collection[int]) -> dict[int, Any]:
    """Why you two: one mentored the other, or both had the same mentor. The closest reason for each person."""
    if not person_ids:
        return {}
    wanted = set(person_ids) - {actor.id}
    found: dict[int, Any] = {}
    rows = queries.shared_with(actor, wanted)
    for coachee_id, mentor_id, mentor, _started in rows:
        if coachee_id in wanted and mentor_id not in (actor.id, coachee_id):
            found.setdefault(coachee_id, _l("Same mentor: %(name)s", name=mentor))
    for coachee_id, mentor_id, _mentor, started in rows:
        if mentor_id == actor.id:
            found[coachee_id] = _words(
                _l("Your coachee"), _l("Your coachee in %(year)s", year=started and started.year), started
            )
        elif coachee_id == actor.id and mentor_id in wanted:
            found[mentor_id] = _words(
                _l("Your mentor"), _l("Your mentor in %(year)s", year=started and started.year), started
            )
    return found


def _words(plain: Any, with_year: Any, started: Any) -> Any:
    return with_year if started else plain
