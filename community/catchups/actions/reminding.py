"""What the clock says about catch-ups: each reminder once, and never to who has answered already.

Every function may run twice or late: it empties the due time in the same transaction in which it posts, so that missed
hours are caught up once.
"""

from datetime import datetime

from community.catchups import queries
from community.catchups.models import CatchUp
from community.core import mail

TOO_LATE_TO_WONDER = queries.LATELY


def remind_to_answer(catchup_id: int, now: datetime) -> bool:
    """Once a week after it was asked or proposed: somebody waits for your answer; or both of you, if nobody began. A quiet time
    has no reminders."""
    held = queries.locked(catchup_id)
    if held is None or held.remind_at is None or held.remind_at > now:
        return False
    held.remind_at = None
    lapsing = held.lapses_at is None or held.lapses_at <= now
    if held.state != "asked" or lapsing:
        return False
    awaited = [one for one in (held.asker, held.asked) if held.turn_id == one.id or held.is_open_to_either]
    about, kind = f"catchup:{held.id}:round:{held.round}", "waiting_for_either" if held.is_open_to_either else "waiting"
    for person in (one for one in awaited if one.standing != "quiet"):
        mail.post(f"catchups.{kind}", to=person, about=about, catchup_id=held.id, round=held.round)
    return bool(awaited)


def remind_to_meet(catchup_id: int, now: datetime) -> bool:
    """A day before the meeting, to both."""
    held = queries.locked(catchup_id)
    if held is None or held.nudge_at is None or held.nudge_at > now:
        return False
    held.nudge_at = None
    if held.state != "agreed" or held.starts_at is None or held.starts_at <= now:
        return False
    for person in (held.asker, held.asked):
        about = f"catchup:{held.id}:at:{held.sequence}"
        mail.post("catchups.tomorrow", to=person, about=about, catchup_id=held.id, sequence=held.sequence)
    return True


def ask_whether_met(catchup_id: int, now: datetime) -> bool:
    """After the meeting, to each who has not said whether it happened."""
    held = queries.locked(catchup_id)
    if held is None or held.wonder_at is None or held.wonder_at > now:
        return False
    held.wonder_at = None
    if held.state != "agreed" or not _is_fresh(held, now):
        return False
    for person in (held.asker, held.asked):
        if held.answer_of(person.id) is None:
            mail.post("catchups.did_you_meet", to=person, about=f"catchup:{held.id}:met", catchup_id=held.id)
    return True


def _is_fresh(catchup: CatchUp, now: datetime) -> bool:
    return catchup.ends_at is not None and catchup.ends_at > now - TOO_LATE_TO_WONDER
