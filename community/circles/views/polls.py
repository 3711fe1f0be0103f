"""Finding a time together: asking, saying what suits, and choosing one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.forms.polls import ChoiceForm, PollForm, SuitsForm, suits_form
from community.circles.models import SUITS, CircleMember, CirclePoll, PollTime
from community.circles.permissions import ANSWER_POLL, FACILITATE, SEE_POLL, SETTLE_POLL, WRITE_IN_CIRCLE
from community.circles.views import blueprint
from community.circles.views.frame import inside
from community.circles.views.limits import answers, polls
from community.core import clock
from community.core.errors import Invalid, Missing
from community.core.language import gettext as _
from community.core.policy import can
from community.core.web import current_actor, requires, see_other
from community.core.web.filters import when_words


@dataclass(frozen=True)
class Weighed:
    """One time, and whom it suits as far as the reader may see them."""

    time: PollTime
    people: Mapping[str, list[Person]]
    is_past: bool


@blueprint.get("/<circle>/polls/new")
@requires(FACILITATE, load=queries.seat)
def new_poll(seat: CircleMember) -> Any:
    """Up to eight times."""
    return _asking(seat, PollForm(current_actor().time_zone, formdata=None))


@blueprint.post("/<circle>/polls/new")
@requires(FACILITATE, load=queries.seat)
@polls
def open_poll(seat: CircleMember) -> Any:
    """Ask the members."""
    actor = current_actor()
    form = PollForm(actor.time_zone)
    if not form.validate():
        return _asking(seat, form)
    try:
        poll = actions.open_poll(actor, seat, times=form.moments)
    except Invalid as error:
        form.refuse(Invalid(error.message))
        return _asking(seat, form)
    flash(_("Everybody is asked by mail. Look here again in a few days, and choose."), "good")
    return see_other("circles.poll", poll=poll.public_id)


@blueprint.get("/polls/<poll>")
@requires(SEE_POLL, load=queries.poll)
def poll(poll: CirclePoll) -> Any:
    """The times: one's own answers, and what suits the others."""
    return _page(poll)


@blueprint.post("/polls/<poll>/answers")
@requires(ANSWER_POLL, load=queries.poll)
@answers
def answer_poll(poll: CirclePoll) -> Any:
    """Say what suits."""
    form = suits_form(_ahead(poll), when_words, {})
    if not form.validate():
        return _page(poll, form)
    actions.answer_poll(current_actor(), poll, answers=form.answers)
    flash(_("Thank you. You can change it until a time is chosen."), "good")
    return see_other("circles.poll", poll=poll.public_id)


@blueprint.post("/polls/<poll>/choice")
@requires(SETTLE_POLL, load=queries.poll)
@polls
def settle_poll(poll: CirclePoll) -> Any:
    """Choose one: the meeting is planned, and everybody gets an invitation for their calendar."""
    form = ChoiceForm()
    if not form.validate() or form.chosen is None:
        raise Invalid(_("Please choose one of the times."))
    meeting = actions.settle_poll(current_actor(), poll, starts_at=form.chosen)
    flash(_("It is planned. Everybody gets an invitation for their calendar."), "good")
    return see_other("circles.meeting", meeting=meeting.public_id)


@blueprint.post("/polls/<poll>/removal")
@requires(SETTLE_POLL, load=queries.poll)
def drop_poll(poll: CirclePoll) -> Any:
    """None of them."""
    actions.drop_poll(current_actor(), poll)
    flash(_("The question is off the table."), "good")
    return see_other("circles.meetings", circle=poll.circle.public_id)


def _ahead(poll: CirclePoll) -> list[PollTime]:
    now = clock.now()
    return [time for time in poll.times if time.starts_at > now]


def _asking(seat: CircleMember, form: PollForm) -> Any:
    return inside("circles/new_poll.html", seat, "meetings", form=form, both=when_words)


def _page(poll: CirclePoll, form: SuitsForm | None = None) -> Any:
    actor = current_actor()
    seat = queries.seat(actor, poll.circle.public_id)
    if seat is None:
        raise Missing
    said, ahead = queries.poll_answers(poll.id), _ahead(poll)
    may_answer = poll.is_open and can(actor, WRITE_IN_CIRCLE, seat) and bool(ahead)
    if form is None and may_answer:
        own = {time_id: people[actor.id] for time_id, people in said.items() if actor.id in people}
        form = suits_form(ahead, when_words, own)
    people = {one.person_id: one.person for one in queries.members_seen_by(actor, poll.circle_id)}
    return inside(
        "circles/poll.html", seat, "meetings",
        form=form if may_answer else None,
        poll=poll,
        weighed=[_weighed(time, said.get(time.id, {}), people) for time in poll.times],
        may_settle=poll.is_open and can(actor, FACILITATE, seat),
    )  # fmt: skip


def _weighed(time: PollTime, said: Mapping[int, str], people: Mapping[int, Person]) -> Weighed:
    suiting = {suits: [people[one] for one in said if one in people and said[one] == suits] for suits in SUITS}
    return Weighed(time, suiting, is_past=time.starts_at <= clock.now())
