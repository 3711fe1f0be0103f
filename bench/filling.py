"""What the pages that are measured show, and the large community leaves out: milestones, catch-ups and news of the reader's,
and somebody who coordinates."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from community.accounts.models import Person
from community.catchups.models import CatchUp, CatchUpTime
from community.core import clock, search
from community.core.columns import new_public_id
from community.core.extensions import db
from community.demo.large_milestones import build_milestones
from community.milestones.models import Milestone
from community.notifications.models import Notice

OPEN, PAST, NEWS = 12, 30, 40
WITH_MILESTONES = 2_000
TITLE = "{} asks you for a catch-up about the first weeks in a new role"


def fill() -> tuple[Person, Person]:
    """Fill the pages of the first active member, who reads; returns them, and the one who coordinates.

    Refuses (SystemExit) a community in which anybody did anything: all of it goes again in `empty`.
    """
    lived_in = (
        select(Milestone.id),
        select(CatchUp.id),
        select(Notice.id),
        select(Person.id).where(Person.role != "member"),
    )
    if any(db.session.scalar(rows.limit(1)) for rows in lived_in):
        raise SystemExit("This is not a community made for measuring: run `make bench`, which makes one.")
    active = select(Person).where(Person.standing == "active").order_by(Person.id)
    people = db.session.scalars(active.limit(WITH_MILESTONES)).all()
    reader, coordinator = people[0], people[-1]
    build_milestones([person.id for person in people])
    _ask(reader, people[1 : 1 + OPEN], "asked")
    _ask(reader, people[1 + OPEN : 1 + OPEN + PAST], "happened")
    _tell(reader, people[1 : 1 + NEWS])
    db.session.execute(update(Person).where(Person.id == coordinator.id).values(role="coordinator"))
    return reader, coordinator


def empty() -> None:
    """Take away what was filled in, so that it is not measured with anything else."""
    for model in (Milestone, CatchUp, Notice):
        db.session.execute(delete(model))
    search.rebuild("milestone", ())
    db.session.execute(update(Person).where(Person.role == "coordinator").values(role="member"))


def _ask(reader: Person, askers: Sequence[Person], state: str) -> None:
    """A catch-up with each: one that waits for the reader's answer among three times, or one that happened."""
    for days, asker in enumerate(askers):
        moment = clock.now() - timedelta(days=40 + days if state == "happened" else days)
        catchup = CatchUp(
            asker_id=asker.id, asked_id=reader.id, kind="call", mode="remote", minutes=30, topic="The first weeks",
            words="I would be glad to hear how you did it.", uid=new_public_id(), state=state,
            turn_id=reader.id if state == "asked" else None, asked_at=moment, changed_at=moment,
        )  # fmt: skip
        proposed = [
            CatchUpTime(round=1, starts_at=moment + timedelta(days=7 + n), zone="UTC", proposed_by_id=asker.id)
            for n in range(3)
        ]
        catchup.times.extend(proposed)
        if state == "happened":
            catchup.agreed_at = moment
            catchup.settle(proposed[0].starts_at, "UTC")
        db.session.add(catchup)
    db.session.flush()


def _tell(reader: Person, people: Sequence[Person]) -> None:
    """News about each of them, every third of it unread."""
    now = clock.now()
    rows = [
        {
            "public_id": new_public_id(), "created_at": now - timedelta(hours=7 * hours), "person_id": reader.id,
            "topic": "catchups.asked", "thing": f"bench:{hours}", "title": TITLE.format(person.name),
            "address": f"/members/{person.public_id}", "page": f"/members/{person.public_id}", "way": "now",
            "read_at": None if hours % 3 == 0 else now,
        }
        for hours, person in enumerate(people)
    ]  # fmt: skip
    db.session.execute(insert(Notice), rows)
    unread = sum(row["read_at"] is None for row in rows)
    db.session.execute(update(Person).where(Person.id == reader.id).values(unread_notices=unread))
