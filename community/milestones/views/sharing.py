"""Sharing a milestone: of oneself, or of somebody one knows, who says yes first."""

from typing import Any

from flask import flash, request

from community.accounts.models import Person
from community.accounts.queries import people_by_name
from community.core.errors import Invalid, Missing
from community.core.language import gettext as _
from community.core.text import clean_line
from community.core.web import current_actor, page, see_other, signed_in
from community.core.web.bodies import takes_a_picture
from community.milestones import actions, queries
from community.milestones.forms import ShareForm
from community.milestones.models import KINDS
from community.milestones.shown import portraits
from community.milestones.views import blueprint
from community.milestones.views.around import offer_readers, portrait_address
from community.milestones.views.limits import searches
from community.milestones.wording import today_of

LONGEST_NAME, MOST_OFFERED = 100, 40


@blueprint.get("/about")
@signed_in
@searches
def about() -> Any:
    """Step one of telling something of somebody else: whom."""
    actor = current_actor()
    words = clean_line(request.args.get("q", "")[:LONGEST_NAME])
    people = people_by_name(actor, words, most=MOST_OFFERED)
    found = portraits(actor, {person.id: person.portrait for person in people})
    addresses = {person.id: portrait_address(person.public_id, found.get(person.id)) for person in people}
    return page("milestones/about.html", people=people, portraits=addresses, words=words)


@blueprint.get("/new")
@signed_in
def share() -> Any:
    """The form, of the kind and about whom the address says."""
    actor, kind = current_actor(), request.args.get("kind")
    form = ShareForm(data={"on": today_of(actor), "kind": kind if kind in KINDS else None})
    return _sharing(form, actor, _subject(actor))


@blueprint.post("/new")
@signed_in
@takes_a_picture
def tell() -> Any:
    """Take what was typed."""
    actor, form = current_actor(), ShareForm()
    subject = _subject(actor)
    hints = offer_readers(form, actor, subject)
    if not form.validate_on_submit():
        return _sharing(form, actor, subject, hints)
    audience, which = form.readers
    try:
        milestone = actions.tell(
            actor, subject=subject, kind=form.kind.data, on=form.on.data, words=form.words.data,
            audience=audience, which=which, picture=form.stream, picture_alt=form.picture_alt.data or "",
        )  # fmt: skip
    except Invalid as refusal:
        form.refuse(refusal)
        return _sharing(form, actor, subject, hints)
    if subject.id == actor.id:
        flash(_("It is shared. Mentors of yours who can read it get a short mail."), "good")
    else:
        flash(_("%(name)s is asked now. You need not do anything more.", name=subject.name), "good")
    return see_other("milestones.show", milestone=milestone.public_id)


def _subject(actor: Person) -> Person:
    """About whom the address says; about oneself when it says nothing."""
    named = request.args.get("about")
    if not named or named == actor.public_id:
        return actor
    subject = queries.person_to_tell_of(actor, named)
    if subject is None:
        raise Missing
    return subject


def _sharing(form: ShareForm, actor: Person, subject: Person, hints: dict[str, str] | None = None) -> Any:
    if hints is None:
        hints = offer_readers(form, actor, subject)
    return page(
        "milestones/share.html",
        form=form,
        numbers=hints,
        about=subject if subject.id != actor.id else None,
        picture_again=form.picture_is_lost,
    )
