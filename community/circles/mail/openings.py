"""Mails about the opening of a circle: to the second coordinator, to who asked, and to everybody whose words could be read."""

from flask import url_for

from community.accounts.models import Person
from community.circles import queries
from community.circles.models import CircleOpening
from community.circles.permissions import ANSWER_OPENING, SEE_OPENING
from community.circles.wording import named
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can
from community.core.web.filters import when_words


def opening_asked(person: Person, *, opening_id: int) -> Message | None:
    """To every coordinator who could be the second, as long as the question stands."""
    opening = queries.opening_by_id(opening_id)
    if opening is None or opening.asker is None or not can(person, ANSWER_OPENING, opening):
        return None
    return note(
        _("%(name)s asks you whether a circle may be opened", name=opening.asker.name),
        [_("Nobody reads a circle alone: it takes your yes. Read the reason first; a no is as good an answer.")],
        _("Read the reason"),
        _page(opening),
        why=_("You get this mail because you are a coordinator."),
        names=[opening.asker.id],
    )


def opened(person: Person, *, opening_id: int) -> Message | None:
    """To whoever was in the circle then. It comes whatever they wish to hear otherwise."""
    opening = queries.opening_by_id(opening_id)
    if opening is None or opening.open_until is None or opening.asker is None or opening.second is None:
        return None
    mine = queries.opened_to(person, opening)
    if mine is None:
        return None
    circle = named(mine.circle) if mine.circle is not None else _("a circle you were in")
    names = {"first": opening.asker.name, "second": opening.second.name}
    url = url_for("circles.openings", circle=opening.circle.public_id, _external=True) if mine.is_in else None
    return note(
        _("Two coordinators can read %(circle)s for a day", circle=circle),
        [
            _("%(first)s asked for it, %(second)s said yes.", **names),
            _("They can read what was written there until %(when)s.", when=when_words(opening.open_until)),
            _("They can change nothing. Every page they read is written down, for you to see."),
        ],
        _("See what they read"),
        url or url_for("accounts.opened", _external=True),
        why=_("You get this mail because you are or were in this circle. It can’t be switched off."),
    )


def opening_declined(person: Person, *, opening_id: int) -> Message | None:
    """To whoever asked."""
    opening = queries.opening_by_id(opening_id)
    if opening is None or opening.asker_id != person.id or not can(person, SEE_OPENING, opening):
        return None
    if opening.second is None:
        return None
    return note(
        _("%(name)s said no to opening a circle", name=opening.second.name),
        [_("It stays closed. Speak with each other about what else could help.")],
        _("Open the page"),
        _page(opening),
        why=_("You get this mail because you asked whether a circle may be opened."),
        names=[opening.second.id],
    )


def _page(opening: CircleOpening) -> str:
    return url_for("circles.opening", opening=opening.public_id, _external=True)
