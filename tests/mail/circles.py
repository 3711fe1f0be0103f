"""Live through everything about which circles write."""

from datetime import timedelta
from typing import Any

from community.accounts import actions as accounts
from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.actions.releasing import release
from community.circles.models import PARTS, Circle, CircleMember
from community.core import clock
from tests.circles import making

NAME = "Night Harbour"


class Circles:
    """A circle that is held together by Ana, from its first members to its end; `private` is all that is ever written in it."""

    def __init__(self, world: Any, worker: Any, make: Any, *, private: str, is_listed: bool) -> None:
        self.world, self.worker, self.make, self.private, self.is_listed = world, worker, make, private, is_listed
        self.people: dict[str, Person] = {}

    def live(self, clock_: Any) -> None:
        """All of it."""
        circle = self.come_in()
        self.change_hands(circle)
        self.meet(circle, clock_)
        self.open(circle)
        self.end(circle)
        self.form()

    def person(self, name: str, **values: Any) -> Person:
        """Somebody who is called by name in the mails."""
        if name not in self.people:
            email = f"{name.split()[0].lower()}@example.net"
            self.people[name] = self.make.person(name=name, email=email, time_zone="Europe/Paris", **values)
        return self.people[name]

    def circle(self, holder: Person, *others: Person, **values: Any) -> Circle:
        """A circle that is listed or not, as it is wanted here; who came before it was hidden could find it."""
        told = {"name": NAME, "purpose": self.private, "size": 6, **values}
        return self.make.circle(holder, *others, **told).circle

    def drain(self, circle: Circle) -> None:
        """Send what waits. What is not listed is hidden by now."""
        circle.is_listed = self.is_listed
        self.worker.drain()

    def come_in(self) -> Circle:
        """An invitation, a request and its answer, a place that is kept, somebody who simply comes in."""
        world = self.world
        circle = self.circle(world.ana, world.mia, joining="on_request")
        actions.invite(world.ana, self.seat(world.ana, circle), world.pau)
        request = actions.ask(self.person("Uma Rao"), circle, words=self.private)
        self.drain(circle)
        actions.answer_place(world.pau, self.seat_by_id(world.pau, circle), wants=True)
        actions.answer_request(world.ana, request, wants=True)
        for person in (world.pau, self.person("Uma Rao")):
            actions.sign_charter(person, self.seat(person, circle), queries.newest_charter(circle.id))
        self.drain(circle)
        others = [self.person(name) for name in ("Ivo Horn", "Eda Kaya", "Noor Bakker")]
        full = self.circle(world.ana, *others, size=4, joining="open")
        actions.wait(self.person("Wim Peeters"), full)
        actions.leave(others[0], self.seat(others[0], full))
        self.drain(full)
        return circle

    def change_hands(self, circle: Circle) -> None:
        """A charter, its review, a stand-in, another facilitator, nobody, and somebody who is let go."""
        world, today = self.world, clock.today()
        parts = dict.fromkeys(PARTS, self.private)
        actions.write_charter(world.ana, self.seat(world.ana, circle), parts=parts, review_on=today)
        self.drain(circle)
        self.worker.job("circles.ask_about_charters")
        self.drain(circle)
        for person in (world.mia, world.pau, self.person("Uma Rao")):
            actions.sign_charter(person, self.seat(person, circle), queries.newest_charter(circle.id))
        actions.name_stand_in(world.ana, self.seat(world.mia, circle))
        actions.ask_to_take_over(world.ana, self.seat(world.pau, circle))
        actions.remove(
            world.ana, self.seat(world.ana, circle), self.seat(self.person("Uma Rao"), circle), words=self.private
        )
        self.drain(circle)
        for has_stand_in in (True, False):
            holder = self.person("Ola Berg" if has_stand_in else "Eva Lund")
            left = self.circle(holder, world.lin, world.mod)
            if has_stand_in:
                actions.name_stand_in(holder, self.seat(world.lin, left))
            accounts.leave(holder)
            self.drain(left)

    def meet(self, circle: Circle, clock_: Any) -> None:
        """A question for a time, a meeting, a series; moved, cancelled, soon, gone; a promise, and somebody called by name."""
        world, now = self.world, clock.now()
        seat = self.seat(world.ana, circle)
        making.poll(world.ana, circle)
        one = making.meeting(seat, starts_at=now + timedelta(days=2, hours=9), place=self.private, agenda=self.private)
        other = making.meeting(seat, starts_at=now + timedelta(days=3), place=self.private)
        making.meeting(seat, starts_at=now + timedelta(days=6, hours=2), rhythm="fortnight", length=4)
        making.promise(world.mia, circle, self.private, due_on=clock.today(world.mia.time_zone) + timedelta(days=2))
        making.post(world.mia, circle, f"@Ana, {self.private}")
        self.drain(circle)
        actions.cancel_meeting(world.ana, other)
        clock_.move_to(now + timedelta(days=1, hours=12))
        for job in ("circles.remind_to_meet", "circles.promises"):
            self.worker.job(job)
        self.drain(circle)
        actions.leave(world.pau, self.seat(world.pau, circle))
        self.drain(circle)
        clock_.move_to(now)
        assert one.lies_ahead(now)

    def open(self, circle: Circle) -> None:
        """A report and its answer; an opening that is declined, and one that takes place."""
        world, kim = self.world, self.person("Kim Adler", role="coordinator")
        report = making.report(world.mia, circle, self.private)
        self.drain(circle)
        words = {"reason": self.private, "notice": self.private}
        actions.decline_opening(kim, actions.ask_opening(world.cora, circle, report=report, **words))
        actions.answer_report(world.cora, report, words=self.private)
        self.drain(circle)
        asked = actions.ask_opening(kim, circle, **words)
        self.drain(circle)
        actions.open_circle(world.cora, asked)
        self.drain(circle)

    def end(self, circle: Circle) -> None:
        """The closing round, the end, and two who would like to keep in touch."""
        world = self.world
        making.closing(world.ana, circle)
        self.drain(circle)
        for person in (world.ana, world.mia):
            making.closing_words(person, circle, self.private)
        self.drain(circle)
        for person, other in ((world.ana, world.mia), (world.mia, world.ana)):
            actions.wish_ties(person, self.seat(person, circle), person_ids=[other.id])
        self.drain(circle)

    def form(self) -> None:
        """Circles are formed from the list, and one person finds none."""
        people = [self.person(name) for name in ("Ben Okoro", "Cleo Sand", "Dag Holm", "Elif Demir")]
        alone = self.person("Lio Costa")
        making.wish(alone, languages=["pt"])
        place = making.draft(self.world.cora, *people)
        release(self.world.cora, place.forming)
        self.worker.drain()

    def seat(self, person: Person, circle: Circle) -> CircleMember:
        """The row of a member."""
        return making.seat_of(person, circle)

    def seat_by_id(self, person: Person, circle: Circle) -> CircleMember:
        """The row of somebody who is not in yet."""
        found = making.place_of(person, circle)
        assert found is not None
        return found
