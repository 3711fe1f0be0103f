"""What ties learn from the other rooms: mentorships that ended, catch-ups, blocks, quiet times; and what the clock finds. Each may be heard twice, and late."""

from community.core import clock
from community.events import (
    CatchUpAgain,
    CatchUpDidNotHappen,
    CatchUpHappened,
    CircleMet,
    CircleTie,
    Congratulated,
    CongratulationTakenBack,
    MentorshipsEnded,
    PersonBlocked,
    PersonCameBack,
    PersonWentQuiet,
    TieLooksDue,
    TieRemindersDue,
)
from community.ties import actions


def mentorships_ended(event: MentorshipsEnded) -> None:
    """The end that is a beginning."""
    actions.begin_many(event.pairs, origin="mentorship")


def catchup_again(event: CatchUpAgain) -> None:
    """Both privately said "again": a tie, and the catch-up is its first contact."""
    one, other = event.person_ids
    actions.begin(one, other, origin="catchup", on=event.on)
    actions.note_contact(one, other, on=event.on, kind=event.kind, source=f"catchup:{event.catchup_id}")


def catchup_happened(event: CatchUpHappened) -> None:
    """Any contact counts."""
    one, other = event.person_ids
    source = f"catchup:{event.catchup_id}"
    actions.note_contact(one, other, on=event.on, kind=event.kind, source=source, revision=event.revision)


def catchup_did_not_happen(event: CatchUpDidNotHappen) -> None:
    """They say now that they did not meet: the clock runs as before."""
    one, other = event.person_ids
    actions.withdraw_contact(one, other, source=f"catchup:{event.catchup_id}", revision=event.revision)


def circle_tie(event: CircleTie) -> None:
    """Both said at the end of a circle that they would like to keep in touch."""
    one, other = event.person_ids
    actions.begin(one, other, origin="circle", on=event.on)


def circle_met(event: CircleMet) -> None:
    """A meeting of a circle is contact for everybody who was there with everybody they have a tie with."""
    source = f"circle-meeting:{event.meeting_id}"
    actions.note_meeting(event.person_ids, event.absent_ids, on=event.on, source=source, revision=event.revision)


def congratulated(event: Congratulated) -> None:
    """A word to somebody's milestone is contact too."""
    source = f"congratulation:{event.congratulation_id}"
    actions.note_contact(event.by_person_id, event.to_person_id, on=event.on, kind="congratulation", source=source)


def congratulation_taken_back(event: CongratulationTakenBack) -> None:
    """It is as if it had not been said, also when that is heard of later (its id is never given again)."""
    source = f"congratulation:{event.congratulation_id}"
    actions.withdraw_contact(event.by_person_id, event.to_person_id, source=source, revision=1)


def blocked(event: PersonBlocked) -> None:
    """A block: the tie rests for who blocks, and what they have offered each other ends. Nobody is told."""
    actions.end_offers_between(event.blocker_id, event.blocked_id)
    actions.rest_after_block(event.blocker_id, event.blocked_id)


def quiet_changed(event: PersonWentQuiet | PersonCameBack) -> None:
    """Somebody is quiet, until another day than before, or is back: looks that were planned for the old day come too late."""
    actions.look_soon_at_all_of(event.person_id)


def looks_due(event: TieLooksDue) -> None:
    """A few of the ties whose own day has come."""
    actions.look_at(event.tie_ids, clock.today())


def reminders_due(event: TieRemindersDue) -> None:
    """A few of the people who have somebody to be reminded of."""
    actions.remind(event.person_ids)
