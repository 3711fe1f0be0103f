"""The words of a meeting, and who leads it."""

from typing import Any

from flask import request

from community.circles import actions, queries
from community.circles.agenda_texts import AGENDAS, agenda_text
from community.circles.forms.meetings import AgendaForm, NotesForm, RolesForm, WrittenForm
from community.circles.models import CircleMeeting
from community.circles.permissions import CHANGE_MEETING, WRITE_AGENDA, WRITE_NOTES
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import answers, writes
from community.circles.views.meetings import seat_at
from community.circles.wording import readers_words
from community.core import clock
from community.core.errors import Invalid
from community.core.web import current_actor, requires, see_other


@blueprint.get("/meetings/<meeting>/agenda")
@requires(WRITE_AGENDA, load=queries.meeting)
def edit_agenda(meeting: CircleMeeting) -> Any:
    """The agenda as it is, or one to begin with."""
    words = agenda_text(request.args.get("begin")) or meeting.agenda
    return _agenda(meeting, AgendaForm(formdata=None, data={"words": words, "revision": str(meeting.agenda_revision)}))


@blueprint.post("/meetings/<meeting>/agenda")
@requires(WRITE_AGENDA, load=queries.meeting)
@writes
def write_agenda(meeting: CircleMeeting) -> Any:
    """Keep it."""
    form = AgendaForm()
    if form.validate():
        try:
            actions.write_agenda(current_actor(), meeting, words=form.words.data or "", revision=form.seen)
        except Invalid as error:
            _written_meanwhile(form, error, queries.fresh_meeting(meeting.id), "agenda_revision")
        else:
            return see_other("circles.meeting", meeting=meeting.public_id, _anchor="agenda")
    return _agenda(meeting, form)


@blueprint.get("/meetings/<meeting>/notes")
@requires(WRITE_NOTES, load=queries.meeting)
def edit_notes(meeting: CircleMeeting) -> Any:
    """The notes as they are."""
    said = {"words": meeting.notes, "revision": str(meeting.notes_revision)}
    return _notes(meeting, NotesForm(formdata=None, data=said))


@blueprint.post("/meetings/<meeting>/notes")
@requires(WRITE_NOTES, load=queries.meeting)
@writes
def write_notes(meeting: CircleMeeting) -> Any:
    """Keep them."""
    form = NotesForm()
    if form.validate():
        try:
            actions.write_notes(current_actor(), meeting, words=form.words.data or "", revision=form.seen)
        except Invalid as error:
            _written_meanwhile(form, error, queries.fresh_meeting(meeting.id), "notes_revision")
        else:
            return see_other("circles.meeting", meeting=meeting.public_id, _anchor="notes")
    return _notes(meeting, form)


@blueprint.get("/meetings/<meeting>/roles")
@requires(CHANGE_MEETING, load=queries.meeting)
def edit_roles(meeting: CircleMeeting) -> Any:
    """Who leads, as it is."""
    form = RolesForm(formdata=None)
    known = _members(form, meeting)
    for field, person_id in ((form.lead, meeting.lead_id), (form.co, meeting.co_id), (form.shadow, meeting.shadow_id)):
        field.data = known.get(person_id, "")
    return _roles(meeting, form)


@blueprint.post("/meetings/<meeting>/roles")
@requires(CHANGE_MEETING, load=queries.meeting)
@answers
def give_roles(meeting: CircleMeeting) -> Any:
    """Keep it."""
    form = RolesForm()
    known = _members(form, meeting)
    if not form.validate():
        return _roles(meeting, form)
    ids = {public_id: person_id for person_id, public_id in known.items()}
    chosen = {}
    for field in (form.lead, form.co, form.shadow):
        before = getattr(meeting, f"{field.name}_id")
        # "Nobody yet" does not take a role from somebody whom this reader does not see.
        chosen[field.name] = ids.get(field.data) or (before if before not in known else None)
    try:
        actions.give_roles(current_actor(), meeting, lead=chosen["lead"], co=chosen["co"], shadow=chosen["shadow"])
    except Invalid as error:
        form.refuse(error)
        return _roles(meeting, form)
    return see_other("circles.meeting", meeting=meeting.public_id)


def _members(form: RolesForm, meeting: CircleMeeting) -> dict[int | None, str]:
    """Offer the members; their public ids by their ids."""
    seats = queries.members_seen_by(current_actor(), meeting.circle_id)
    form.offer({seat.person.public_id: seat.person.name for seat in seats})
    return {seat.person_id: seat.person.public_id for seat in seats}


def _written_meanwhile(form: WrittenForm, error: Invalid, fresh: CircleMeeting | None, revision: str) -> None:
    """Say so; saving again after having put the two together is then meant."""
    form.refuse(error)
    if fresh is not None:
        form.revision.data = str(getattr(fresh, revision))


def _agenda(meeting: CircleMeeting, form: AgendaForm) -> Any:
    begin = {name: title for name, (title, _text) in AGENDAS.items()}
    return inside(
        "circles/agenda.html", seat_at(meeting), "meetings",
        form=form, meeting=meeting, begin=begin, has_begun=meeting.starts_at <= clock.now(),
    )  # fmt: skip


def _notes(meeting: CircleMeeting, form: NotesForm) -> Any:
    return inside(
        "circles/notes.html", seat_at(meeting), "meetings", form=form, meeting=meeting, who_reads=readers_words()
    )


def _roles(meeting: CircleMeeting, form: RolesForm) -> Any:
    return inside("circles/meeting_roles.html", seat_at(meeting), "meetings", form=form, meeting=meeting)
