"""Writing to somebody first, and in the thread of a catch-up."""

from typing import Any

from flask import flash, url_for

from community.accounts.models import Person
from community.catchups import actions, queries
from community.catchups.forms import WordsForm
from community.catchups.models import CatchUp, CatchUpMessage
from community.catchups.permissions import ASK, EDIT_MESSAGE, WRITE_MESSAGE, may_edit
from community.catchups.views import blueprint
from community.catchups.views.showing import shown
from community.catchups.wording import titled
from community.core import clock, registry
from community.core.errors import Conflict, Invalid
from community.core.extensions import limiter
from community.core.language import gettext as _
from community.core.panels import said
from community.core.web import current_actor, page, requires, see_other

# A lively conversation stays far below; somebody who writes to everybody does not.
writes = limiter.shared_limit(
    "20 per 5 minutes; 200 per day", scope="catchups.writes", key_func=lambda: f"person:{current_actor().id}"
)


@blueprint.get("/members/<person>/message")
@requires(ASK, load=queries.person_to_ask)
def write(person: Person) -> Any:
    """What to know before writing, and one field; where the two write to each other already, the way there."""
    actor = current_actor()
    if (running := actions.running_with(actor, person)) is not None:
        if running.kind != "messages":
            flash(
                _(
                    "There is an open request between you and %(name)s: you can write to each other here.",
                    name=person.name,
                )
            )
        return see_other("catchups.show", catchup=running.public_id, _anchor="thread")
    refusal = actions.reason_not_to_ask(actor, person)
    return _page(person, None if refusal else WordsForm(formdata=None), refusal=refusal)


@blueprint.post("/members/<person>/message")
@requires(ASK, load=queries.person_to_ask)
@writes
def send_words(person: Person) -> Any:
    """Write to them."""
    form = WordsForm()
    if not form.validate():
        return _page(person, form)
    try:
        catchup = actions.write_first(current_actor(), person, words=form.words.data or "")
    except Invalid as error:
        form.refuse(error)
        return _page(person, form)
    flash(_("%(name)s has your words. You will hear from us when they write back.", name=person.name), "good")
    return see_other("catchups.show", catchup=catchup.public_id, _anchor="thread")


@blueprint.post("/catchups/<catchup>/messages")
@requires(WRITE_MESSAGE, load=queries.by_public_id)
@writes
def write_back(catchup: CatchUp) -> Any:
    """Write in the thread."""
    form = WordsForm()
    if not form.validate():
        if (refusal := actions.reason_not_to_write(current_actor(), catchup)) is not None:
            raise refusal
        return shown(catchup, words=form)
    try:
        message = actions.write(current_actor(), catchup, words=form.words.data or "")
    except Invalid as error:
        form.refuse(error)
        return shown(catchup, words=form)
    return see_other("catchups.show", catchup=catchup.public_id, _anchor=f"m-{message.public_id}")


@blueprint.get("/catchups/<catchup>/messages/<message>")
@requires(EDIT_MESSAGE, load=queries.message_of)
def change(message: CatchUpMessage) -> Any:
    """One's own words, to change or to take back."""
    return _change_page(message, WordsForm(formdata=None, words=message.words))


@blueprint.post("/catchups/<catchup>/messages/<message>")
@requires(EDIT_MESSAGE, load=queries.message_of)
@writes
def save_change(message: CatchUpMessage) -> Any:
    """Change one's own words."""
    form = WordsForm()
    if not form.validate():
        return _change_page(message, form)
    actions.edit_message(current_actor(), message, words=form.words.data or "")
    return _back_to(message)


@blueprint.post("/catchups/<catchup>/messages/<message>/removal")
@requires(EDIT_MESSAGE, load=queries.message_of)
def take_back_message(message: CatchUpMessage) -> Any:
    """Take one's own words back."""
    actions.take_message_back(current_actor(), message)
    flash(_("Taken back. Nobody can read these words any more."), "good")
    return _back_to(message)


def _page(person: Person, form: WordsForm | None, *, refusal: Conflict | None = None) -> Any:
    actor = current_actor()
    return page(
        "catchups/write.html",
        form=form,
        person=person,
        refusal=refusal,
        did_not_fit=queries.did_not_fit_lately(actor, person),
        panels=said(registry.of_app().asking_panels, actor, person),
    )


def _change_page(message: CatchUpMessage, form: WordsForm) -> Any:
    actor = current_actor()
    if message.taken_back_at is not None:
        raise Conflict(_("These words are taken back."), what_next=_("You can write others in the thread."))
    other = message.catchup.other(actor.id)
    return page(
        "catchups/change_message.html",
        form=form if may_edit(actor.id, message.catchup, message, clock.now()) else None,
        message=message,
        person=other,
        title=titled(message.catchup, other),
        thread_url=url_for("catchups.show", catchup=message.catchup.public_id, _anchor="thread"),
    )


def _back_to(message: CatchUpMessage) -> Any:
    return see_other("catchups.show", catchup=message.catchup.public_id, _anchor=f"m-{message.public_id}")
