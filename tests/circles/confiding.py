"""The world of the confidence matrix: two circles in which every kind of thing is written, each with a word of its own, and one
person for each relation somebody can have to them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import time_machine

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.actions.ending import end
from community.circles.actions.steps import seat_for
from community.circles.models import ASKED, INVITED, OFFERED, PARTS, WAITING, Circle, CircleMember, CircleOpening
from community.core import clock
from community.core.extensions import db
from tests.circles import making

# Days before today on which things happen.
FOUNDED, SECOND_CHARTER, MET, AFTER, NEWCOMER, LATER = 20, 16, 10, 9, 6, 4

INSIDE = frozenset({"ana", "mia", "fay", "stan"})
PRESENT_THEN = INSIDE | {"parted"}
MEMBERS = PRESENT_THEN | {"newc", "unsigned"}
AT_THE_DOOR = frozenset({"asked", "invited", "waiting", "offered"})
COORDINATORS = frozenset({"cora", "asker", "second"})
ENDED_WITH = frozenset({"ana", "mia", "eve"})
NOBODY = frozenset[str]()
OPENINGS = ("asked", "declined", "open", "over")


def may_read(opening: str) -> dict[str, frozenset[str]]:
    """Who may read what: the matrix. `opening`: how the opening of the circle stands."""
    lookers = frozenset({"asker", "second"}) if opening == "open" else NOBODY
    told = MEMBERS | {"left", "removed"} if opening in ("open", "over") else NOBODY
    return {
        # what the circle says of itself; it is not listed
        "name": MEMBERS | AT_THE_DOOR | COORDINATORS | {"removed"},
        "purpose": MEMBERS | AT_THE_DOOR,
        # the discussion: ana and parted have a block between them, newc came later
        "post": INSIDE | lookers,
        "postmia": PRESENT_THEN | lookers,
        "reply": INSIDE | lookers,
        "replyana": INSIDE | lookers,
        "postlate": INSIDE | {"newc"} | lookers,
        "edited": INSIDE | lookers,
        "editedbefore": NOBODY,
        "takenback": NOBODY,
        # the charter is read before it is signed
        "charterold": PRESENT_THEN | {"unsigned"},
        "charter": MEMBERS,
        # meetings
        "agenda": PRESENT_THEN | lookers,
        "notes": PRESENT_THEN | lookers,
        "place": PRESENT_THEN,
        "nextagenda": PRESENT_THEN | {"newc"} | lookers,
        "nextplace": PRESENT_THEN | {"newc"},
        "reason": frozenset({"ana", "fay", "stan"}),
        # check-in: one's own answer opens those of the others
        "question": PRESENT_THEN,
        "answerana": frozenset({"ana", "mia"}),
        "answermia": frozenset({"ana", "mia", "parted"}),
        "answerparted": frozenset({"mia", "parted"}),
        "promiseana": INSIDE,
        "promisemia": PRESENT_THEN,
        # words for one or two alone
        "asking": frozenset({"asked", "fay", "stan"}),
        "farewell": frozenset({"removed"}),
        "report": COORDINATORS | {"mia"},
        "reportanswered": COORDINATORS | {"mia"},
        "reportanswer": COORDINATORS | {"mia"},
        "openingreason": COORDINATORS,
        "openingnotice": COORDINATORS | told,
        "wish": COORDINATORS | {"pau"},
        # a circle that has ended, of other people
        "oldname": ENDED_WITH | COORDINATORS,
        "oldpost": ENDED_WITH,
        "oldnotes": ENDED_WITH,
        "oldpromise": ENDED_WITH,
        "closingana": frozenset({"ana", "mia"}),
        "closingmia": frozenset({"ana", "mia"}),
    }


CASES = tuple(may_read("asked"))
# What is not a word of the inside: it stands in the database as it was typed.
PLAIN = frozenset({"name", "purpose", "oldname"})


def word(case: str) -> str:
    """The word that only this holds."""
    return f"kelpwrack{case}"


# Stands beside the word everywhere, and is what the tests look for: what somebody typed stands on the page they get.
KEY = "dunegrass"


def of(case: str) -> str:
    """What is written there."""
    return f"Of {word(case)} and {KEY}."


@dataclass
class Confided:
    """The circles, everybody by their relation, and the rows by case."""

    opening_state: str
    people: dict[str, Person | None]
    rows: dict[str, Any] = field(default_factory=dict)
    circle: Any = None
    ended: Any = None
    opening: Any = None

    def may_read(self, case: str, reader: str) -> bool:
        return reader in may_read(self.opening_state)[case]


def ago(days: int) -> Any:
    """The clock stands so many days before today."""
    return time_machine.travel(clock.now() - timedelta(days=days), tick=True)


def confide(world: Any, make: Any, opening: str = "asked") -> Confided:
    """The whole of it."""
    told = Confided(opening, _people(world, make))
    _found(told, make)
    _talk(told)
    _meet(told)
    _come_and_go(told, make)
    _later(told)
    _end_another(told, make)
    _tell_coordinators(told)
    told.people["suspended"].standing, told.people["departed"].standing = "suspended", "left"  # type: ignore[union-attr]
    db.session.flush()
    return told


def _people(world: Any, make: Any) -> dict[str, Person | None]:
    names = (
        "fay",
        "stan",
        "parted",
        "unsigned",
        "newc",
        "left",
        "removed",
        "asked",
        "invited",
        "waiting",
        "offered",
        "eve",
        "gone",
        "suspended",
        "departed",
    )
    people: dict[str, Person | None] = {name: make.person(name=f"{name.title()} Reader") for name in names}
    for name in ("ana", "mia", "pau", "lin", "bea", "mod", "cora"):
        people[name] = getattr(world, name)
    for name in ("asker", "second"):
        people[name] = make.person(name=f"{name.title()} Coordinator", role="coordinator")
    return people | {"visitor": None}


def _found(told: Confided, make: Any) -> None:
    p: Any = told.people
    with ago(FOUNDED):
        seat = make.circle(
            p["fay"], charter=False, name=f"The {word('name')}", purpose=of("purpose"), is_listed=False, size=20
        )
        told.circle = seat.circle
        told.rows["charterold"] = make_charter(seat, "charterold")
        for name in ("ana", "mia", "stan", "parted", "left", "removed", "suspended", "departed"):
            make.seat(told.circle, p[name])
        make.seat(told.circle, p["unsigned"], signed=False)
        told.circle.stand_in_id = p["stan"].id
        make.block(p["parted"], p["ana"])
    with ago(SECOND_CHARTER):
        told.rows["charter"] = make_charter(seat, "charter")
        for name in ("ana", "mia", "stan", "parted", "left", "removed"):
            actions.sign_charter(p[name], making.seat_of(p[name], told.circle), queries.newest_charter(told.circle.id))


def make_charter(seat: CircleMember, case: str) -> Any:
    """A version in which every part holds its word."""
    facilitator = db.session.get_one(Person, seat.person_id)
    return actions.write_charter(facilitator, seat, parts={part: of(case) for part in PARTS})


def _talk(told: Confided) -> None:
    p: Any = told.people
    rows = told.rows
    with ago(AFTER):
        rows["post"] = making.post(p["ana"], told.circle, of("post"))
        rows["postmia"] = making.post(p["mia"], told.circle, of("postmia"))
        rows["reply"] = making.reply(p["mia"], rows["post"], of("reply"))
        rows["replyana"] = making.reply(p["ana"], rows["postmia"], of("replyana"))
        rows["edited"] = making.post(p["ana"], told.circle, of("editedbefore"))
        actions.edit_post(p["ana"], rows["edited"], words=of("edited"))
        taken_back = making.post(p["ana"], told.circle, of("takenback"))
        making.reply(p["mia"], taken_back, "It is all right.")
        actions.take_post_back(p["ana"], taken_back)
        actions.react(p["mia"], rows["post"], kind="thanks")


def _meet(told: Confided) -> None:
    p: Any = told.people
    rows = told.rows
    with ago(MET + 1):
        fay = making.seat_of(p["fay"], told.circle)
        rows["agenda"] = met = making.meeting(fay, starts_at=clock.now() + timedelta(days=1), place=of("place"))
        actions.write_agenda(p["fay"], met, words=of("agenda"), revision=met.agenda_revision)
        rows["question"] = making.question(p["fay"], met, of("question"))
        for name in ("ana", "mia", "parted"):
            actions.answer_question(p[name], rows["question"], words=of(f"answer{name}"))
    with ago(AFTER):
        actions.write_notes(p["mia"], met, words=of("notes"), revision=met.notes_revision)
        for name in ("ana", "mia"):
            actions.tell_presence(p[name], met, was_there=True)
            rows[f"promise{name}"] = making.promise(p[name], told.circle, of(f"promise{name}"))
        rows["poll"] = making.poll(p["fay"], told.circle, 15, 16)
    rows |= {"notes": met, "place": met}


def _come_and_go(told: Confided, make: Any) -> None:
    p: Any = told.people
    with ago(NEWCOMER):
        actions.leave(p["left"], making.seat_of(p["left"], told.circle))
        row = making.seat_of(p["removed"], told.circle)
        actions.remove(p["fay"], making.seat_of(p["fay"], told.circle), row, words=of("farewell"))
        told.rows["farewell"] = row
        make.seat(told.circle, p["newc"])
        circle = queries.locked(told.circle.id)
        for name, state in (
            ("asked", ASKED),
            ("invited", INVITED),
            ("waiting", WAITING),
            ("offered", OFFERED),
            ("gone", INVITED),
        ):
            told.rows[name] = seat_for(circle, p[name].id, state)
        told.rows["asked"].words = of("asking")
        told.rows["invited"].invited_by_id = p["fay"].id
        circle.taken += 1
        told.rows["offered"].kept_until = clock.now() + timedelta(days=30)
        make.block(p["gone"], p["mia"])  # invited, and a block parts them from a member: it is not there for them
        making.wish(p["pau"], topics=[word("wish")])


def _later(told: Confided) -> None:
    p: Any = told.people
    with ago(LATER):
        told.rows["postlate"] = making.post(p["ana"], told.circle, of("postlate"))
        fay = making.seat_of(p["fay"], told.circle)
        coming = making.meeting(fay, starts_at=clock.now() + timedelta(days=LATER + 5), place=of("nextplace"))
        actions.write_agenda(p["fay"], coming, words=of("nextagenda"), revision=coming.agenda_revision)
        actions.answer_meeting(p["ana"], coming, answer="no", reason=of("reason"))
    told.rows |= {"nextagenda": coming, "nextplace": coming, "reason": coming}


def _end_another(told: Confided, make: Any) -> None:
    p: Any = told.people
    with ago(FOUNDED):
        seat = make.circle(p["ana"], p["mia"], p["eve"], name=f"The {word('oldname')}", is_listed=False)
        told.ended = seat.circle
        told.rows["oldpost"] = making.post(p["ana"], told.ended, of("oldpost"))
        met = making.meeting(seat, starts_at=clock.now() + timedelta(days=1))
        told.rows["oldpromise"] = making.promise(p["mia"], told.ended, of("oldpromise"))
    with ago(AFTER):
        told.rows["oldnotes"] = actions.write_notes(p["mia"], met, words=of("oldnotes"), revision=met.notes_revision)
        making.closing(p["ana"], told.ended)
        for name in ("ana", "mia"):
            making.closing_words(p[name], told.ended, of(f"closing{name}"))
        end(queries.locked(told.ended.id))


def _tell_coordinators(told: Confided) -> None:
    p: Any = told.people
    told.rows["report"] = making.report(p["mia"], told.circle, of("report"), post=told.rows["post"])
    answered = told.rows["reportanswered"] = making.report(p["mia"], told.circle, of("reportanswered"))
    actions.answer_report(p["cora"], answered, words=of("reportanswer"))
    told.opening = told.rows["openingreason"] = told.rows["openingnotice"] = _opening(told, p["asker"], p["second"])


def _opening(told: Confided, asker: Person, second: Person) -> CircleOpening:
    circle: Circle = told.circle
    with ago(2 if told.opening_state == "over" else 0):
        opening = actions.ask_opening(asker, circle, reason=of("openingreason"), notice=of("openingnotice"))
        if told.opening_state == "declined":
            return actions.decline_opening(second, opening)
        return opening if told.opening_state == "asked" else actions.open_circle(second, opening)
