"""Everything that changes a mentorship: recorded from the roster, corrected, narrowed, called wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, update

from community.accounts.models import Person
from community.accounts.permissions import COORDINATE
from community.core import clock, mail
from community.core.errors import Conflict, Invalid, Refused
from community.core.extensions import db
from community.core.language import say
from community.core.outbox import publish
from community.core.policy import can
from community.core.text import clean_line
from community.events import MentorshipsEnded
from community.mentorships import queries
from community.mentorships.models import AUDIENCES, PAIR, UNASKED, Mentorship
from community.mentorships.permissions import CORRECT_MENTORSHIP

LONGEST_FOCUS = 500
MOST_IN_ONE_EVENT = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A formal mentorship as a roster tells it."""

    mentor_id: int
    coachee_id: int
    cohort_id: int
    started_on: date | None = None
    ended_on: date | None = None
    focus: str = ""


def record(entries: Sequence[Entry]) -> None:
    """Write down formal mentorships that are not known yet, thousands in one go. Publishes nothing: its caller does, once.

    Each is for the two alone until both sides have said who may see it: in joining, or later, asked at home.
    Who said "only the two of us" of an earlier one need not say it again.
    Refuses nothing: the roster has been checked, and the table takes no mentorship twice.
    """
    if entries:
        now, among_two = clock.now(), queries.who_said_pair()
        rows = [
            {"mentor_id": one.mentor_id, "coachee_id": one.coachee_id, "cohort_id": one.cohort_id,
             "mentor_audience": PAIR if one.mentor_id in among_two else UNASKED,
             "coachee_audience": PAIR if one.coachee_id in among_two else UNASKED,
             "started_on": one.started_on, "ended_on": one.ended_on, "focus": one.focus, "created_at": now}
            for one in entries
        ]  # fmt: skip
        db.session.execute(insert(Mentorship.__table__), rows)


def revise(revisions: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Give mentorships (id, changed columns) what a newer roster says. Never call it for what a side has corrected."""
    if revisions:
        db.session.execute(update(Mentorship), [{"id": id_, **changes} for id_, changes in revisions])


def tell_ended(today: date) -> int:
    """Tell the other rooms of mentorships that have ended, each once; returns how many. A dispute keeps one back.

    Publishes MentorshipsEnded, at most 200 of them in one event. An end that is corrected later is not told again.
    """
    told = 0
    while ended := queries.ended_untold(today, MOST_IN_ONE_EVENT):
        ids = [one.id for one in ended]
        db.session.execute(update(Mentorship).where(Mentorship.id.in_(ids)).values(end_told_at=clock.now()))
        publish(MentorshipsEnded(tuple((one.mentor_id, one.coachee_id, one.ended_on) for one in ended)))
        told += len(ended)
    return told


def correct(
    actor: Person, mentorship: Mentorship, *, started_on: date | None, ended_on: date | None, focus: str
) -> None:
    """Say what is right. A later roster leaves it so. The other side is told by mail, and others read a new focus only
    once the other side has said that it is right (confirm_focus), or has saved it as it stands.

    Refuses: Refused unless the actor is one of the two; Invalid when it ends before it starts or starts in the future.
    """
    _demand_side(actor, mentorship)
    if started_on and ended_on and ended_on < started_on:
        raise Invalid(say("It can't end before it starts."), field="ended_on")
    if started_on and started_on > clock.today(actor.time_zone):
        raise Invalid(say("This day has not come yet."), field="started_on")
    told = (started_on, ended_on, clean_line(focus)[:LONGEST_FOCUS])
    _let_focus_wait(actor, mentorship, told[2])
    if told == (mentorship.started_on, mentorship.ended_on, mentorship.focus):
        return
    mentorship.started_on, mentorship.ended_on, mentorship.focus = told
    mentorship.corrected_by_id, mentorship.corrected_at = actor.id, clock.now()
    _tell_other(actor, mentorship, "corrected")


def confirm_focus(actor: Person, mentorship: Mentorship, focus: str) -> None:
    """ "That is right", of what the other side wrote it was about: from now on others may read it. Twice is fine.

    Refuses: Refused unless it waits for the actor; Conflict when `focus`, as the actor has read it, has been changed since.
    """
    _demand_side(actor, mentorship)
    if mentorship.focus_waits_for_id is None:
        return
    if mentorship.focus_waits_for_id != actor.id:
        raise Refused(say("What you wrote yourself is confirmed by the other side."))
    if focus != mentorship.focus:
        raise Conflict(say("It has been changed since you read it."), what_next=say("Please read it again first."))
    mentorship.focus_waits_for_id = None


def set_audience(actor: Person, mentorship: Mentorship, audience: str) -> None:
    """Say for one's own side who may see it; the narrower of the two sides counts. The other side is not told.

    Refuses: Refused unless the actor is one of the two; Invalid for an audience there is not.
    """
    _demand_side(actor, mentorship)
    if audience not in AUDIENCES:
        raise Invalid(say("Please choose one of the two."), field="audience")
    _set_audience(actor, mentorship, audience)


def dispute(actor: Person, mentorship: Mentorship) -> None:
    """Say "this was not so": from now on it is on no profile, and a coordinator looks into it. The other side is told by mail.

    Refuses: Refused unless the actor is one of the two. What has been called wrong already stays so.
    """
    _demand_side(actor, mentorship)
    if mentorship.disputed_by_id is None:
        _dispute(actor, mentorship)


def dispute_as_newcomer(person: Person, mentorship: Mentorship) -> None:
    """The same, said while joining. Refuses (Refused) anybody who is not one of the two."""
    if not mentorship.is_of(person):
        raise Refused(say("Only the two people of a mentorship can correct it."))
    if mentorship.disputed_by_id is None:
        _dispute(person, mentorship)


def take_dispute_back(actor: Person, mentorship: Mentorship) -> None:
    """It was so after all. Refuses: Refused for the other side; Conflict when it was not called wrong, or has been settled."""
    _demand_side(actor, mentorship)
    if mentorship.disputed_by_id is None:
        raise Conflict(say("Nobody says that this was not so."))
    if mentorship.settled_at is not None:
        raise Conflict(
            say("A coordinator has looked into it: it stays hidden for good."),
            what_next=say("If that is wrong, write to your coordinator."),
        )
    if mentorship.disputed_by_id != actor.id:
        raise Refused(
            say("Only who said so can take this back."),
            what_next=say("Your coordinator looks into it; you can also talk to each other."),
        )
    _clear(mentorship)


def settle(actor: Person, mentorship: Mentorship, *, was_so: bool) -> None:
    """A coordinator has asked both: it was so and is shown again, or it was not so and stays hidden for good.

    Refuses: Refused unless the actor coordinates; Conflict when nobody calls it wrong any more.
    """
    if not can(actor, COORDINATE):
        raise Refused(say("Only a coordinator can do this."))
    if mentorship.disputed_by_id is None or mentorship.settled_at is not None:
        raise Conflict(say("This has been settled already."))
    if was_so:
        _clear(mentorship)
    else:
        mentorship.settled_at = clock.now()


def set_audience_of_all(person: Person, mentorships: Sequence[Mentorship], audience: str) -> None:
    """What a newcomer says about who may see all of their mentorships. Refuses (Invalid) an audience there is not."""
    if audience not in AUDIENCES:
        raise Invalid(say("Please choose one of the two."), field="audience")
    for mentorship in mentorships:
        _set_audience(person, mentorship, audience)


def _demand_side(actor: Person, mentorship: Mentorship) -> None:
    if not can(actor, CORRECT_MENTORSHIP, mentorship):
        raise Refused(say("Only the two people of a mentorship can correct it."))


def _let_focus_wait(actor: Person, mentorship: Mentorship, focus: str) -> None:
    """A new focus waits for the other side; one that is saved as it stands has been read. None at all needs no word."""
    if focus != mentorship.focus:
        other_id = mentorship.coachee_id if actor.id == mentorship.mentor_id else mentorship.mentor_id
        mentorship.focus_waits_for_id = other_id if focus else None
    elif mentorship.focus_waits_for_id == actor.id:
        mentorship.focus_waits_for_id = None


def _set_audience(person: Person, mentorship: Mentorship, audience: str) -> None:
    if person.id == mentorship.mentor_id:
        mentorship.mentor_audience = audience
    elif person.id == mentorship.coachee_id:
        mentorship.coachee_audience = audience


def _dispute(person: Person, mentorship: Mentorship) -> None:
    mentorship.disputed_by_id, mentorship.disputed_at = person.id, clock.now()
    mentorship.settled_at = None
    _tell_other(person, mentorship, "disputed")


def _clear(mentorship: Mentorship) -> None:
    mentorship.disputed_by_id = mentorship.disputed_at = mentorship.settled_at = None


def _tell_other(actor: Person, mentorship: Mentorship, what: str) -> None:
    """One mail a day at most about one mentorship, and none to somebody who has not joined."""
    other = db.session.get(Person, mentorship.coachee_id if actor.id == mentorship.mentor_id else mentorship.mentor_id)
    if other is not None and other.is_present:
        about = f"mentorship:{mentorship.public_id}:{what}:{clock.today().isoformat()}"
        mail.post(f"mentorships.{what}", to=other, about=about, mentorship_id=mentorship.id, by_person_id=actor.id)
