"""What the answering part of a page needs: the form for the times, and what was said beside a "not now"."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from community.accounts.models import Person
from community.catchups import actions
from community.catchups.forms import AcceptForm, AnswerForm, answer_form
from community.catchups.models import CatchUp, CatchUpTime
from community.catchups.permissions import Step
from community.catchups.wording import for_other
from community.core import clock
from community.core.audiences import may_read
from community.core.web.filters import when_words

TimesForm = AcceptForm | AnswerForm


def ahead_of(catchup: CatchUp, now: datetime) -> list[CatchUpTime]:
    """The offered times that have not passed."""
    return [time for time in catchup.offered if time.starts_at > now]


def times_form(catchup: CatchUp, now: datetime, **kwargs: Any) -> TimesForm:
    """The form in which the offered times are answered; of what is possible if need be, one is chosen."""
    ahead = ahead_of(catchup, now)
    if not catchup.if_need_be:
        return answer_form(ahead, when_words, **kwargs)
    form = AcceptForm(starts_at=ahead[0].starts_at.isoformat() if len(ahead) == 1 else None, **kwargs)
    form.offer(ahead, when_words)
    return form


def answer_parts(
    actor: Person, catchup: CatchUp, steps: frozenset[Step], form: TimesForm | None = None
) -> dict[str, Any]:
    """The form that is open to the actor, as it was typed or empty, and what was said beside a "not now"."""
    now = clock.now()
    ahead = ahead_of(catchup, now)
    may_choose = Step.ACCEPT in steps and bool(ahead)
    if may_choose and form is None:
        form = times_form(catchup, now, formdata=None)
    return {
        "form": form if may_choose else None,
        "ahead": ahead,
        "suggested": actions.suggestion_for(actor, catchup),
        "may_ask_again": catchup.ask_after is not None and catchup.ask_after <= clock.today(actor.time_zone),
    }


def on_their_clock(actor: Person, catchup: CatchUp, times: Sequence[CatchUpTime]) -> dict[str, str]:
    """Each time as the other reads it. Asking alone does not reveal the zone of somebody who hides it."""
    other = catchup.other(actor.id)
    hidden = other.id == catchup.asked_id and not catchup.asked_has_answered
    if not times or (hidden and not may_read(actor, other, "time_zone")):
        return {}
    return {time.starts_at.isoformat(): for_other(time.starts_at, other) for time in times}
