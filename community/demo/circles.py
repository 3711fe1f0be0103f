"""Circles of the demo community: twelve, in every state a circle can be in, and people on the list of who would like one."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from community.accounts.models import Block, Person
from community.circles import actions, queries
from community.circles.models import Circle, CircleMeeting, CircleMember
from community.core import clock
from community.core.extensions import db
from community.demo import circle_words as words
from community.demo.community import Community
from community.milestones import actions as milestones
from community.milestones.models import CIRCLE

SEED = 1848
WOULD_LIKE_ONE = 26
LANGUAGES = (["en"], ["en"], ["en", "de"], ["en", "es"], ["en", "fr"])
TOPICS = ("leading people", "changing jobs", "writing", "work and family", "speaking", "moving abroad")


def add_circles(built: Community) -> None:
    """Each of the twelve, in the order in which they began."""
    scenes = Scenes(built)
    scenes.of_the_past()
    scenes.that_meet()
    scenes.around_the_alumna()
    scenes.that_wait_for_something()
    scenes.of_who_would_like_one()


class Scenes:
    """What happened. Everybody beside the four is in one circle at most."""

    def __init__(self, built: Community) -> None:
        self.built, self.random = built, Random(SEED)  # noqa: S311 - the same circles every time
        self.ana, self.mia, self.jon, self.cora = (
            built.one(f"{key}@demo.example") for key in (words.ALUMNA, words.MENTOR, words.PEER, words.COORDINATOR)
        )
        # Whoever a block parts from somebody finds no circle with them.
        parted = {
            person_id for pair in db.session.execute(select(Block.blocker_id, Block.blocked_id)) for person_id in pair
        }
        known = {self.ana.id, self.mia.id, self.jon.id, self.cora.id, *parted}
        self.others = [person for person in built.members if person.id not in known]

    # --- the scenes ---------------------------------------------------------------------------------------------

    def of_the_past(self) -> None:
        """One that ended well, and one that half of it began again."""
        members = [self.jon, self.ana, *self._some(3)]
        seat = self._begin(words.PAST, members, days_ago=330)
        self._held(seat, members, days_ago=320, length=4)
        self._talk(seat.circle, members, words.OF_THE_NIGHT, shift=300)
        with self._days_ago(205):
            until = clock.today() + timedelta(days=14)
            actions.begin_closing(self.jon, seat, until=until)
        for person, said in zip(members, words.CLOSINGS * 3, strict=False):
            with self._days_ago(200):
                parts = dict(zip(("keep", "let_go", "took"), said, strict=True))
                actions.write_closing(person, self._seat(person, seat.circle), parts=parts)
        with self._days_ago(180):
            again = self._begin(words.AGAIN, [self.jon, members[2], *self._some(2)], days_ago=180)
            again.circle.renewed_from_id = seat.circle_id

    def that_meet(self) -> None:
        """The one the alumna is in with her mentor: meetings behind and ahead, promises, a question; and one with a new charter."""
        members = [self.mia, self.ana, self.jon, *self._some(3)]
        seat = self._begin(words.LEADING, members, days_ago=80)
        meetings = self._held(seat, members, days_ago=71, length=6)
        self._talk(seat.circle, members, words.TALK)
        self._prepare(meetings, members)
        self._promise(seat.circle, members)
        with self._days_ago(5):
            told: dict[str, Any] = {
                "kind": "small_win",
                "on": clock.today() - timedelta(days=1),
                "words": words.TOLD_TO_THEM,
            }
            milestones.tell(self.ana, subject=self.ana, **told, audience=CIRCLE, which=seat.circle.public_id)
        with self._days_ago(9):
            actions.name_stand_in(self.mia, self._seat(self.jon, seat.circle))
            actions.try_facilitating(self.ana, self._seat(self.ana, seat.circle))
        writers = [self.jon, self.ana, *self._some(4)]
        seat = self._begin(words.WRITING, writers, days_ago=45)
        self._held(seat, writers, days_ago=38, length=4)
        with self._days_ago(1):
            self._charter(self.jon, seat, words.SECOND_CHARTER, signed_by=writers[2:4])

    def around_the_alumna(self) -> None:
        """One that she holds together, one that invites her, one in which she waits for a place."""
        members = [self.ana, *self._some(2)]
        seat = self._begin(words.NIGHT_OWLS, members, days_ago=30)
        self._talk(seat.circle, members, words.OF_THE_NIGHT)
        with self._days_ago(2):
            actions.open_poll(self.ana, seat, times=[self._at(day, 19) for day in (4, 5, 8)])
        inviting = self._begin(words.PARENTS, self._some(3), days_ago=20)
        with self._days_ago(3):
            actions.invite(self._who(inviting), inviting, self.ana)
        full = self._begin(words.GRANTS, self._some(4), days_ago=60)
        with self._days_ago(5):
            actions.wait(self.ana, full.circle)

    def that_wait_for_something(self) -> None:
        """For somebody to join, for a charter, for a facilitator, for the last words."""
        asked = self._begin(words.CODE, self._some(3), days_ago=25)
        with self._days_ago(4):
            actions.ask(self._some(1)[0], asked.circle, words=words.WHY_JOIN)
        self._begin(words.ABROAD, self._some(5), days_ago=50)
        self._begin(words.NORTH, self._some(2), days_ago=3, charter=False)
        alone = self._begin(words.SPEAKING, self._some(4), days_ago=70)
        with self._days_ago(6):
            actions.report_circle(
                self._member(alone.circle), self._seat(self._member(alone.circle), alone.circle), words=words.REPORT
            )
        with self._days_ago(2):
            actions.leave(self._who(alone), alone)
        members = self._some(4)
        closing = self._begin(words.CROSSROADS, members, days_ago=200)
        self._held(closing, members, days_ago=190, length=6)
        with self._days_ago(3):
            actions.begin_closing(members[0], closing, until=clock.today() + timedelta(days=14))

    def of_who_would_like_one(self) -> None:
        """Enough people for some circles, and one who has nobody to share a language with."""
        for person in self._some(WOULD_LIKE_ONE):
            hours = self.random.sample([f"{day}-{part}" for day in range(5) for part in ("morning", "evening")], 5)
            topics = self.random.sample(TOPICS, 2)
            offers = self.random.random() < 0.3
            languages = self.random.choice(LANGUAGES)
            actions.wish(person, languages=languages, topics=topics, hours=hours, would_facilitate=offers)
        actions.ask_forming(
            self.cora, seed=SEED, smallest=4, size=6, largest=8, minutes=75, planned_meetings=6
        )  # the worker computes it

    # --- what they are made of ----------------------------------------------------------------------------------

    def _begin(
        self, about: words.About, members: Sequence[Person], *, days_ago: float, charter: bool = True
    ) -> CircleMember:
        """The first of the members starts it; the others come in and sign."""
        told: dict[str, Any] = {**about._asdict(), "topics": list(about.topics)}
        with self._days_ago(days_ago):
            seat = actions.start(members[0], **told)
            if charter:
                self._charter(members[0], seat, words.CHARTER)
            newest = queries.newest_charter(seat.circle_id)
            for person in members[1:]:
                invited = actions.invite_to(seat.circle, person, by_person_id=members[0].id)
                place = actions.answer_place(person, invited, wants=True)
                if newest is not None:
                    actions.sign_charter(person, place, newest)
        return seat

    def _charter(
        self, person: Person, seat: CircleMember, parts: dict[str, str], signed_by: Sequence[Person] = ()
    ) -> None:
        review_on = clock.today() + timedelta(days=180)
        charter = actions.write_charter(person, seat, parts=parts, review_on=review_on)
        for other in signed_by:
            actions.sign_charter(other, self._seat(other, seat.circle), charter)

    def _held(
        self, seat: CircleMember, members: Sequence[Person], *, days_ago: float, length: int
    ) -> Sequence[CircleMeeting]:
        """A series, month by month; of what lies behind it is known who was there."""
        with self._days_ago(days_ago + 2):
            starts_at = self._at(2, 18)
            actions.plan(members[0], seat, starts_at=starts_at, agenda=words.AGENDA, rhythm="month", length=length)
        found = select(CircleMeeting).where(CircleMeeting.circle_id == seat.circle_id).order_by(CircleMeeting.starts_at)
        meetings = db.session.scalars(found).all()
        behind = [one for one in meetings if one.starts_at < self.built.today - timedelta(days=1)]
        for number, meeting in enumerate(behind):
            with clock.pretend(meeting.starts_at + timedelta(days=1)):
                there = {person.id: (number + place) % 4 != 3 for place, person in enumerate(members)}
                actions.tell_attendance(members[0], self._meeting(members[0], meeting), present=there)
                if number == len(behind) - 1:
                    actions.write_notes(members[0], self._meeting(members[0], meeting), words=words.NOTES, revision=0)
        return meetings

    def _talk(self, circle: Circle, members: Sequence[Person], talk: Sequence[Any], *, shift: float = 0) -> None:
        for who, days_ago, said, replies in talk:
            with self._days_ago(days_ago + shift):
                post = actions.write_post(
                    members[who], self._seat(members[who], circle), words=said.replace("{one}", members[0].name)
                )
            hours = 0.0
            for other, later, answer in replies:
                hours += later
                with clock.pretend(post.created_at + timedelta(hours=hours)):
                    actions.reply(members[other], post, words=answer)
            with clock.pretend(post.created_at + timedelta(hours=1)):
                actions.react(members[(who + 1) % len(members)], post, kind="with_you")

    def _prepare(self, meetings: Sequence[CircleMeeting], members: Sequence[Person]) -> None:
        """The next meeting: who comes, and the question each answers before seeing what the others say."""
        ahead = next(one for one in meetings if one.starts_at > self.built.today)
        with self._days_ago(4):
            for person, answer in zip(members, ("yes", None, "yes", "maybe", "no"), strict=False):
                if answer:
                    actions.answer_meeting(person, self._meeting(person, ahead), answer=answer)
            question = actions.ask_question(members[0], self._meeting(members[0], ahead), words=words.QUESTION)
        for person, answer in zip((members[0], members[2]), words.ANSWERS, strict=True):
            with self._days_ago(2):
                actions.answer_question(person, question, words=answer)

    def _promise(self, circle: Circle, members: Sequence[Person]) -> None:
        for who, said, state in words.PROMISES:
            with self._days_ago(10):
                seat = self._seat(members[who], circle)
                promise = actions.make_promise(
                    members[who], seat, words=said, due_on=clock.today() + timedelta(days=21)
                )
            with self._days_ago(3):
                if state == "kept":
                    actions.keep_promise(members[who], promise)
                elif state == "moved":
                    actions.move_promise(members[who], promise, due_on=clock.today() + timedelta(days=30))

    # --- small things -------------------------------------------------------------------------------------------

    def _some(self, number: int) -> list[Person]:
        taken, self.others = self.others[:number], self.others[number:]
        return taken

    def _days_ago(self, days: float) -> Any:
        return clock.pretend(self.built.today - timedelta(days=days))

    def _at(self, days: int, hour: int) -> Any:
        """An hour (UTC) some days from the pretended now."""
        return (clock.now() + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)

    def _seat(self, person: Person, circle: Circle) -> CircleMember:
        seat = queries.seat(person, circle.public_id)
        assert seat is not None, f"{person} is not in {circle.name}"
        return seat

    def _meeting(self, person: Person, meeting: CircleMeeting) -> CircleMeeting:
        found = queries.meeting(person, meeting.public_id)
        assert found is not None
        return found

    def _who(self, seat: CircleMember) -> Person:
        return db.session.get_one(Person, seat.person_id)

    def _member(self, circle: Circle) -> Person:
        """The last who came in."""
        return self._who(queries.members(circle.id)[-1])
