"""The end of a circle: its closing round, and what each writes in it."""

from datetime import timedelta
from typing import Any

from flask import flash

from community.circles import actions, queries
from community.circles.forms.ending import ClosingForm, ClosingWordsForm
from community.circles.models import CLOSING_PARTS, USUAL_CLOSING, CircleMember
from community.circles.permissions import BEGIN_CLOSING, CALL_OFF_CLOSING, READ_CIRCLE, WRITE_CLOSING
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import answers, endings
from community.core import clock
from community.core.errors import Invalid
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, requires, see_other


@blueprint.get("/<circle>/closing")
@requires(READ_CIRCLE, load=queries.seat)
def closing(seat: CircleMember) -> Any:
    """How this circle ends: to begin it, to write, to read, and what remains."""
    return _page(seat)


@blueprint.post("/<circle>/closing")
@requires(BEGIN_CLOSING, load=queries.seat)
@endings
def begin_closing(seat: CircleMember) -> Any:
    """Begin the closing round."""
    form = ClosingForm()
    if not form.validate():
        return _page(seat, form)
    try:
        actions.begin_closing(current_actor(), seat, until=form.until.data)
    except Invalid as error:
        form.refuse(error)
        return _page(seat, form)
    flash(_("The closing round has begun. Everybody gets a mail."), "good")
    return see_other("circles.closing", circle=seat.circle.public_id)


@blueprint.post("/<circle>/closing/removal")
@requires(CALL_OFF_CLOSING, load=queries.seat)
@endings
def call_off_closing(seat: CircleMember) -> Any:
    """Go on after all."""
    actions.call_off_closing(current_actor(), seat)
    flash(_("The circle goes on."), "good")
    return see_other("circles.show", circle=seat.circle.public_id)


@blueprint.get("/<circle>/closing/words")
@requires(WRITE_CLOSING, load=queries.seat)
def edit_closing(seat: CircleMember) -> Any:
    """Say it better."""
    return _words_page(seat, _own_form(seat))


@blueprint.post("/<circle>/closing/words")
@requires(WRITE_CLOSING, load=queries.seat)
@answers
def write_closing(seat: CircleMember) -> Any:
    """Keep what was written; it opens what the others wrote."""
    form = ClosingWordsForm()
    if not form.validate():
        return _words_page(seat, form)
    try:
        circle = actions.write_closing(current_actor(), seat, parts=form.parts)
    except Invalid as error:
        form.refuse(error)
        return _words_page(seat, form)
    if circle.is_ended:
        flash(_("Thank you. Everybody has written, so this circle has come to its end."), "good")
    else:
        flash(_("Thank you. Now you read what the others wrote, as they write it."), "good")
    return see_other("circles.closing", circle=seat.circle.public_id)


def _page(seat: CircleMember, form: ClosingForm | None = None) -> Any:
    actor, circle = current_actor(), seat.circle
    may_begin, may_write = can(actor, BEGIN_CLOSING, seat), can(actor, WRITE_CLOSING, seat)
    own = None if circle.is_running else queries.own_closing_words(circle.id, actor.id)
    shown: Any = form
    if form is None and may_begin:
        shown = ClosingForm(formdata=None, data={"until": clock.today(actor.time_zone) + timedelta(days=USUAL_CLOSING)})
    elif may_write and own is None:
        shown = ClosingWordsForm(formdata=None)
    return inside(
        "circles/closing.html", seat, "closing",
        form=shown,
        round=None if circle.is_running else queries.closing_of(circle.id),
        own=own,
        said=[] if circle.is_running else queries.closing_words(actor, circle.id),
        labels=closing_labels(),
        may_begin=may_begin,
        may_write=may_write,
        may_call_off=can(actor, CALL_OFF_CLOSING, seat),
    )  # fmt: skip


def _own_form(seat: CircleMember) -> ClosingWordsForm:
    own = queries.own_closing_words(seat.circle_id, seat.person_id)
    return ClosingWordsForm(formdata=None, data={part: getattr(own, part) for part in CLOSING_PARTS} if own else {})


def _words_page(seat: CircleMember, form: ClosingWordsForm) -> Any:
    return inside("circles/closing_words.html", seat, "closing", form=form)


def closing_labels() -> dict[str, str]:
    """What each of the three is called, above what somebody else wrote."""
    return {"keep": _("What I keep"), "let_go": _("What I let go"), "took": _("What I took with me")}
