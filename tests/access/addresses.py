"""Real addresses for the routes of the access table: one row of each kind, ana's where it belongs to somebody."""

from datetime import date
from typing import Any

from community.accounts.models import Passkey
from community.alumni.actions import ensure_profile
from community.api.actions import make_feed
from community.circles import actions as circles
from community.circles import queries as circle_queries
from community.circles.models import Circle, CircleMember, CircleOpening
from community.coordination.models import RosterImport
from community.coordination.plan import Known, compare
from community.coordination.queries.deliveries import name_of
from community.core import clock
from community.core.outbox import Delivery
from community.mentorships.models import Mentorship
from community.notifications.links import off_token
from community.ties import actions as ties
from community.ties.models import Contact
from tests.circles import making
from tests.circles.making import post
from tests.notifications.reading import tell


class Unknown(Exception):
    """A route has a url value for which the test world has no row."""


def values_of_the_world(db: Any, world: Any, make: Any) -> dict[str, str]:
    """url value name → what to put there. A new kind of row gets a line here."""
    for member in world.everyone.values():
        ensure_profile(member)
    make_feed(world.ana)
    milestone = make.milestone(world.ana, audience="mentorships")
    waiting = make.milestone(world.ana, world.mia, approved=False)
    catchup = make.catchup(world.mia, world.ana)
    circle = make.circle(world.ana, world.mia, is_listed=False).circle
    opened = _opened(world, make).public_id
    return {
        "person": world.ana.public_id,
        "mentorship": world.mentorship.public_id,
        "token": "not-a-token",
        **dict.fromkeys(
            ("notifications.off:token", "notifications.set_off:token"), off_token(world.ana, "catchups.asked")
        ),
        "name": "about-you",
        "passkey": _passkey(db, world.ana).public_id,
        "catchup": catchup.public_id,
        "message": make.message(world.ana, catchup).public_id,
        "accounts.unblock:person": world.bea.public_id,
        "introduction": make.introduction(world.mia, world.ana, world.lin).sides[0].public_id,
        "catchups.introduce:other": world.pau.public_id,
        "catchups.send_introduction:other": world.pau.public_id,
        "milestone": milestone.public_id,
        "milestones.answer:milestone": waiting.public_id,
        "milestones.approve:milestone": waiting.public_id,
        "milestones.decline:milestone": waiting.public_id,
        "congratulation": make.congratulation(world.mia, milestone).public_id,
        "circle": circle.public_id,
        "post": post(world.ana, circle).public_id,
        "number": "1",
        "member": _learning(world, circle).public_id,
        "circles.farewell:member": _let_go(world, make).public_id,
        **dict.fromkeys(
            (f"circles.{name}:circle" for name in ("take_over", "end_the_asking", "end_standing_in")),
            _entrusted(world, make).public_id,
        ),
        **_on_the_way_in(world, make),
        "report": making.report(world.mia, circle).public_id,
        "opening": making.opening(make.person(role="coordinator"), circle).public_id,
        "circles.opened_talk:opening": opened,
        "circles.opened_meetings:opening": opened,
        **_inside(world, circle),
        **_at_its_end(world, make),
        **_formed(world, make),
        "section": "you",
        "tie": make.tie(world.ana, world.mia).tie.public_id,
        "contact": _told(world, make).public_id,
        "notice": tell(world.ana).public_id,
        "roster": _roster(db, world.cora).public_id,
        "delivery": name_of(_dead_letter(db)),
        "coordination.confirm_mentorship:mentorship": _disputed(db, world, make).public_id,
        "coordination.remove_mentorship:mentorship": _disputed(db, world, make).public_id,
    }


def _inside(world: Any, circle: Circle) -> dict[str, str]:
    """What belongs to ana's circle: a meeting with a question, a promise of ana's, and a poll."""
    meeting = making.meeting(making.seat_of(world.ana, circle))
    begun = making.begun(making.seat_of(world.ana, circle)).public_id
    answered = making.question(world.ana, meeting)
    circles.answer_question(world.mia, answered, words="The tides.")
    afterwards = ("edit_notes", "write_notes", "say_present", "say_absent", "edit_attendance", "tell_attendance")
    return {
        "meeting": meeting.public_id,
        **{f"circles.{step}:meeting": begun for step in afterwards},
        "question": answered.public_id,
        "circles.take_question_back:question": making.question(world.ana, meeting).public_id,
        "promise": making.promise(world.ana, circle).public_id,
        "poll": making.poll(world.ana, circle).public_id,
    }


def _at_its_end(world: Any, make: Any) -> dict[str, str]:
    """A circle of ana's in its closing round."""
    closing = make.circle(world.ana, world.mia, is_listed=False).circle
    making.closing(world.ana, closing)
    making.closing_words(world.ana, closing)
    steps = ("call_off_closing", "edit_closing", "write_closing", "ties", "wish_ties", "renewal", "renew")
    return {f"circles.{step}:circle": closing.public_id for step in steps}


def _formed(world: Any, make: Any) -> dict[str, str]:
    """A draft of circles, and the place of ana in it."""
    place = making.draft(world.cora, world.ana, *(make.person() for _ in range(3)))
    return {"forming": place.forming.public_id, "seeker": place.public_id}


def _learning(world: Any, circle: Circle) -> CircleMember:
    seat = circle_queries.seat(world.mia, circle.public_id)
    assert seat is not None
    circles.try_facilitating(world.mia, seat)
    return seat


def _on_the_way_in(world: Any, make: Any) -> dict[str, str]:
    """A request and an invitation at ana's door; an invitation of ana's own; circles with an open door."""
    door, other = make.circle(world.ana), make.circle(world.lin, joining="open")
    circles.invite(world.lin, other, world.ana)
    own, free = other.circle.public_id, make.circle(world.lin, joining="open").circle.public_id
    return {
        "request": circles.ask(world.pau, door.circle, words="I would like to listen.").public_id,
        "invitation": circles.invite(world.ana, door, world.lin).public_id,
        "circles.ask:circle": door.circle.public_id,
        "circles.join:circle": free,
        "circles.wait:circle": free,
        "circles.answer_place:circle": own,
        "circles.withdraw:circle": own,
    }


def _entrusted(world: Any, make: Any) -> Circle:
    """A circle of ana's which mia is asked to take over, and stands in for."""
    circle = make.circle(world.ana, world.mia, is_listed=False).circle
    circle.asked_to_facilitate_id = circle.stand_in_id = world.mia.id
    return circle


def _let_go(world: Any, make: Any) -> CircleMember:
    seat = make.circle(world.mia, world.ana, is_listed=False)
    gone = circle_queries.seat(world.ana, seat.circle.public_id)
    circles.remove(world.mia, seat, gone, words="It does not fit here. Go well.")
    return gone


def _opened(world: Any, make: Any) -> CircleOpening:
    return making.opened(world.cora, make.person(role="coordinator"), make.circle(world.mia, world.ana).circle)


def _told(world: Any, make: Any) -> Contact:
    return ties.tell(world.ana, make.tie(world.ana, world.mia), on=date(2021, 5, 3))


def _disputed(db: Any, world: Any, make: Any) -> Mentorship:
    mentorship = make.mentorship(world.pau, world.ana, disputed_by_id=world.ana.id, disputed_at=clock.now())
    db.flush()
    return mentorship


def _roster(db: Any, person: Any) -> RosterImport:
    roster = RosterImport(
        uploaded_by_id=person.id, filename="people.csv", state="done", headings=[],
        counts=compare([], Known()).counts, finished_at=clock.now(),
    )  # fmt: skip
    db.add(roster)
    db.flush()
    return roster


def _dead_letter(db: Any) -> Delivery:
    delivery = Delivery(event_id="access", event="PersonJoined", subscriber="nobody", payload={}, state="dead")
    db.add(delivery)
    db.flush()
    return delivery


def _passkey(db: Any, person: Any) -> Passkey:
    passkey = Passkey(person_id=person.id, name="a key", credential_id=b"access table", public_key=b"")
    db.add(passkey)
    db.flush()
    return passkey


def fill(rule: Any, values: dict[str, str]) -> str:
    """The path of a rule with its values."""
    path = rule.rule
    for argument in rule.arguments:
        name = f"{rule.endpoint}:{argument}" if f"{rule.endpoint}:{argument}" in values else argument
        if name not in values:
            raise Unknown(f"{rule.rule} needs {argument!r}: add it to tests/access/addresses.py")
        for converter in ("", "int:", "string:", "path:", "uuid:"):
            path = path.replace(f"<{converter}{argument}>", str(values[name]))
    return path
