"""What follows from what happened: mails to the two, and the quiet end of what a block or a farewell cuts off.

The mails carry ids and the facts of the calendar (sequence, start) as they were when it happened.
"""

from datetime import datetime
from typing import Any

from community.catchups import queries
from community.catchups.actions import ending, introducing
from community.core import mail
from community.events import (
    CatchUpAgreed,
    CatchUpAsked,
    CatchUpCancelled,
    CatchUpDeclined,
    CatchUpLapsed,
    CatchUpMessageWritten,
    CatchUpMoved,
    CatchUpTimeKept,
    CatchUpTimesProposed,
    CatchUpTimesWeighed,
    IntroductionAccepted,
    PeopleIntroduced,
    PersonBlocked,
    PersonLeft,
    PersonSuspended,
)


def tell_the_asked(event: CatchUpAsked) -> None:
    """Somebody would like to meet you."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is not None:
        mail.post("catchups.asked", to=catchup.asked, about=f"catchup:{catchup.id}", catchup_id=catchup.id)


def tell_of_other_times(event: CatchUpTimesProposed) -> None:
    """The other proposes other times."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is not None:
        to = catchup.other(event.by_person_id)
        about = f"catchup:{catchup.id}:round:{event.round}"
        mail.post("catchups.other_times", to=to, about=about, catchup_id=catchup.id, round=event.round)


def tell_of_what_is_possible(event: CatchUpTimesWeighed) -> None:
    """The other could make some of the proposed times possible."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is not None:
        to = catchup.other(event.by_person_id)
        about = f"catchup:{catchup.id}:round:{event.round}"
        mail.post("catchups.if_need_be", to=to, about=about, catchup_id=catchup.id, round=event.round)


def tell_of_the_kept_time(event: CatchUpTimeKept) -> None:
    """The other would rather keep the agreed time."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is not None:
        to = catchup.other(event.by_person_id)
        about = f"catchup:{catchup.id}:round:{event.round}"
        mail.post("catchups.time_kept", to=to, about=about, catchup_id=catchup.id, round=event.round)


def send_the_invitations(event: CatchUpAgreed) -> None:
    """A time is agreed: an invitation for the calendar of each."""
    _to_both("catchups.agreed", event.catchup_id, event.sequence, event.starts_at)


def send_the_new_time(event: CatchUpMoved) -> None:
    """The time is another one: an update for the calendar of each."""
    _to_both("catchups.moved", event.catchup_id, event.sequence, event.starts_at)


def _to_both(kind: str, catchup_id: int, sequence: int, starts_at: datetime) -> None:
    catchup = queries.by_id(catchup_id)
    if catchup is None:
        return
    facts: dict[str, Any] = {"catchup_id": catchup.id, "sequence": sequence, "starts_at": starts_at.isoformat()}
    for person in (catchup.asker, catchup.asked):
        mail.post(kind, to=person, about=f"catchup:{catchup.id}:sequence:{sequence}", **facts)


def send_the_cancellations(event: CatchUpCancelled) -> None:
    """Cancelled: both calendars forget it."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is None or catchup.starts_at is None:
        return
    facts: dict[str, Any] = {
        "sequence": event.sequence,
        "starts_at": catchup.starts_at.isoformat(),
        "by_person_id": event.by_person_id,
    }
    for person in (catchup.asker, catchup.asked):
        about = f"catchup:{catchup.id}:sequence:{event.sequence}"
        mail.post("catchups.cancelled", to=person, about=about, catchup_id=catchup.id, **facts)


def tell_of_not_now(event: CatchUpDeclined) -> None:
    """It does not fit for the other right now."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is not None:
        to = catchup.asked if catchup.said_not_now(catchup.asker_id) else catchup.asker
        mail.post("catchups.not_now", to=to, about=f"catchup:{catchup.id}", catchup_id=catchup.id)


def tell_of_the_lapse(event: CatchUpLapsed) -> None:
    """Two weeks without an answer: the one who waited hears of it, the other is left in peace."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is not None and not catchup.is_open_to_either:
        mail.post("catchups.lapsed", to=catchup.last_to_act, about=f"catchup:{catchup.id}", catchup_id=catchup.id)


def tell_the_reader(event: CatchUpMessageWritten) -> None:
    """Somebody wrote: one mail for everything that is written until its reader has been there."""
    written = queries.message_by_id(event.message_id)
    if written is None or written.read_at is not None or written.taken_back_at is not None:
        return
    catchup = queries.locked(written.catchup_id)  # of two messages delivered at once, one brings about a mail
    if catchup is None or queries.mail_is_out(written, _about_message):
        return
    reader = catchup.other(written.author_id)
    mail.post("catchups.message", to=reader, about=_about_message(written.id), catchup_id=catchup.id)
    written.is_mailed = True


def _about_message(message_id: int) -> str:
    return f"message:{message_id}"


def end_between(event: PersonBlocked) -> None:
    """A block: what is open between the two ends, and nobody is told."""
    ending.end_between(event.blocker_id, event.blocked_id)


def end_all_of(event: PersonLeft | PersonSuspended) -> None:
    """Somebody is gone, for now or for good: nobody is to wait for them."""
    ending.end_all_of(event.person_id)


# --- introductions --------------------------------------------------------------------------------------------


def tell_the_introduced(event: PeopleIntroduced) -> None:
    """Somebody thinks that you two would enjoy meeting: one mail each, at the same time."""
    for side in queries.introduction_sides(event.introduction_id):
        about = f"introduction:{event.introduction_id}"
        mail.post("catchups.introduced", to=side.person, about=about, side_id=side.id)


def tell_both_who_said_yes(event: IntroductionAccepted) -> None:
    """Both would like to meet: one mail each, at the same time."""
    catchup = queries.by_id(event.catchup_id)
    if catchup is not None:
        for person in (catchup.asker, catchup.asked):
            mail.post("catchups.introduction_accepted", to=person, about=f"catchup:{catchup.id}", catchup_id=catchup.id)


def cut_introductions(event: PersonBlocked) -> None:
    """A block: introductions between the two end, and nobody is told."""
    introducing.cut_introductions_between(event.blocker_id, event.blocked_id)


def end_introductions(event: PersonLeft | PersonSuspended) -> None:
    """Somebody is gone: so are the introductions they are part of."""
    introducing.end_introductions_of(event.person_id)
