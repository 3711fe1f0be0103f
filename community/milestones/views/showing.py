"""One milestone on a page of its own, and its picture."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from community.core import files
from community.core.errors import Missing
from community.core.web import current_actor, page, requires, see_other
from community.milestones import actions, pictures, queries
from community.milestones.forms import CongratulationForm
from community.milestones.models import PICTURE_SIZES, WORDS, Milestone
from community.milestones.permissions import SEE_MILESTONE
from community.milestones.shown import congratulations, story_of
from community.milestones.standing import Standing
from community.milestones.views import blueprint
from community.milestones.views.around import surroundings


@blueprint.get("/<milestone>")
@requires(SEE_MILESTONE, load=queries.by_public_id)
def show(milestone: Milestone) -> Any:
    """The milestone, what was said to it, and what the reader can do."""
    actor = current_actor()
    if milestone.state == "waiting" and actor.id == milestone.subject_id:
        return see_other("milestones.answer", milestone=milestone.public_id)
    actions.note_opened(actor, milestone)
    return shown(milestone, None)


def shown(milestone: Milestone, form: CongratulationForm | None) -> Any:
    """The page, with the words of a refused congratulation when there are some."""
    actor = current_actor()
    own = {row.kind for row in queries.own_words(actor, milestone)} if milestone.is_shared else set()
    found = queries.congratulations_of(actor, milestone, request.args.get("after"))
    said, applauding = congratulations(actor, found.items)
    if form is None and milestone.is_shared and actor.id != milestone.subject_id and WORDS not in own:
        form = CongratulationForm()
    return page(
        "milestones/show.html",
        form=form,
        one=story_of(actor, milestone, own=own),
        state=Standing(actor, milestone),
        congratulations=said,
        applauding=applauding,
        page=found,
        started=bool(request.args.get("after")),
        c=surroundings(),
    )


@blueprint.get("/<milestone>/picture")
@requires(SEE_MILESTONE, load=queries.by_public_id)
def picture(milestone: Milestone) -> Response:
    """The picture, for whoever may see the milestone, and for their browser alone to keep."""
    return sent(milestone)


def sent(milestone: Milestone) -> Response:
    """The file of its picture, in the size the address asks for; refuses (Missing) when it has none."""
    if not milestone.picture:
        raise Missing
    size = min(PICTURE_SIZES) if request.args.get("size") == "small" else max(PICTURE_SIZES)
    return files.send_picture(milestone.picture, size, folder=pictures.folder())
