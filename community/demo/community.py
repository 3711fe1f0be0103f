"""The small demo community: believable people whose past was lived through the same actions as everyone's.

Always the same for the same day: dates count back from today, so that the demo never looks abandoned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from flask import current_app
from sqlalchemy import select

from community.accounts import actions as accounts
from community.accounts import credentials
from community.accounts.models import Invitation, Person
from community.alumni import actions as alumni
from community.alumni.actions.availability import Choices
from community.coordination.actions import importing
from community.coordination.models import RosterImport
from community.coordination.roster.outcomes import RosterPerson, RosterRow
from community.core import clock
from community.core.extensions import db
from community.core.joining import steps
from community.demo import texts
from community.demo.names import ORIGINS, SPECIAL, Invented, invent

PASSWORD = "demo-community"  # noqa: S105 - known to everybody, refused in production
HOW_MANY = 160
STAFF = "coordinator@demo.example"
NOT_JOINED = 12


@dataclass
class Community:
    """What has been built so far: people by address, who sits where in the cast, and (mentor, coachee) by address."""

    random: Random
    today: datetime
    people: dict[str, Person]
    zones: dict[str, Invented]
    mentored: set[tuple[str, str]]

    def one(self, email: str) -> Person:
        """A person of the demo by address."""
        return self.people[email]

    @property
    def members(self) -> list[Person]:
        """Everybody who has joined and takes part, in a fixed order."""
        return [person for person in self.people.values() if person.standing == "active"]


def build() -> Community:
    """Build people, mentorships, profiles and standings, in the caller's transaction."""
    random = Random(2016)  # noqa: S311 - the same community every time
    invented = _cast()
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    with clock.pretend(now - timedelta(days=400)):
        rows = _roster(invented, random, now)
        roster = _import(rows)
    people = {person.email: person for person in db.session.execute(select(Person).order_by(Person.id)).scalars()}
    mentored = {(row.mentor.email, row.coachee.email) for row in rows}
    built = Community(random, now, people, {one.email: one for one in invented}, mentored)
    roster.uploaded_by_id = built.one(STAFF).id
    _join_everybody(built)
    _tell_about_themselves(built)
    _give_standings(built)
    return built


def _cast() -> list[Invented]:
    """The invented people; the first four are those one signs in as."""
    people = invent(HOW_MANY)
    by_place = {origin.place: origin for origin in ORIGINS}
    named = {email: Invented(name, email, by_place[place]) for email, (name, place) in SPECIAL.items()}
    return [*named.values(), *people[len(named) :]]


def _roster(people: Sequence[Invented], random: Random, now: datetime) -> list[RosterRow]:
    """Mentorships of ten cohorts; later some coachees of the early ones are mentors."""
    mentors, coachees = list(people[4:40]), list(people[40:])
    rows: list[RosterRow] = []
    by_email = {one.email: one for one in people}
    pairs = [
        (by_email["mentor@demo.example"], by_email["alumna@demo.example"], 2),
        (by_email["mentor@demo.example"], by_email["peer@demo.example"], 2),
    ]
    for number, coachee in enumerate(coachees):
        pairs.append((random.choice(mentors), coachee, number * len(texts.COHORTS) // len(coachees)))
    for former in coachees[:14]:  # once coachees, then mentors: the circle closes
        pairs.append((former, random.choice(coachees[70:]), len(texts.COHORTS) - 2))
    pairs.append((by_email[STAFF], mentors[0], 0))
    for line, (mentor, coachee, place) in enumerate(pairs, start=2):
        programme, cohort, months = texts.COHORTS[place]
        ended = (now - timedelta(days=int(months * 30.4))).date()
        rows.append(
            RosterRow(
                line=line,
                mentor=RosterPerson(mentor.name, mentor.email),
                coachee=RosterPerson(coachee.name, coachee.email),
                programme=texts.PROGRAMMES[programme],
                cohort=cohort,
                started_on=ended - timedelta(days=130),
                ended_on=ended,
                focus=random.choice(texts.FOCUSES),
                notices=(),
            )
        )
    return rows


def _import(rows: list[RosterRow]) -> RosterImport:
    """As the worker does it: the people, their mentorships, and the import one finds among the earlier ones."""
    roster = RosterImport(
        filename="mentorships.csv", state="importing", started_at=clock.now(), last_line=rows[-1].line
    )
    db.session.add(roster)
    db.session.flush()
    importing.finish(roster, importing.carry_out([*rows]))
    return roster


def _join_everybody(built: Community) -> None:
    """All but a few take up their invitation, some long ago, some this week."""
    hashed = credentials.hashed(PASSWORD)
    nobody_knows = credentials.hashed(Random().randbytes(24).hex())  # noqa: S311 - never used to sign in
    people = list(built.people.values())
    for number, person in enumerate(people):
        special = person.email in SPECIAL
        if number >= len(people) - NOT_JOINED and not special:
            continue
        days_ago = built.random.choice([3, 12, 40, 90, 180, 300]) if not special else 350
        with clock.pretend(built.today - timedelta(days=days_ago)):
            _join(built, person, hashed if special else nobody_knows)
    built.one(STAFF).role = "coordinator"
    db.session.flush()


def _join(built: Community, person: Person, password: str) -> None:
    invitation = Invitation(person_id=person.id, state="sent", expires_at=clock.now() + timedelta(days=14))
    db.session.add(invitation)
    db.session.flush()
    zone = built.zones[person.email].origin.zone
    everything = built.random.choices(["members", "related", "me"], weights=[8, 2, 0])[0]
    said: dict[str, dict[str, Any]] = {
        "privacy": {"everything": everything, "catchups": "anyone"},
        "about-you": {"name": person.name, "pronouns": "", "time_zone": zone, "language": "en"},
        "key": {"password": password},
        "roster": {"mentorships": {"audience": "members" if everything == "members" else "pair"}},
    }
    with current_app.test_request_context():
        accounts.join(invitation, {step.name: said.get(step.name, {}) for step in steps()})


def _tell_about_themselves(built: Community) -> None:
    random = built.random
    for person in built.members:
        origin = built.zones[person.email].origin
        *offers, first, second = random.sample(texts.TOPICS, 5)
        wants = [first, second]
        values = {
            "headline": random.choice(texts.HEADLINES),
            "place": origin.place,
            "languages": ", ".join(origin.languages),
            "work_role": random.choice(texts.ROLES),
            "work_organisation": random.choice(texts.ORGANISATIONS),
            "work_field": random.choice(texts.FIELDS),
            "offers": ", ".join(offers),
            "wants": ", ".join(wants),
        }
        if random.random() < 0.6:
            values["about"] = random.choice(texts.ABOUTS)
        if person.email in SPECIAL:
            values["dont_ask"] = "references for visa applications"
            values["contact"] = "A short message first; calls on Friday mornings."
        alumni.save_section(person, values, {})
        alumni.set_availability(person, _choices(random, person.email in SPECIAL))


def _choices(random: Random, special: bool) -> Choices:
    return Choices(
        catchups="anyone" if special else random.choices(["anyone", "related", "not_now"], weights=[7, 2, 1])[0],
        catchups_until=None,
        catchups_per_month=random.choice([2, 4, 6]),
        rounds=random.choice(["yes", "ask", "ask", "no"]),
        peer_mentoring=random.choices(["open", "limited", "closed"], weights=[2, 2, 6])[0],
        peer_capacity=random.choice([1, 2]),
        speaks_to_circles=random.random() < 0.3,
    )


def _give_standings(built: Community) -> None:
    """One moderator, one suspended, one who left, two quiet, one block; some are invited and have not come yet."""
    members = [person for person in built.members if person.email not in SPECIAL]
    coordinator = built.one(STAFF)
    accounts.give_role(coordinator, members[5], "moderator")
    accounts.suspend(
        coordinator,
        members[11],
        reason="Sent advertisements to several members.",
        until=(built.today + timedelta(days=20)).date(),
    )
    accounts.leave(members[12])
    for person in members[20:22]:
        accounts.go_quiet(person, until=(built.today + timedelta(days=45)).date())
    accounts.block(members[30], members[31])


def invite_some() -> None:
    """Some who have not come yet are invited last: theirs are the newest mails."""
    everybody = select(Person).order_by(Person.id)
    coordinator = db.session.scalars(everybody.where(Person.email == STAFF)).one()
    for person in db.session.scalars(everybody.where(Person.standing == "invited").limit(6)).all():
        accounts.send_invitation(coordinator, person)
