"""Telling the coordinators something of a circle, and the answer to it."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.models import LONGEST_ANSWER, LONGEST_REPORT, CircleMember, CirclePost, CircleReport
from community.circles.permissions import ANSWER_REPORT
from community.core import clock
from community.core.errors import Conflict, Invalid, Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.core.text import clean_text
from community.events import CircleReportAnswered, CircleReported


def report_circle(actor: Person, seat: CircleMember, *, words: str, post: CirclePost | None = None) -> CircleReport:
    """Tell the coordinators who are not in the circle what is wrong. What was written in the circle is not sent along.

    Refuses (Invalid) nothing and too much, (Refused) when no coordinator could read it. Publishes CircleReported.
    """
    words = _checked(words, LONGEST_REPORT)
    if not queries.coordinators_reading(actor, seat.circle_id):
        raise Refused(
            _l("There is no coordinator who is not in this circle."),
            what_next=_l("Speak to somebody you trust, in the circle or outside it."),
        )
    report = CircleReport(
        circle_id=seat.circle_id, post_id=None if post is None else post.id, reporter_id=actor.id, words=words
    )
    db.session.add(report)
    db.session.flush()
    publish(CircleReported(report.id))
    return report


def answer_report(actor: Person, report: CircleReport, *, words: str) -> CircleReport:
    """Tell the reporter that somebody has looked after it, and what was done.

    Refuses (Conflict) what another coordinator has answered meanwhile. Publishes CircleReportAnswered.
    """
    words = _checked(words, LONGEST_ANSWER)
    db.session.refresh(report, with_for_update={"of": CircleReport})
    if not can(actor, ANSWER_REPORT, report):
        raise Conflict(
            _l("Somebody has looked after this meanwhile."), what_next=_l("Open the report again to read the answer.")
        )
    report.answer, report.answered_at, report.answered_by_id = words, clock.now(), actor.id
    db.session.flush()
    publish(CircleReportAnswered(report.id))
    return report


def _checked(words: str, most: int) -> str:
    words = clean_text(words)
    if not words:
        raise Invalid(_l("Please write a few words."), field="words")
    if len(words) > most:
        raise Invalid(_l("This is longer than fits here: please shorten it."), field="words")
    return words
