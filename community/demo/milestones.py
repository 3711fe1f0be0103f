"""Milestones of the demo community: sixty, of every kind and for every audience, with what people said to them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Refusal
from community.core.extensions import db
from community.demo import milestone_words as words
from community.demo.community import Community
from community.demo.pictures import PICTURES
from community.milestones import actions, queries
from community.milestones.models import (
    COHORT,
    EVERYONE,
    MENTORSHIPS,
    TIES,
    Congratulation,
    Milestone,
    MilestoneOpening,
    MilestoneReading,
)
from community.ties.models import TieSide

HOW_MANY = 59  # and one that is told to a circle (circles.py)
SEED = 1987
# Whoever is here has looked at what is older than this.
READ_BEFORE = timedelta(days=4)
# How the alumna's ties fare: the number of the tie, the kind, for whom it is, how many days ago, and what she said to it.
OF_THOSE_SHE_KNOWS = (
    (0, "small_win", EVERYONE, 0.4, None),
    (1, "promotion", EVERYONE, 0.7, None),
    (2, "project", TIES, 1.4, None),
    (3, "studies", EVERYONE, 3.1, None),
    (4, "certificate", TIES, 5, None),
    (5, "move", EVERYONE, 8, 2),
    (6, "personal", EVERYONE, 12, 0),
    (1, "project", EVERYONE, 41, None),
)
# Then the alumna and her mentors last opened the feed: what came later is news to them.
LAST_LOOK = timedelta(days=2)


def add_milestones(built: Community) -> None:
    """Those of the people one signs in as, and a good number of the others."""
    random = Random(SEED)  # noqa: S311 - the same milestones every time
    scenes = Scenes(built, random)
    scenes.of_the_four()
    scenes.of_those_the_alumna_knows()
    scenes.of_others_about_others()
    scenes.in_other_languages()
    scenes.of_everybody()
    _look_at_the_older(built)


class Scenes:
    """What happened, in the order of telling; every word is used once."""

    def __init__(self, built: Community, random: Random) -> None:
        self.built, self.random = built, random
        four = {f"{name}@demo.example" for name in ("coordinator", "mentor", "peer", "alumna")}
        self.others = [person for person in built.members if person.email not in four]
        self.told = {kind: [*said] for kind, said in words.TOLD.items()}
        self.made = 0

    def of_the_four(self) -> None:
        """Good news to congratulate, to thank for, to say yes to, and to wait for."""
        ana, mia, jon, cora = (
            self.built.one(f"{key}@demo.example") for key in ("alumna", "mentor", "peer", "coordinator")
        )
        role = self._tell(ana, "new_role", EVERYONE, days=1.9, text="harbour office")
        self._say(mia, role, words.SAID["new_role"][1], hours=9, thanks=(words.THANKS[0], True))
        self._say(cora, role, words.SAID["new_role"][2], hours=20)
        self._applaud(jon, role, hours=12)
        self._tell(jon, "small_win", EVERYONE, days=0.2, text="first tomato")
        talk = self._tell(mia, "publication", EVERYONE, days=9, text="radio")
        self._say(ana, talk, words.SAID["publication"][3], hours=15, thanks=(words.THANKS[2], False))
        self._tell(mia, "publication", EVERYONE, days=1, about=ana, text=words.OF_OTHERS[0][1], approve=False)
        self._tell(ana, "small_win", TIES, days=3, about=jon, text=words.OF_OTHERS[2][1], approve=False)
        water = self._tell(mia, "project", MENTORSHIPS, days=6, about=jon, text=words.OF_OTHERS[1][1])
        with self._when(days=5):
            actions.set_audience(mia, water, audience=EVERYONE)
        for person in (ana, mia):
            actions.set_wishes(person, kinds=["anniversary"])

    def of_those_the_alumna_knows(self) -> None:
        """News she has not seen, some she has seen and not congratulated, and some she has."""
        ana = self.built.one("alumna@demo.example")
        ids = select(TieSide.other_id).where(TieSide.person_id == ana.id).order_by(TieSide.tie_id)
        by_id = {person.id: person for person in self.built.members}
        known = [by_id[person_id] for person_id in db.session.scalars(ids)]
        for number, kind, audience, days, said in OF_THOSE_SHE_KNOWS:
            milestone = self._tell(known[number], kind, audience, days=days)
            if days > 1:  # what is newer waits for the first to say something
                self._gladden(milestone, days)
            if said is not None:
                self._say(ana, milestone, words.SAID[kind][said], hours=18)
        for key in ("alumna", "mentor", "peer"):
            reader = self.built.one(f"{key}@demo.example")
            db.session.add(MilestoneReading(person_id=reader.id, read_until=self.built.today - LAST_LOOK))

    def of_others_about_others(self) -> None:
        """Two who know each other: one tells it, the other says yes, or leaves it be."""
        pairs = [(self.built.people[one], self.built.people[other]) for one, other in sorted(self.built.mentored)]
        known = [pair for pair in pairs if pair[0] in self.others and pair[1] in self.others]
        for number, (kind, text) in enumerate(words.OF_OTHERS[3:]):
            mentor, coachee = self.random.choice(known)
            days = 5 + 11 * number
            if number == len(words.OF_OTHERS) - 4:
                declined = self._tell(mentor, kind, EVERYONE, days=days, about=coachee, text=text, approve=False)
                with self._when(days=days - 1):
                    actions.decline(coachee, declined)
                continue
            self._gladden(self._tell(mentor, kind, EVERYONE, days=days, about=coachee, text=text), days)

    def in_other_languages(self) -> None:
        """Some tell it in the language they dream in."""
        for number, (place, (kind, text)) in enumerate(words.IN_OTHER_WORDS.items()):
            there = [one for one in self.others if self.built.zones[one.email].origin.place == place]
            days = 2.5 + 6 * number
            self._gladden(self._tell(self.random.choice(there), kind, EVERYONE, days=days, text=text), days)

    def of_everybody(self) -> None:
        """The rest, thicker towards today."""
        people = self._in_turn()
        kinds = [kind for kind, said in self.told.items() for _ in said]
        self.random.shuffle(kinds)
        for kind in kinds:
            if self.made == HOW_MANY:
                return
            days = 0.5 + 170 * self.random.random() ** 2
            audience = self.random.choices([EVERYONE, MENTORSHIPS, TIES, COHORT], weights=[8, 3, 1, 2])[0]
            self._gladden(self._tell(next(people), kind, audience, days=days), days)

    def _in_turn(self) -> Iterator[Person]:
        while True:
            yield from self.random.sample(self.others, len(self.others))

    # --- one of them ----------------------------------------------------------------------------------------------

    def _tell(
        self, author: Person, kind: str, audience: str, *, days: float, about: Person | None = None,
        text: str | None = None, approve: bool = True,
    ) -> Milestone:  # fmt: skip
        subject = about or author
        said = self._words(kind, text).replace("{name}", subject.name)
        said = said.replace("{place}", self.built.zones[subject.email].origin.place)
        cohort = None
        if audience == COHORT:
            mine = queries.cohorts_of_both(author, subject)
            audience, cohort = (COHORT, mine[0].cohort) if mine else (EVERYONE, None)
        draw, alt = next((PICTURES[key] for key in PICTURES if key in said), (None, ""))
        with self._when(days=days):
            on = clock.today() - timedelta(days=self.random.choice([0, 0, 1, 3]))
            milestone = actions.tell(
                author, subject=subject, kind=kind, on=on, words=said, audience=audience, which=cohort,
                picture=draw() if draw else None, picture_alt=alt,
            )  # fmt: skip
        self.made += 1
        if about and approve:
            with self._when(days=days - 0.3):
                actions.approve(
                    about, milestone, revision=milestone.revision, words=said, audience=audience, which=cohort
                )
        return milestone

    def _words(self, kind: str, text: str | None) -> str:
        """The text itself, the one in which `text` stands, or the next of the kind."""
        waiting = self.told[kind]
        found = next((one for one in waiting if text and text in one), None)
        if text and not found:
            return text
        said = found or waiting[0]
        waiting.remove(said)
        return said

    def _gladden(self, milestone: Milestone, days: float) -> None:
        """Those who may read it and know its subject say something, others applaud; some are thanked."""
        said = self.random.sample(words.SAID[milestone.kind], self.random.choice([0, 1, 2, 2, 3]))
        near = self._near(milestone.subject)
        crowd = [*near, *self.random.sample(self.others, 8)]
        for number, (person, text) in enumerate(zip(crowd, said, strict=False)):
            thanks = None
            if self.random.random() < 0.4:
                thanks = (self.random.choice(words.THANKS), self.random.random() < 0.6)
            self._say(person, milestone, text, hours=5 + 14 * number, thanks=thanks)
        for person in crowd[len(said) : len(said) + self.random.choice([0, 1, 2, 3, 4])]:
            self._applaud(person, milestone, hours=self.random.uniform(1, 40))

    def _near(self, subject: Person) -> Sequence[Person]:
        emails = [b if a == subject.email else a for a, b in sorted(self.built.mentored) if subject.email in (a, b)]
        people = [self.built.people[email] for email in emails]
        return [person for person in people if person.standing == "active"]

    def _say(
        self, person: Person, milestone: Milestone, text: str, *, hours: float, thanks: tuple[str, bool] | None = None
    ) -> None:
        try:
            with self._after(milestone, hours):
                said = actions.congratulate(person, milestone, words=text)
            if thanks:
                with self._after(milestone, hours + 7):
                    actions.thank(milestone.subject, said, words=thanks[0], openly=thanks[1])
        except Refusal:
            return  # not everybody may read it, and nobody says it twice: so it is in life

    def _applaud(self, person: Person, milestone: Milestone, *, hours: float) -> None:
        try:
            with self._after(milestone, hours):
                actions.applaud(person, milestone)
        except Refusal:
            return

    def _when(self, *, days: float) -> Any:
        return clock.pretend(self.built.today - timedelta(days=days))

    def _after(self, milestone: Milestone, hours: float) -> Any:
        at: datetime = (milestone.shared_at or self.built.today) + timedelta(hours=hours)
        return clock.pretend(min(at, self.built.today - timedelta(minutes=5)))


def _look_at_the_older(built: Community) -> None:
    """What is some days old has been opened by whoever got a mail about it, so that no mail comes late."""
    before = built.today - READ_BEFORE
    shared = db.session.scalars(select(Milestone).where(Milestone.shared_at < before).order_by(Milestone.id)).all()
    for milestone in shared:
        spoke = select(Congratulation.person_id).where(Congratulation.milestone_id == milestone.id)
        readers = {milestone.subject_id, *db.session.scalars(spoke)}
        loaded = queries.by_id(milestone.id)
        readers |= {person.id for person in queries.mentors_to_tell(loaded)} if loaded else set()
        db.session.add_all(
            MilestoneOpening(person_id=person_id, milestone_id=milestone.id, opened_at=built.today)
            for person_id in sorted(readers)
        )
    db.session.flush()
