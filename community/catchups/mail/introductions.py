"""Mails about introductions: one to each of the two when they are told, one to each when both said yes.

The reasons stay on the site. What a mail says, and whether it is sent, depends on its reader's own side alone.
"""

from flask import url_for

from community.accounts.models import Person
from community.catchups import queries
from community.catchups.links import INTRODUCED
from community.catchups.mail.catchups import note
from community.catchups.models import CatchUp
from community.catchups.wording import introduced_words
from community.core import mail
from community.core.language import gettext as _
from community.core.mail import Message
from community.core.web.filters import date_words


def introduced(person: Person, *, side_id: int) -> Message | None:
    """Somebody thinks that the reader and another member would enjoy meeting; both answers work signed out."""
    side = queries.side_of(person, side_id)
    if side is None or side.wants is not None:
        return None
    rests = _(
        "Without an answer by %(day)s it rests by itself. We do not remind you.", day=date_words(side.shown_until)
    )
    return mail.note(
        introduced_words(side.proposer, side.other),
        [
            _("What %(name)s wrote to you about it is on the page of the introduction.", name=side.proposer.name),
            _("Nobody sees your answer. Only if you both say yes, we tell you both, and you find a time together."),
            rests,
            _("You can answer from here without signing in: each link opens a page with one button."),
        ],
        _("Read it, and answer"),
        url_for("catchups.introduction", introduction=side.public_id, _external=True),
        also=[
            (_("Yes, I would like to"), _answer_url(person, side_id, True)),
            (_("No, thank you"), _answer_url(person, side_id, False)),
        ],
        why=_("You get this mail because another member introduced you to somebody."),
        names=(side.proposer.id, side.other.id),
    )


def introduction_accepted(person: Person, *, catchup_id: int) -> Message | None:
    """Both said yes, and neither has proposed a time yet."""
    catchup = _open_to_either(person, catchup_id)
    if catchup is None:
        return None
    name = catchup.other(person.id).name
    lines = [
        _("You were introduced to each other, and both of you said yes."),
        _("Propose a few times, or wait for %(name)s to do so: either of you may go first.", name=name),
    ]
    return note(catchup, _("You and %(name)s would both like to meet", name=name), lines, _("Find a time"))


def waiting_for_either(person: Person, *, catchup_id: int, round: int) -> Message | None:
    """One reminder after a week, to both, when neither has proposed a time."""
    catchup = _open_to_either(person, catchup_id)
    if catchup is None:
        return None
    name = catchup.other(person.id).name
    lines = [
        _("You were introduced, and both of you said yes. Now one of you has to name a time: why not you?"),
        _(
            "Without one by %(day)s it rests by itself. We do not remind you again.",
            day=date_words(catchup.lapses_at),
        ),
    ]
    return note(catchup, _("When would you like to meet %(name)s?", name=name), lines, _("Find a time"))


def _open_to_either(person: Person, catchup_id: int) -> CatchUp | None:
    catchup = queries.by_id(catchup_id) if queries.sees_of(person, catchup_id) else None
    return catchup if catchup is not None and catchup.state == "asked" and catchup.is_open_to_either else None


def _answer_url(person: Person, side_id: int, wants: bool) -> str:
    return url_for("catchups.introduction_by_mail", token=INTRODUCED.token(person, side_id, wants), _external=True)
