""" "Would you like to meet again some day?": answered on the page of a catch-up, or by a link, also by who is signed out.

Opening the link changes nothing. What the other said is shown to nobody, unless both have said yes.
"""

from typing import Any

from flask import flash, url_for

from community.accounts.models import Person
from community.catchups import actions, queries
from community.catchups.forms import AgainForm
from community.catchups.links import AGAIN
from community.catchups.models import CatchUp
from community.catchups.permissions import SAY_AGAIN
from community.catchups.views import blueprint
from community.catchups.views.limits import answers_by_mail
from community.catchups.wording import again_question
from community.core.errors import Invalid, Missing
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.web import current_actor, page, public, requires, see_other

YES_OR_NO = (("again_yes", True), ("again_no", False))


@blueprint.post("/catchups/<catchup>/again")
@requires(SAY_AGAIN, load=queries.by_public_id)
def say_again(catchup: CatchUp) -> Any:
    """Yes or no, on the page of the catch-up."""
    form = AgainForm()
    if not form.validate():
        raise Invalid(_("Please say yes or no."))
    actor = current_actor()
    known = actions.say_again(actor, catchup, again=form.again.data == "yes")
    flash(_noted(catchup.other(actor.id), known), "good")
    return see_other("catchups.show", catchup=catchup.public_id, _anchor="again")


@blueprint.get("/catchups/again/<token>")
@public
def again(token: str) -> Any:
    """What the link is about to say, with the one button that says it."""
    person, catchup, answer = _behind(token)
    with in_words_of(person):
        return _page(person, catchup, answer)


@blueprint.post("/catchups/again/<token>")
@public
@answers_by_mail
def say_again_by_link(token: str) -> Any:
    """Say it."""
    person, catchup, answer = _behind(token)
    if queries.again_for(person, catchup).is_asked:
        actions.say_again(person, catchup, again=answer)
    return see_other("catchups.again", token=token)


def again_parts(person: Person, catchup: CatchUp) -> dict[str, Any]:
    """What the question needs on a page that its reader reached by a link: each answer is a link of its own."""
    links = {name: url_for("catchups.again", token=AGAIN.token(person, catchup.id, yes)) for name, yes in YES_OR_NO}
    question = again_question(catchup, catchup.other(person.id))
    return {"again": queries.again_for(person, catchup), "again_question": question, **links}


def _behind(token: str) -> tuple[Person, CatchUp, bool]:
    person, catchup_id, answer = AGAIN.read(token)
    catchup = queries.by_id(catchup_id) if queries.sees_of(person, catchup_id) else None
    if catchup is None:
        raise Missing
    return person, catchup, bool(answer)


def _page(person: Person, catchup: CatchUp, answer: bool) -> Any:
    other, known = catchup.other(person.id), queries.again_for(person, catchup)
    if known.is_asked and known.mine is not answer:
        return page(
            "one_answer.html",
            title=again_question(catchup, other),
            lead=_("%(name)s reads your answer only if both of you say yes.", name=other.name),
            action_label=_("Yes, gladly") if answer else _("Rather not"),
            style="primary" if answer else "secondary",
        )
    title = _("It is noted")
    if known.mutual_on is not None:
        title = _("You both said yes")
    return page("one_answer.html", title=title, lead=_noted(other, known))


def _noted(other: Person, known: queries.Again) -> str:
    if known.mutual_on is not None:
        return _(
            "You and %(name)s would both like to. From now on you find each other among the people you keep in touch with.",
            name=other.name,
        )
    if known.mine:
        return _("%(name)s reads it only if they say yes too. Until then you can change your mind.", name=other.name)
    if known.mine is False:
        return _("Nobody reads it, %(name)s neither. You can change your mind whenever you like.", name=other.name)
    return _("There is nothing left to do. You can close this page.")
