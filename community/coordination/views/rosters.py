"""The roster import: upload, columns, preview, import, result."""

from typing import Any

from flask import Response, flash, render_template, request, url_for

from community.coordination.actions import rosters as actions
from community.coordination.forms.rosters import UploadForm, columns_form
from community.coordination.models import OUTCOMES, RosterImport, RosterLine
from community.coordination.permissions import COORDINATE, for_coordinators
from community.coordination.queries import invitations
from community.coordination.queries import rosters as queries
from community.coordination.roster.columns import FIELDS
from community.coordination.roster.safe_cells import safe_csv
from community.coordination.roster.words import FIELD_NAMES
from community.coordination.views import blueprint
from community.coordination.words import day_in_words, failure_in_words, note_in_words
from community.core.errors import Conflict, Invalid
from community.core.language import gettext as _
from community.core.web import current_actor, page, requires, see_other

load = for_coordinators(queries.import_by_public_id)


@blueprint.get("/import")
@requires(COORDINATE)
def import_() -> Any:
    """Choose a file; and what was imported before."""
    return _start(UploadForm())


@blueprint.post("/import")
@requires(COORDINATE)
def upload() -> Any:
    """Take the file in. Nothing is imported yet."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _start(form)
    try:
        roster = actions.upload(current_actor(), data=form.file.data.read(), filename=form.file.data.filename)
    except Invalid as error:
        form.refuse(error)
        return _start(form)
    return see_other("coordination.roster", roster=roster.public_id)


@blueprint.get("/import/<roster>")
@requires(COORDINATE, load=load)
def roster(roster: RosterImport) -> Any:
    """Where this import stands: the question about its columns, its progress, its preview, its result."""
    if roster.state == "asked":
        return see_other("coordination.columns", roster=roster.public_id)
    if roster.is_under_way:
        return page("coordination/import/progress.html", roster=roster)
    if roster.state == "dropped":
        raise Conflict(
            _("This roster was dropped; nothing of it was imported."), what_next=_("Upload it again if you need it.")
        )
    if roster.state == "failed":
        return page("coordination/import/failed.html", roster=roster, why=failure_in_words(roster.failure))
    outcome = request.args.get("outcome", "")
    return page(
        "coordination/import/preview.html" if roster.state == "compared" else "coordination/import/result.html",
        roster=roster,
        outcome=outcome if outcome in OUTCOMES else "",
        lines=queries.lines(roster, outcome, request.args.get("after")),
        fields=_fields_of,
        said=note_in_words,
        new_here=invitations.how_many(f"r:{roster.public_id}") if roster.state == "done" else 0,
    )


@blueprint.get("/import/<roster>/progress")
@requires(COORDINATE, load=load)
def roster_progress(roster: RosterImport) -> Any:
    """The part of the progress page that is fetched again and again."""
    answer = Response(render_template("coordination/import/_progress.html", roster=roster))
    if not roster.is_under_way:
        answer.headers["X-Poll"] = "done"
    return answer


@blueprint.get("/import/<roster>/columns")
@requires(COORDINATE, load=load)
def columns(roster: RosterImport) -> Any:
    """Which column is what. Once that no longer matters: how the import stands."""
    if roster.is_under_way or roster.is_over:
        return see_other("coordination.roster", roster=roster.public_id)
    source = actions.source_of(roster)
    return _asking(roster, source, columns_form(roster, source))


@blueprint.post("/import/<roster>/columns")
@requires(COORDINATE, load=load)
def say_columns(roster: RosterImport) -> Any:
    """Take the answers; compare when nothing is missing."""
    source = actions.source_of(roster)
    form = columns_form(roster, source)
    if not form.validate_on_submit():
        return _asking(roster, source, form)
    order = form.date_order.data if "date_order" in form else None
    try:
        actions.say_columns(current_actor(), roster, columns=form.columns, date_order=order)
    except Invalid as error:
        form.refuse(error)
        return _asking(roster, source, form)
    return see_other("coordination.roster", roster=roster.public_id)


@blueprint.post("/import/<roster>/carrying-out")
@requires(COORDINATE, load=load)
def carry_out_roster(roster: RosterImport) -> Any:
    """Import it, once however often this is pressed."""
    actions.carry_out(current_actor(), roster)
    return see_other("coordination.roster", roster=roster.public_id)


@blueprint.post("/import/<roster>/withdrawal")
@requires(COORDINATE, load=load)
def drop_roster(roster: RosterImport) -> Any:
    """Forget it."""
    actions.drop(current_actor(), roster)
    flash(_("Dropped. Nothing of it was imported."), "good")
    return see_other("coordination.import_")


@blueprint.get("/import/<roster>/problems.csv")
@requires(COORDINATE, load=load)
def roster_problems(roster: RosterImport) -> Any:
    """The lines that were not taken, with their reasons, to correct and import again."""
    rows = [
        (line.line, " ".join(note_in_words(note) for note in line.notes), *line.told)
        for line in queries.problems(roster)
    ]
    body = safe_csv([(_("Line"), _("Reason"), *(roster.headings or ())), *rows])
    answer = Response(body, mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"problems-{roster.public_id}.csv")
    return answer


def _start(form: UploadForm) -> Any:
    found = queries.imports(request.args.get("after"))
    return page("coordination/import/index.html", form=form, imports=found, fields=FIELD_NAMES)


def _asking(roster: RosterImport, source: Any, form: Any) -> Any:
    return page(
        "coordination/import/columns.html", form=form, roster=roster, sample=source.sample(4), headings=source.headings,
        cancel=url_for("coordination.import_"),
    )  # fmt: skip


def _fields_of(roster: RosterImport, line: RosterLine) -> dict[str, str]:
    """field → text of a line, whether it was taken or not."""
    if line.outcome != "problem":
        told = dict(zip(FIELDS, line.told, strict=False))
        return told | {name: day_in_words(told.get(name, "")) for name in ("started_on", "ended_on")}
    columns = roster.columns or {}
    return {
        field: line.told[column] if (column := columns.get(field, -1)) in range(len(line.told)) else ""
        for field in FIELDS
    }
