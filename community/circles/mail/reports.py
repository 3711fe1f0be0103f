"""Mails about what somebody told the coordinators. They name neither the circle nor what it is about."""

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.permissions import ANSWER_REPORT
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can


def reported(person: Person, *, report_id: int) -> Message | None:
    """To each coordinator who may look after it, as long as nobody has."""
    report = queries.report_by_id(report_id)
    if report is None or not can(person, ANSWER_REPORT, report):
        return None
    return note(
        _("A member asks the coordinators for help"),
        [
            _("Something in a circle troubles them. Whoever of you comes first looks after it."),
            _("Only coordinators who are not in the circle can read it."),
        ],
        _("Read it"),
        url_for("circles.report", report=report.public_id, _external=True),
        why=_("You get this mail because you are a coordinator."),
    )


def report_answered(person: Person, *, report_id: int) -> Message | None:
    """To whoever told it."""
    report = queries.report_by_id(report_id)
    if report is None or report.reporter_id != person.id or not report.is_answered or not person.is_present:
        return None
    return note(
        _("A coordinator has looked after what you told us"),
        [_("The answer is on the site, for you alone.")],
        _("Read the answer"),
        url_for("circles.report", report=report.public_id, _external=True),
        why=_("You get this mail because you told the coordinators something."),
    )
