"""Introducing two people to each other, and what becomes of it, which nobody can tell who is not to know.

How nothing leaks: proposing does and says the same whatever stands between the two. An answer touches the answerer's own
side and nothing else, so it cannot go differently for what the other said. A catch-up begins neither in the request of the
first yes nor in that of the second but when the clock looks, for both at once; so nobody learns who was first.
What rests, rests thirty days after it was proposed, whatever was said.
"""

from datetime import datetime, timedelta
from typing import Any

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.catchups import queries
from community.catchups.actions.asking import A_MONTH, uid_for
from community.catchups.actions.steps import await_answer, long
from community.catchups.models import CatchUp
from community.catchups.models.introductions import LONGEST_REASON, Introduction, IntroductionSide
from community.catchups.permissions.introductions import INTRODUCE, may_still_meet
from community.catchups.queries import introductions as introduced
from community.core import clock
from community.core.columns import new_public_id
from community.core.errors import Conflict, Invalid, Missing
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.events import IntroductionAccepted, PeopleIntroduced

MOST_A_DAY = 3
A_DAY = timedelta(days=1)
RESTS_AFTER = timedelta(days=30)


def introduce(actor: Person, one: Person, other: Person, *, reason_for_one: str, reason_for_other: str) -> Introduction:
    """Propose two people to each other, with a reason for each.

    Refuses: Missing for people the actor may not see; Invalid without reasons or with too long ones; Conflict after three
    a day. Nothing else: when the two cannot be told of each other, nobody is told, and the actor sees no difference.
    Publishes PeopleIntroduced, when they are told.
    """
    if not can(actor, INTRODUCE, (one, other)):
        raise Missing
    reasons = _reason(reason_for_one, "reason_for_one"), _reason(reason_for_other, "reason_for_other")
    queries.hold_people(actor.id, one.id, other.id)
    refusal = reason_not_to_introduce(actor)
    if refusal is not None:
        raise refusal
    introduction = _proposal(actor, one, other, *reasons)
    if _can_be_told(actor, one, other, introduction.introduced_at):
        _open(introduction)
    else:
        _close(introduction, "untold")  # and the reasons nobody will read are not kept
    db.session.add(introduction)
    db.session.flush()
    if introduction.state == "open":
        publish(PeopleIntroduced(introduction.id))
    return introduction


def reason_not_to_introduce(actor: Person) -> Conflict | None:
    """Why the actor cannot introduce anybody now; None when they can."""
    if introduced.proposed_since(actor, clock.now() - A_DAY) < MOST_A_DAY:
        return None
    return Conflict(
        _l("You have made %(number)s introductions today.", number=MOST_A_DAY),
        what_next=_l("Each is read more gladly when there are few. Come back tomorrow."),
    )


def answer_introduction(actor: Person, side: IntroductionSide, *, wants: bool) -> IntroductionSide:
    """Say yes or no, as long as it is open; a changed mind counts. Nobody is told.

    Refuses (Conflict) when it is not shown to the actor any more. Publishes nothing.
    """
    introduced.introduction_held(side.introduction_id)
    held = introduced.side_of(actor, side.id)
    if held is None:
        raise Conflict(
            _l("This introduction has come to rest meanwhile."),
            what_next=_l("What has begun, you find under Catch-ups."),
        )
    held.wants = wants
    db.session.flush()
    return held


# --- what the clock, a block or a farewell does ---------------------------------------------------------------------


def settle_introduction(introduction_id: int, now: datetime) -> bool:
    """Both said yes: let a catch-up begin, as soon as both have room for it. The time is over: let it rest.

    Publishes IntroductionAccepted when one began. False when there was nothing to do (any more).
    """
    held = introduced.introduction_held(introduction_id)
    if held is None or held.state not in ("open", "cut"):
        return False
    if held.state == "open" and held.both_said_yes and _begin(held, now):
        return True
    if held.rests_at > now:
        return False
    _close(held, "rested")
    return True


def cut_introductions_between(one_id: int, other_id: int) -> None:
    """A block came. Between the two themselves it ends for both; between one of them and the proposer it is gone for that
    one, and the other notices nothing."""
    for introduction_id in introduced.introductions_between(one_id, other_id):
        held = introduced.introduction_held(introduction_id)
        if held is None:
            continue
        if held.proposer_id not in (one_id, other_id):
            _close(held, "rested")
            continue
        held.state = "cut"
        for side in held.sides:
            if side.person_id in (one_id, other_id):
                side.hide()
    db.session.flush()


def end_introductions_of(person_id: int) -> None:
    """Somebody is suspended or has left: what they are part of ends, and nobody is told."""
    for introduction_id in introduced.introductions_with(person_id):
        held = introduced.introduction_held(introduction_id)
        if held is not None:
            _close(held, "rested")


def _close(introduction: Introduction, state: str) -> None:
    introduction.state = state
    for side in introduction.sides:
        side.hide()
    db.session.flush()


# --- parts ----------------------------------------------------------------------------------------------------------


def _reason(words: str, field: str) -> str:
    reason = long(words, LONGEST_REASON, field)
    if not reason:
        raise Invalid(_l("Please write a sentence: it is what makes people curious."), field=field)
    return reason


def _proposal(actor: Person, one: Person, other: Person, reason_for_one: str, reason_for_other: str) -> Introduction:
    now = clock.now()
    facts: dict[str, Any] = {"proposer_id": actor.id, "introduced_at": now}
    return Introduction(
        **facts,
        one_id=one.id,
        other_id=other.id,
        state="untold",
        rests_at=now + RESTS_AFTER,
        sides=[
            IntroductionSide(**facts, person_id=one.id, other_id=other.id, reason=reason_for_one),
            IntroductionSide(**facts, person_id=other.id, other_id=one.id, reason=reason_for_other),
        ],
    )


def _open(introduction: Introduction) -> None:
    introduction.state = "open"
    for side in introduction.sides:
        side.shown_until = introduction.rests_at


def _can_be_told(actor: Person, one: Person, other: Person, now: datetime) -> bool:
    if not may_still_meet((actor, one, other)) or introduced.is_introduced(one, other, now):
        return False
    if queries.unfinished_between(one.id, other.id, now):
        return False
    # Somebody who takes catch-ups from people they know hears of this one when they know the proposer or the other.
    return all(_is_open_to(person, by, actor) for person, by in ((one, other), (other, one)))


def _is_open_to(person: Person, other: Person, proposer: Person) -> bool:
    availability, day = queries.availability_of(person), clock.today(person.time_zone)
    return any(queries.is_open_to(by, person, availability, day) for by in (other, proposer))


def _begin(introduction: Introduction, now: datetime) -> bool:
    """Make the catch-up of both; False when it has to wait, because one has no room now or something is open already."""
    queries.hold_people(introduction.one_id, introduction.other_id)
    people = [person for person_id in introduction.people_ids if (person := person_by_id(person_id)) is not None]
    _proposer, one, other = people
    if not may_still_meet(people) or queries.unfinished_between(one.id, other.id, now):
        return False
    if not (_has_room(one, now) and _has_room(other, now)):
        return False
    catchup = _catchup(one, other, now)
    db.session.add(catchup)
    _close(introduction, "begun")
    publish(IntroductionAccepted(catchup.id))
    return True


def _has_room(person: Person, now: datetime) -> bool:
    availability = queries.availability_of(person)
    if person.standing != "active" or availability.catchups_on(clock.today(person.time_zone)) == "not_now":
        return False
    return queries.given_by(person, now - A_MONTH) < availability.catchups_per_month


def _catchup(one: Person, other: Person, now: datetime) -> CatchUp:
    """Nobody asked, so it is nobody's turn: either proposes times. The rest they settle between them."""
    public_id = new_public_id()
    catchup = CatchUp(
        public_id=public_id,
        uid=uid_for(public_id),
        asker_id=one.id,
        asked_id=other.id,
        introduced=True,
        kind="call",
        mode="remote",
        minutes=30,
        round=1,
        asked_at=now,
        changed_at=now,
    )
    await_answer(catchup, now)
    return catchup
