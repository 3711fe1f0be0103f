"""Telling the coordinators something of a circle; reading what was told, and answering it."""

from typing import Any

from flask import flash, request, url_for

from community.circles import actions, queries
from community.circles.forms.reports import ReportAnswerForm, ReportForm
from community.circles.models import CircleMember, CirclePost, CircleReport
from community.circles.permissions import (
    ANSWER_REPORT,
    ASK_OPENING,
    SEE_CIRCLE,
    SEE_POST,
    SEE_REPORT,
    TELL_COORDINATORS,
)
from community.circles.views import blueprint
from community.circles.views.limits import reports
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, see_other, signed_in


@blueprint.get("/<circle>/report")
@requires(TELL_COORDINATORS, load=queries.seat_to_tell_of)
def tell(seat: CircleMember) -> Any:
    """What troubles you in this circle?"""
    return _telling(ReportForm(), seat)


@blueprint.post("/<circle>/report")
@requires(TELL_COORDINATORS, load=queries.seat_to_tell_of)
@reports
def report_circle(seat: CircleMember) -> Any:
    """Tell the coordinators."""
    return _told(seat)


@blueprint.get("/posts/<post>/report")
@requires(SEE_POST, load=queries.post_by_public_id)
def tell_of_post(post: CirclePost) -> Any:
    """What troubles you about this post?"""
    return _telling(ReportForm(), _own_seat(post), post)


@blueprint.post("/posts/<post>/report")
@requires(SEE_POST, load=queries.post_by_public_id)
@reports
def report_post(post: CirclePost) -> Any:
    """Tell the coordinators of a post; its words are not sent along."""
    return _told(_own_seat(post), post)


@blueprint.get("/reports")
@signed_in
def own_reports() -> Any:
    """What one has told the coordinators, and their answers."""
    return page("circles/reports.html", reports=queries.reports_of(current_actor(), request.args.get("after")))


@blueprint.get("/reports/<report>")
@requires(SEE_REPORT, load=queries.report)
def report(report: CircleReport) -> Any:
    """What was told: to who told it, and to the coordinators who look after it."""
    return _shown(report, ReportAnswerForm())


@blueprint.post("/reports/<report>/answer")
@requires(ANSWER_REPORT, load=queries.report)
def answer_report(report: CircleReport) -> Any:
    """Tell the reporter what was done."""
    form = ReportAnswerForm()
    if not form.validate_on_submit():
        return _shown(report, form)
    actions.answer_report(current_actor(), report, words=form.words.data)
    flash(_("Thank you. Who told it can read your answer."), "good")
    return see_other("circles.report", report=report.public_id)


def _own_seat(post: CirclePost) -> CircleMember:
    seat = queries.seat_by_ids(post.circle_id, current_actor().id)
    assert seat is not None  # whoever sees a post is in its circle
    return seat


def _telling(form: ReportForm, seat: CircleMember, post: CirclePost | None = None) -> Any:
    actor = current_actor()
    known = can(actor, SEE_CIRCLE, seat.circle)
    return page(
        "circles/tell.html",
        form=form,
        circle=seat.circle if known else None,
        post=post,
        readers=queries.coordinators_reading(actor, seat.circle_id),
        back=url_for("circles.show", circle=seat.circle.public_id) if known else url_for("circles.index"),
    )


def _told(seat: CircleMember, post: CirclePost | None = None) -> Any:
    form = ReportForm()
    if not form.validate_on_submit():
        return _telling(form, seat, post)
    report = actions.report_circle(current_actor(), seat, words=form.words.data, post=post)
    flash(_("The coordinators have it. You get a mail when one of them has looked after it."), "good")
    return see_other("circles.report", report=report.public_id)


def _shown(report: CircleReport, form: ReportAnswerForm) -> Any:
    actor = current_actor()
    is_own = report.reporter_id == actor.id
    return page(
        "circles/report.html",
        form=form,
        report=report,
        is_own=is_own,
        known=not is_own or can(actor, SEE_CIRCLE, report.circle),
        may_answer=can(actor, ANSWER_REPORT, report),
        may_ask=can(actor, ASK_OPENING, report.circle),
    )
