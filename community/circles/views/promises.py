"""Promises: those of the circle, making one, and what their maker does with them."""

from typing import Any

from flask import flash, request, url_for

from community.circles import actions, queries
from community.circles.forms.promises import DayForm, PromiseForm
from community.circles.models import CircleMember, CirclePromise
from community.circles.permissions import CHANGE_PROMISE, READ_CIRCLE, WRITE_IN_CIRCLE
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import promises as limited
from community.circles.wording import readers_words
from community.core import clock
from community.core.errors import Conflict, Invalid, Missing
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, page, requires, see_other
from community.core.web.filters import date_words


@blueprint.get("/<circle>/promises")
@requires(READ_CIRCLE, load=queries.seat)
def promises(seat: CircleMember) -> Any:
    """What is promised, and what became of earlier ones."""
    return _page(seat, PromiseForm(formdata=None))


@blueprint.post("/<circle>/promises")
@requires(WRITE_IN_CIRCLE, load=queries.seat)
@limited
def promise(seat: CircleMember) -> Any:
    """Promise something."""
    form = PromiseForm()
    if not form.validate():
        return _page(seat, form)
    try:
        actions.make_promise(current_actor(), seat, words=form.words.data or "", due_on=form.due_on.data)
    except Invalid as error:
        form.refuse(error)
        return _page(seat, form)
    flash(_("Promised. You get a mail the day before, and nobody else does."), "good")
    return _back(seat.circle.public_id)


@blueprint.post("/promises/<promise>/kept")
@requires(CHANGE_PROMISE, load=queries.promise)
@limited
def keep_promise(promise: CirclePromise) -> Any:
    """It is done."""
    actions.keep_promise(current_actor(), promise)
    flash(_("Done, and said so. Well kept."), "good")
    return _back(promise.circle.public_id)


@blueprint.get("/promises/<promise>/day")
@requires(CHANGE_PROMISE, load=queries.promise)
def another_day(promise: CirclePromise) -> Any:
    """Another day, as long as the first has not passed."""
    _demand_in_time(promise)
    return _day_page(promise, DayForm(formdata=None, data={"due_on": promise.due_on}))


@blueprint.post("/promises/<promise>/day")
@requires(CHANGE_PROMISE, load=queries.promise)
@limited
def move_promise(promise: CirclePromise) -> Any:
    """Take the other day."""
    form = DayForm()
    if not form.validate():
        return _day_page(promise, form)
    try:
        actions.move_promise(current_actor(), promise, due_on=form.due_on.data)
    except Invalid as error:
        form.refuse(error)
        return _day_page(promise, form)
    flash(
        _("The new day is %(day)s. Found in time, that is as good as kept.", day=date_words(form.due_on.data)), "good"
    )
    return _back(promise.circle.public_id)


@blueprint.get("/promises/<promise>/removal")
@requires(CHANGE_PROMISE, load=queries.promise)
def promise_removal(promise: CirclePromise) -> Any:
    """Ask before it is gone."""
    return page(
        "confirm.html",
        title=_("Take this promise back?"),
        text=promise.words,
        consequences=[_("It disappears for everybody in the circle."), _("Nobody gets a mail about it.")],
        action_url="",
        action_label=_("Take it back"),
        cancel_url=url_for("circles.promises", circle=promise.circle.public_id),
    )


@blueprint.post("/promises/<promise>/removal")
@requires(CHANGE_PROMISE, load=queries.promise)
@limited
def take_promise_back(promise: CirclePromise) -> Any:
    """Let it be gone."""
    actions.take_promise_back(current_actor(), promise)
    flash(_("Your promise is taken back."), "good")
    return _back(promise.circle.public_id)


def _page(seat: CircleMember, form: PromiseForm) -> Any:
    actor = current_actor()
    may_write = can(actor, WRITE_IN_CIRCLE, seat)
    return inside(
        "circles/promises.html", seat, "promises",
        form=form if may_write else None,
        may_write=may_write,
        today=clock.today(actor.time_zone),
        open_ones=queries.open_promises(actor, seat.circle_id),
        settled=queries.settled_promises(actor, seat.circle_id, request.args.get("after")),
        who_reads=readers_words(),
    )  # fmt: skip


def _day_page(promise: CirclePromise, form: DayForm) -> Any:
    seat = queries.seat(current_actor(), promise.circle.public_id)
    if seat is None:
        raise Missing
    return inside("circles/another_day.html", seat, "promises", form=form, promise=promise)


def _demand_in_time(promise: CirclePromise) -> None:
    if not promise.is_open or promise.due_on < clock.today(current_actor().time_zone):
        raise Conflict(
            _("The day of this promise is past."),
            what_next=_("Say that it is done when it is, or make a new promise."),
        )


def _back(circle: str) -> Any:
    return see_other("circles.promises", circle=circle)
