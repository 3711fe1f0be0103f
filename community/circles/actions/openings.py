"""Opening what was said in a circle: a coordinator asks, a second one answers, the circle is told, every look is kept."""

from sqlalchemy.orm import Session

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.steps import LOOK_AGAIN, held
from community.circles.models import (
    DANGER,
    LONGEST_NOTICE,
    LONGEST_REASON,
    OPEN_FOR,
    REPORT,
    Circle,
    CircleLook,
    CircleOpening,
    CircleReport,
)
from community.circles.permissions import ANSWER_OPENING, ASK_OPENING, CLOSE_OPENING, SEE_REPORT
from community.core import clock
from community.core.errors import Conflict, Invalid, Missing, Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import Permission, can
from community.core.text import clean_text
from community.events import CircleOpened, CircleOpeningAsked, CircleOpeningDeclined


def ask_opening(
    actor: Person, circle: Circle, *, reason: str, notice: str, report: CircleReport | None = None
) -> CircleOpening:
    """Ask a second coordinator to open a circle, because of a report or of a danger stated in the reason.

    Refuses (Refused) whoever is or was in the circle, (Conflict) while another question stands or the circle is open, or
    when there is no second coordinator; (Invalid) a missing reason or notice. Publishes CircleOpeningAsked.
    """
    reason, notice = _checked(reason, "reason", LONGEST_REASON), _checked(notice, "notice", LONGEST_NOTICE)
    held(circle)
    if not can(actor, ASK_OPENING, circle):
        raise Refused(_l("Whoever is or was in a circle does not ask to open it."))
    if report is not None and not (report.circle_id == circle.id and can(actor, SEE_REPORT, report)):
        raise Missing
    if queries.stands_asked(circle.id):
        raise Conflict(_l("This has been asked already, or the circle is open."), what_next=LOOK_AGAIN)
    opening = CircleOpening(
        circle_id=circle.id, asker_id=actor.id, grounds=DANGER if report is None else REPORT,
        report_id=None if report is None else report.id, reason=reason, notice=notice,
    )  # fmt: skip
    if not queries.can_be_answered(actor, circle.id):
        raise Conflict(
            _l("There is no second coordinator who could say yes."),
            what_next=_l("Nobody reads a circle alone. Ask for somebody else to become a coordinator first."),
        )
    db.session.add(opening)
    db.session.flush()
    publish(CircleOpeningAsked(opening.id))
    return opening


def open_circle(actor: Person, opening: CircleOpening) -> CircleOpening:
    """The second coordinator's yes: open for a day, to the two of them. Publishes CircleOpened, so that the circle is told.

    Refuses (Conflict) what has been answered, taken back, or asked too long ago.
    """
    opening = _held(actor, opening, ANSWER_OPENING)
    now = clock.now()
    opening.second_id, opening.answered_at, opening.open_until = actor.id, now, now + OPEN_FOR
    opening.circle.opened_until = opening.open_until
    db.session.flush()
    publish(CircleOpened(opening.id))
    return opening


def decline_opening(actor: Person, opening: CircleOpening) -> CircleOpening:
    """The second coordinator's no: it stays closed. Refuses as the yes does. Publishes CircleOpeningDeclined."""
    opening = _held(actor, opening, ANSWER_OPENING)
    opening.second_id, opening.answered_at = actor.id, clock.now()
    db.session.flush()
    publish(CircleOpeningDeclined(opening.id))
    return opening


def close_opening(actor: Person, opening: CircleOpening) -> CircleOpening:
    """Take the question back, or close the circle before its day is over. That it was open stays known."""
    opening = _held(actor, opening, CLOSE_OPENING)
    now = clock.now()
    if opening.open_until is None:
        opening.answered_at = now
    else:
        opening.open_until = opening.circle.opened_until = now
    db.session.flush()
    return opening


def note_look(aside: Session, opening_id: int, actor_id: int, what: str) -> None:
    """Write down that a page inside was read, beside the request that reads it: each time, and before anything is shown."""
    aside.add(CircleLook(opening_id=opening_id, person_id=actor_id, what=what))


def _held(actor: Person, opening: CircleOpening, permission: Permission) -> CircleOpening:
    held(opening.circle)
    fresh = queries.locked_opening(opening.id)
    if fresh is None:
        raise Missing
    if not can(actor, permission, fresh):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    return fresh


def _checked(words: str, field: str, most: int) -> str:
    words = clean_text(words)
    if not words:
        raise Invalid(_l("Please write a few words."), field=field)
    if len(words) > most:
        raise Invalid(_l("This is longer than fits here: please shorten it."), field=field)
    return words
