"""What inboxes learn from elsewhere: what somebody may not see any more is not in theirs, and what is answered waits no more.

All of it may be heard twice, and late: each time the inbox is asked how things stand.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.core import clock
from community.core.outbox import publish
from community.events import (
    AnsweredByMail,
    CircleEnded,
    CircleLeft,
    CongratulationTakenBack,
    InboxDoubted,
    InboxesDoubted,
    MilestoneGone,
    MilestoneNarrowed,
    NameOutOfSight,
    NoticesOutlived,
    PersonBlocked,
    PersonLeft,
    PersonReinstated,
    PersonSuspended,
    PersonWentQuiet,
)
from community.notifications import actions, queries
from community.notifications.doubts import look_again

STILL_BEING_TOLD = timedelta(minutes=5)


def went_quiet(event: PersonWentQuiet) -> None:
    """No mail comes in a quiet time, nor what had waited to be sent before it began."""
    person = person_by_id(event.person_id)
    if person is not None and person.standing == "quiet":
        actions.keep_quiet(person)


def blocked(event: PersonBlocked) -> None:
    """A block: neither finds the other in their inbox, nor what the two shared; and they are looked for once more, because what was
    being told at that moment knew of no block."""
    blocker, blocked_ = person_by_id(event.blocker_id), person_by_id(event.blocked_id)
    if blocker is not None and blocked_ is not None:
        actions.hold_inbox(blocker.id, blocked_.id)
        _look_again(blocker, InboxDoubted(blocker.id, absent_id=blocked_.id))
        _look_again(blocked_, InboxDoubted(blocked_.id, absent_id=blocker.id))
        late = clock.now() + STILL_BEING_TOLD
        publish(InboxDoubted(blocker.id, absent_id=blocked_.id), not_before=late)
        publish(InboxDoubted(blocked_.id, absent_id=blocker.id), not_before=late)


def out_of_sight(event: PersonLeft | PersonSuspended) -> None:
    """Nobody finds them any more, and so nobody reads their name; whoever left takes their own inbox with them."""
    if isinstance(event, PersonLeft):
        actions.forget(queries.ids_of(event.person_id))
    _doubt(queries.owners_naming(event.person_id), absent_id=event.person_id)
    publish(NameOutOfSight(event.person_id), not_before=clock.now() + STILL_BEING_TOLD)


def back_again(event: PersonReinstated) -> None:
    """Whoever was suspended finds what is there still."""
    _doubt([event.person_id])


def look_for_name(event: NameOutOfSight) -> None:
    """What was being told at that moment still named them."""
    person = person_by_id(event.person_id)
    if person is not None and not person.is_present:
        _doubt(queries.owners_naming(person.id), absent_id=person.id)


def circle_left(event: CircleLeft) -> None:
    """Whoever left a circle finds nothing more of what is inside."""
    _doubt([event.person_id])


def circle_ended(event: CircleEnded) -> None:
    """What a circle asked of its members waits no more."""
    _doubt(queries.owners_about(f"circle:{event.circle_id}"))


def milestone_out_of_sight(event: MilestoneGone | MilestoneNarrowed) -> None:
    """Whoever may not read it any more is not led to it either."""
    thing = f"milestone:{event.milestone_id}"
    _doubt(queries.owners_about(thing), thing=thing)


def words_taken_back(event: CongratulationTakenBack) -> None:
    """It is as if it had not been said."""
    actions.forget(queries.of_mail_about(event.to_person_id, f":congratulation:{event.congratulation_id}"))


def answered_by_mail(event: AnsweredByMail) -> None:
    """What they have answered needs no answer."""
    publish(InboxDoubted(event.person_id, only_settles=True))


def inbox_doubted(event: InboxDoubted) -> None:
    """An inbox in which something may be settled or gone."""
    if (person := person_by_id(event.person_id)) is not None:
        _look_again(person, event)


def inboxes_doubted(event: InboxesDoubted) -> None:
    """A few inboxes in which something may be settled."""
    for person_id in sorted(event.person_ids):
        if (person := person_by_id(person_id)) is not None:
            _look_again(person, InboxDoubted(person_id, only_settles=True))


def outlived(event: NoticesOutlived) -> None:
    """A few notices that have been kept long enough."""
    actions.forget(event.notice_ids)


def _doubt(person_ids: Iterable[int], *, thing: str | None = None, absent_id: int | None = None) -> None:
    """Each inbox in a transaction of its own: asking takes time, and others would like to write."""
    for person_id in sorted(person_ids):
        publish(InboxDoubted(person_id, thing, absent_id))


def _look_again(person: Person, event: InboxDoubted) -> None:
    """A portion of an inbox; the rest follows."""
    rest = look_again(
        person,
        thing=event.thing,
        absent_id=event.absent_id,
        below=event.below,
        only_settles=event.only_settles,
    )
    if rest is not None:
        publish(replace(event, below=rest))
