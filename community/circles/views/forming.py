"""Forming circles from the list: for coordinators, who see of each person what the list says and nothing else."""

from typing import Any

from flask import Response, flash, render_template, request, url_for

from community.accounts.permissions import COORDINATE
from community.circles import actions, queries
from community.circles.forming_words import LEFT_WORDS, MODE_WORDS, hours_words
from community.circles.forms.forming import FormingForm, MoveForm
from community.circles.models import Forming, FormingPlace
from community.circles.preview import NEW, NOWHERE, choices_for, preview_of
from community.circles.topics import topic_words
from community.circles.views import blueprint
from community.core.errors import Conflict, Invalid
from community.core.language import gettext as _
from community.core.language import ngettext
from community.core.web import current_actor, page, requires, see_other


@blueprint.get("/forming")
@requires(COORDINATE)
def forming() -> Any:
    """Who would like a circle, the draft there is, and what was formed before."""
    return _list(FormingForm())


@blueprint.post("/forming")
@requires(COORDINATE)
def ask_forming() -> Any:
    """Form circles in these bounds: a draft, of which nobody is told."""
    form = FormingForm()
    if not form.validate_on_submit():
        return _list(form)
    try:
        made = actions.ask_forming(current_actor(), **form.wanted)
    except Invalid as error:
        form.refuse(error)
        return _list(form)
    return see_other("circles.draft", forming=made.public_id)


@blueprint.get("/forming/<forming>")
@requires(COORDINATE, load=queries.forming)
def draft(forming: Forming) -> Any:
    """Where it stands: being computed, a draft to look at, being released, released."""
    if forming.is_under_way:
        return page("circles/forming/progress.html", forming=forming, how_far=queries.how_far_released(forming))
    if forming.is_draft:
        return page("circles/forming/draft.html", **_words(), **preview_of(current_actor(), forming))
    if forming.state == "released":
        groups, answers = queries.forming_groups(forming), queries.answers_to_formed(forming)
        left = queries.how_many_without(forming)
        return page("circles/forming/released.html", forming=forming, groups=groups, answers=answers, left=left)
    raise Conflict(_("This draft was dropped; nobody was told of it."), what_next=_("Form circles anew from the list."))


@blueprint.get("/forming/<forming>/progress")
@requires(COORDINATE, load=queries.forming)
def forming_progress(forming: Forming) -> Any:
    """The part of the progress page that is fetched again and again."""
    how_far = queries.how_far_released(forming)
    answer = Response(render_template("circles/forming/_progress.html", forming=forming, how_far=how_far))
    if not forming.is_under_way:
        answer.headers["X-Poll"] = "done"
    return answer


@blueprint.post("/forming/<forming>/another")
@requires(COORDINATE, load=queries.forming)
def form_again(forming: Forming) -> Any:
    """Another arrangement of the same list."""
    return see_other("circles.draft", forming=actions.ask_forming_again(current_actor(), forming).public_id)


@blueprint.post("/forming/<forming>/withdrawal")
@requires(COORDINATE, load=queries.forming)
def drop_draft(forming: Forming) -> Any:
    """Forget it."""
    actions.drop_draft(current_actor(), forming)
    flash(_("Dropped. Nobody was told of it."), "good")
    return see_other("circles.forming")


@blueprint.get("/forming/<forming>/release")
@requires(COORDINATE, load=queries.forming)
def releasing(forming: Forming) -> Any:
    """Ask before people are invited."""
    placed, left = queries.how_many_placed(forming), queries.how_many_without(forming)
    return page(
        "confirm.html",
        title=_("Release these circles?"),
        text="",
        consequences=[
            ngettext("%(num)d person is invited by mail.", "%(num)d people are invited by mail.", placed)
            + " "
            + _("Everybody can say no; nobody is in a circle before they said yes."),
            ngettext(
                "%(num)d person is told kindly that there was no place this time, and why.",
                "%(num)d people are told kindly that there was no place this time, and why.",
                left,
            ),
            _("Whoever offered to facilitate does so once they said yes. Where nobody offered, the members are asked."),
        ],
        action_label=_("Release"),
        cancel_url=url_for("circles.draft", forming=forming.public_id),
        style="primary",
    )


@blueprint.post("/forming/<forming>/release")
@requires(COORDINATE, load=queries.forming)
def release(forming: Forming) -> Any:
    """Make the circles and invite."""
    actions.release(current_actor(), forming)
    return see_other("circles.draft", forming=forming.public_id)


@blueprint.get("/forming/people/<seeker>")
@requires(COORDINATE, load=queries.forming_place)
def moving(place: FormingPlace) -> Any:
    """Where somebody of the draft could be."""
    form = MoveForm(to=place.group.public_id if place.group else NOWHERE)
    return _moving(place, form)


@blueprint.post("/forming/people/<seeker>")
@requires(COORDINATE, load=queries.forming_place)
def move(place: FormingPlace) -> Any:
    """Put them there."""
    form = MoveForm()
    choices = choices_for(place)
    form.offer(choices)
    if not form.validate_on_submit():
        return _moving(place, form)
    if form.to.data == NEW:
        actions.move_into_new_group(current_actor(), place)
    else:
        chosen = next(choice.group for choice in choices if choice.value == form.to.data)
        actions.move_in_draft(current_actor(), place, chosen)
    flash(_("%(name)s has been moved.", name=place.person.name), "good")
    return see_other("circles.draft", forming=place.forming.public_id)


def _list(form: FormingForm) -> Any:
    return page(
        "circles/forming/index.html",
        form=form,
        wishes=queries.wishes(request.args.get("after")),
        number=queries.how_many_wish(),
        draft=queries.latest_forming_draft(),
        under_way=queries.forming_under_way(),
        released=queries.formings_released(),
        **_words(),
    )


def _moving(place: FormingPlace, form: MoveForm) -> Any:
    choices = choices_for(place)
    form.offer(choices)
    hints = {choice.value: choice.hint for choice in choices}
    wish = queries.wish_of(place.person_id)
    return page("circles/forming/move.html", form=form, place=place, wish=wish, hints=hints, **_words())


def _words() -> dict[str, Any]:
    return {"left_words": LEFT_WORDS, "mode_words": MODE_WORDS, "hours_words": hours_words, "topic_words": topic_words}
