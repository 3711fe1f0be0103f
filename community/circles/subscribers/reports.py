"""What follows from a report: mails to the coordinators who may look after it, and the answer to who told it."""

from community.circles import queries
from community.core import mail
from community.events import CircleReportAnswered, CircleReported


def tell_the_coordinators(event: CircleReported) -> None:
    """Every coordinator who may read it hears that there is something."""
    report = queries.report_by_id(event.report_id)
    if report is None or report.reporter is None:
        return
    for person in queries.coordinators_reading(report.reporter, report.circle_id):
        mail.post("circles.reported", to=person, about=f"report:{report.id}", report_id=report.id)


def tell_the_reporter(event: CircleReportAnswered) -> None:
    """Somebody has looked after it."""
    report = queries.report_by_id(event.report_id)
    if report is not None and report.reporter is not None:
        mail.post("circles.report_answered", to=report.reporter, about=f"report:{report.id}", report_id=report.id)
