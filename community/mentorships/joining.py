"""What the roster says about a newcomer's mentorships: confirmed, or called wrong, before anybody else sees it."""

from collections.abc import Mapping
from typing import Any

from community.accounts.models import Person
from community.core.joining import Kept, RosterPanel, past_is_hidden
from community.mentorships import actions, queries
from community.mentorships.forms import NewcomerForm, newcomer_form
from community.mentorships.models import MEMBERS, PAIR


def _form(person: Person, kept: Kept, prefix: str) -> NewcomerForm | None:
    mentorships = queries.of_newcomer(person)
    if not mentorships:
        return None
    return newcomer_form(person, mentorships, prefix, kept.get("wrong", ()), kept.get("audience", PAIR))


def _begin(before: Mapping[str, Kept]) -> Kept:
    """Whoever shows less than everything to all members starts with "only the two of us"."""
    return {"audience": PAIR if past_is_hidden(before) else MEMBERS}


def _keep(form: NewcomerForm) -> Kept:
    """Only what was called wrong: a mentor of many years has many, and the browser keeps this."""
    return {"wrong": form.wrong, "audience": form.audience.data}


def _save(person: Person, kept: Mapping[str, Any]) -> None:
    mentorships = queries.of_newcomer(person)
    wrong = set(kept.get("wrong", ()))
    for mentorship in mentorships:
        if mentorship.public_id in wrong:
            actions.dispute_as_newcomer(person, mentorship)
    actions.set_audience_of_all(person, mentorships, kept.get("audience", PAIR))


panel = RosterPanel(
    name="mentorships", order=10, template="mentorships/_joining.html", form=_form, save=_save, keep=_keep, begin=_begin
)
