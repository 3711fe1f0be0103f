"""The link in the mail that asks "did you meet?": a page with one button, also for who is signed out.

Opening it changes nothing, so that a mail scanner can look as often as it likes.
"""

from typing import Any

from community.catchups import actions
from community.catchups.links import Answer, answer_in
from community.catchups.permissions import Step, open_steps
from community.catchups.views import blueprint
from community.catchups.views.again import again_parts
from community.catchups.views.limits import answers_by_mail
from community.core import clock
from community.core.mail import in_words_of
from community.core.web import page, public, see_other


@blueprint.get("/catchups/met/<token>")
@public
def outcome(token: str) -> Any:
    """What the link is about to say, with the one button that says it."""
    answer = answer_in(token)
    with in_words_of(answer.person):
        return page(
            "catchups/outcome.html",
            catchup=answer.catchup,
            other=answer.catchup.other(answer.person.id),
            met=answer.met,
            can_tell=_is_open(answer),
            **again_parts(answer.person, answer.catchup),
        )


@blueprint.post("/catchups/met/<token>")
@public
@answers_by_mail
def tell_by_link(token: str) -> Any:
    """Say it."""
    answer = answer_in(token)
    actions.tell(answer.person, answer.catchup, met=answer.met)
    return see_other("catchups.outcome", token=token)


def _is_open(answer: Answer) -> bool:
    steps = open_steps(answer.person.id, answer.catchup, clock.now())
    return Step.TELL in steps and answer.catchup.answer_of(answer.person.id) is not answer.met
