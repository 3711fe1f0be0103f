"""Builders of rows for tests: sensible defaults, flush, never commit."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from community.accounts.models import Block, Cohort, Participation, Person, Programme
from community.catchups import actions as catchup_actions
from community.catchups.models import CatchUp, CatchUpMessage, Introduction
from community.circles import actions as circle_actions
from community.circles import queries as circle_queries
from community.circles.actions.steps import admit
from community.circles.models import PARTS, Charter, Circle, CircleMember
from community.core import clock
from community.core.extensions import db
from community.mentorships.models import Mentorship
from community.milestones import actions as milestone_actions
from community.milestones.models import Congratulation, Milestone
from community.ties import actions as tie_actions
from community.ties.models import TieSide

_numbers = count(1)


class Make:
    """`make.person(name="…")`, `make.mentorship(mentor=…, coachee=…)` and so on."""

    def _kept(self, row: Any) -> Any:
        db.session.add(row)
        db.session.flush()
        return row

    def person(self, **values: Any) -> Person:
        """A member who takes part, unless told otherwise."""
        number = next(_numbers)
        values.setdefault("name", f"Person {number}")
        values.setdefault("email", f"person{number}@example.net")
        values.setdefault("standing", "active")
        values.setdefault("joined_at", clock.now() if values["standing"] == "active" else None)
        return self._kept(Person(**values))

    def cohort(self, programme: str | None = None, name: str = "2020") -> Cohort:
        programme_row = Programme(name=programme or f"Programme {next(_numbers)}")
        return self._kept(Cohort(programme=programme_row, name=name))

    def participation(self, person: Person, cohort: Cohort, side: str = "coachee") -> Participation:
        return self._kept(Participation(person_id=person.id, cohort_id=cohort.id, side=side))

    def mentorship(self, mentor: Person, coachee: Person, **values: Any) -> Mentorship:
        cohort = values.pop("cohort", None) or self.cohort()
        values.setdefault("started_on", date(2020, 5, 1))
        values.setdefault("ended_on", date(2020, 8, 31))
        return self._kept(Mentorship(mentor_id=mentor.id, coachee_id=coachee.id, cohort_id=cohort.id, **values))

    def acquaintance(self, of: Person, **values: Any) -> Person:
        """A member who shares a past with somebody."""
        person = self.person(**values)
        self.mentorship(mentor=of, coachee=person)
        return person

    def catchup(self, asker: Person, asked: Person, **values: Any) -> CatchUp:
        """A request with two times to choose from."""
        times = [clock.now() + timedelta(days=days) for days in (3, 5)]
        wishes = {"kind": "coffee", "mode": "remote", "minutes": 30, "times": times, **values}
        return catchup_actions.ask(asker, asked, **wishes)

    def tie(self, one: Person, other: Person, **values: Any) -> TieSide:
        """The side of `one` of a tie of the two, begun `on` a day; with the `rhythm` of both, if told."""
        rhythm = values.pop("rhythm", None)
        side = tie_actions.begin(
            one.id, other.id, origin=values.pop("origin", "mentorship"), on=values.pop("on", date(2020, 8, 31))
        )
        for person in (one, other) if rhythm else ():
            tie_actions.set_wishes(person, self.side(person, side), rhythm_weeks=rhythm)
        return side

    def side(self, person: Person, side: TieSide) -> TieSide:
        """The side of a person of a tie of which one has a side in hand."""
        return db.session.get_one(TieSide, (side.tie_id, person.id))

    def due(self, one: Person, other: Person, **values: Any) -> TieSide:
        """The same, with a rhythm for both that has passed, and looked at since."""
        side = self.tie(one, other, **{"rhythm": 4, **values})
        tie_actions.look_at([side.tie_id], clock.today() + timedelta(days=7))
        return side

    def message(
        self, author: Person, catchup: CatchUp, words: str = "What would you like to talk about?"
    ) -> CatchUpMessage:
        """A few words in the thread of a catch-up."""
        return catchup_actions.write(author, catchup, words=words)

    def block(self, blocker: Person, blocked: Person) -> Block:
        return self._kept(Block(blocker_id=blocker.id, blocked_id=blocked.id))

    def introduction(self, proposer: Person, one: Person, other: Person) -> Introduction:
        """The two are introduced to each other, with a reason for each."""
        reasons = {
            "reason_for_one": f"Ask about tides, {one.name}",
            "reason_for_other": f"Ask about maps, {other.name}",
        }
        return catchup_actions.introduce(proposer, one, other, **reasons)

    def milestone(
        self, subject: Person, author: Person | None = None, *, approved: bool = True, **values: Any
    ) -> Milestone:
        """Something shared with everyone, unless told otherwise; of somebody else it is approved by that person."""
        told = {
            "kind": "new_role",
            "on": date(2020, 5, 1),
            "words": "I began at the lighthouse.",
            "audience": "everyone",
        }
        told |= values
        milestone = milestone_actions.tell(author or subject, subject=subject, **told)
        if author is not None and author.id != subject.id and approved:
            wanted = {name: told.get(name) for name in ("words", "audience", "which")}
            milestone_actions.approve(subject, milestone, revision=milestone.revision, **wanted)
        return milestone

    def congratulation(self, person: Person, milestone: Milestone, words: str = "What a good turn!") -> Congratulation:
        return milestone_actions.congratulate(person, milestone, words=words)

    def circle(self, facilitator: Person, *others: Person, charter: bool = True, **values: Any) -> CircleMember:
        """The facilitator's row of a circle with these members; with a charter that everybody has signed, unless told otherwise."""
        told = {"name": f"Circle {next(_numbers)}", "purpose": "To think aloud among equals.", **values}
        seat = circle_actions.start(facilitator, **told)
        seat.circle.starter_id = None  # a test may need more of them than anybody starts in a week
        if charter:
            self.charter(seat)
        for person in others:
            self.seat(seat.circle, person, signed=charter)
        return seat

    def seat(self, circle: Circle, person: Person, *, signed: bool = True) -> CircleMember:
        """Somebody is let into a circle, and signs its charter."""
        seat = admit(circle_queries.locked(circle.id), person.id)
        if signed:
            circle_actions.sign_charter(person, seat, circle_queries.newest_charter(circle.id))
        return seat

    def charter(self, seat: CircleMember, **values: Any) -> Charter:
        """A new version of the charter, by who facilitates."""
        parts = {part: f"Our {part}: we listen." for part in PARTS}
        return circle_actions.write_charter(db.session.get_one(Person, seat.person_id), seat, parts=parts, **values)
