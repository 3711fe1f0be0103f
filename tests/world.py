"""The cast: the same people in every test, and the columns of the access table.

visitor      nobody signed in
ana          an alumna; was mia's coachee
mia          a mentor; ana's
pau          an alumnus of the same cohort, open to be asked
lin          a member with no relation to anybody
bea          blocked by ana
sam          suspended
ina          invited, has not joined
lou          has left
mod          a moderator
cora         the coordinator
"""

from datetime import date

from sqlalchemy import select

from community.accounts.models import Block, Cohort, Participation, Person, Programme
from community.core import clock
from community.core.extensions import db
from community.mentorships.models import Mentorship

CAST = {
    "ana": ("Ana Ruiz Gómez", "active", "member", "Europe/Berlin"),
    "mia": ("Mia Chen 陈", "active", "member", "America/New_York"),
    "pau": ("Pau Ferrer", "active", "member", "Europe/Madrid"),
    "lin": ("Lin Nguyễn", "active", "member", "Asia/Kathmandu"),
    "bea": ("Bea Novák", "active", "member", "Europe/Prague"),
    "sam": ("Sam Doe", "suspended", "member", "UTC"),
    "ina": ("Ina Sørensen", "invited", "member", "UTC"),
    "lou": ("Lou Martin", "left", "member", "UTC"),
    "mod": ("Mo Dahl", "active", "moderator", "UTC"),
    "cora": ("Cora Lindt", "active", "coordinator", "Europe/Zurich"),
}
PASSWORD = "a long enough password"


def people_of_the_world() -> None:
    """Put the cast into the database (once per run)."""
    people = {}
    for key, (name, standing, role, zone) in CAST.items():
        people[key] = Person(
            name=name,
            email=f"{key}@example.org",
            standing=standing,
            role=role,
            time_zone=zone,
            joined_at=clock.now() if standing in {"active", "suspended", "left"} else None,
        )
    people["sam"].suspended_reason = "Wrote unkindly to three people."
    people["sam"].suspended_until = date(2099, 1, 1)
    db.session.add_all(people.values())
    programme = Programme(name="Summer of Code")
    cohort = Cohort(programme=programme, name="2016")
    db.session.add_all([programme, cohort])
    db.session.flush()
    mentorship = Mentorship(
        mentor_id=people["mia"].id,
        coachee_id=people["ana"].id,
        cohort_id=cohort.id,
        started_on=date(2016, 5, 23),
        ended_on=date(2016, 8, 30),
        focus="A tide-table reader",
    )
    block = Block(blocker_id=people["ana"].id, blocked_id=people["bea"].id)
    parts = [
        Participation(person_id=people[key].id, cohort_id=cohort.id, side=side)
        for key, side in (("mia", "mentor"), ("ana", "coachee"), ("pau", "coachee"))
    ]
    db.session.add_all([mentorship, block, *parts])
    db.session.flush()


class World:
    """The cast by name: `world.ana` is the Person, `world.cohort` the one cohort they share."""

    def __getattr__(self, key: str) -> Person:
        if key not in CAST:
            raise AttributeError(key)
        return db.session.execute(select(Person).filter_by(email=f"{key}@example.org")).scalar_one()

    @property
    def everyone(self) -> dict[str, Person]:
        """All of the cast, visitor left out."""
        return {key: getattr(self, key) for key in CAST}

    @property
    def cohort(self) -> Cohort:
        return db.session.execute(select(Cohort)).scalars().first()

    @property
    def mentorship(self) -> Mentorship:
        return db.session.execute(select(Mentorship)).scalars().first()
