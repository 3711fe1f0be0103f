"""Where the mail about somebody's milestone leads: the milestone and the field, also for who is signed out.

Opening it changes nothing, so that a mail scanner can look as often as it likes.
"""

from typing import Any

from werkzeug.wrappers import Response

from community.accounts.models import Person
from community.core.errors import Conflict, Invalid
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.web import page, public, see_other
from community.milestones import actions, queries
from community.milestones.forms import CongratulationForm
from community.milestones.links import invited_by
from community.milestones.models import WORDS, Milestone
from community.milestones.shown import story_of
from community.milestones.views import blueprint
from community.milestones.views.showing import sent
from community.milestones.wording import QUESTIONS, told


@blueprint.get("/by-mail/<token>")
@public
def by_mail(token: str) -> Any:
    """The milestone, a question worth asking, and the field; or the words the reader has said already."""
    person, milestone = invited_by(token)
    with in_words_of(person):
        return _shown(token, person, milestone, CongratulationForm())


@blueprint.get("/by-mail/<token>/picture")
@public
def picture_by_mail(token: str) -> Response:
    """The picture, to whoever holds the link: it shows them no more than the words do, and only as long as those."""
    _person, milestone = invited_by(token)
    return sent(milestone)


@blueprint.post("/by-mail/<token>")
@public
def congratulate_by_mail(token: str) -> Any:
    """Take the words, once."""
    person, milestone = invited_by(token)
    with in_words_of(person):
        form = CongratulationForm()
        if not form.validate_on_submit():
            return _shown(token, person, milestone, form)
        try:
            actions.congratulate(person, milestone, words=form.words.data)
        except Invalid as refusal:
            form.refuse(refusal)
            return _shown(token, person, milestone, form)
        except Conflict:  # said before: the page shows it
            pass
    return see_other("milestones.by_mail", token=token)


def _shown(token: str, person: Person, milestone: Milestone, form: CongratulationForm) -> Any:
    said = [row.words for row in queries.own_words(person, milestone) if row.kind == WORDS]
    return page(
        "milestones/by_mail.html",
        form=form,
        one=story_of(person, milestone),
        token=token,
        question=QUESTIONS[milestone.kind],
        who_reads=_("Whoever can read this milestone can read your words."),
        writer=person,
        done=bool(said),
        mine=told(said[0]) if said else None,
    )
