"""What the members of a circle should know now, said on every page inside it. Read from rows the page has already: no query."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from community.circles.models import CLOSING, CircleMember
from community.circles.permissions.people import may_take_over
from community.core.language import gettext as _
from community.core.web.filters import date_words, when_words


@dataclass(frozen=True)
class Banner:
    """A box above the page. `url` and `label` lead on; with `posts` the label is a button that says it."""

    kind: str
    title: str
    text: str
    url: str | None = None
    label: str | None = None
    posts: bool = False


def banners(seat: CircleMember, part: str, now: datetime) -> list[Banner]:
    """What is to be said to this member on this part of their circle, the most pressing first."""
    if seat.circle.is_ended:
        return [*_opened(seat, part, now), *_ended(seat), *_charter(seat, part, now)]
    return [
        *_opened(seat, part, now),
        *_charter(seat, part, now),
        *_facilitator(seat, part, now),
        *_review(seat, now),
        *_closing(seat, part, now),
    ]


def _charter(seat: CircleMember, part: str, now: datetime) -> list[Banner]:
    circle = seat.circle
    if circle.charter_number == 0:
        return [] if circle.is_ended else [_no_charter(seat, part)]
    if seat.signed_number >= circle.charter_number:
        return []
    url = None if part == "charter" else url_for("circles.charter", circle=circle.public_id)
    label = _("Read the charter")
    if not seat.has_signed(circle, now):
        text = _(
            "Read it and sign it; then what is written here is yours to read, and you can write and come to meetings."
        )
        return [Banner("warn", _("The charter comes first"), text, url, label)]
    when = when_words(circle.charter_binds_at) if circle.charter_binds_at else ""
    text = _("Sign it before %(when)s to go on reading, writing and coming to meetings here.", when=when)
    return [Banner("warn", _("There is a new version of the charter"), text, url, label)]


def _no_charter(seat: CircleMember, part: str) -> Banner:
    circle = seat.circle
    if seat.may_facilitate:
        text = _(
            "Until there is one, nobody can write or meet here. You can begin with sentences that are there already."
        )
        url = None if part in ("writing", "charter") else url_for("circles.write_charter", circle=circle.public_id)
        return Banner("warn", _("First, a charter"), text, url, _("Write the charter"))
    text = _("Everything begins once there is a charter that you have read and signed. You will get a mail.")
    return Banner("calm", _("The charter is being written"), text)


def _facilitator(seat: CircleMember, part: str, now: datetime) -> list[Banner]:
    circle = seat.circle
    if circle.asked_to_facilitate_id == seat.person_id:
        url = None if part == "people" else url_for("circles.people", circle=circle.public_id)
        text = _("Say yes or no; a no needs no reason.")
        return [Banner("calm", _("Would you hold this circle together from now on?"), text, url, _("Answer"))]
    if circle.facilitator_id is not None:
        return []
    text = _(
        "Nobody does at the moment: planning meetings, minding the charter, letting people in. The first to say yes takes it."
    )
    url = url_for("circles.take_over", circle=circle.public_id) if may_take_over(seat, now) else None
    return [Banner("warn", _("Who would like to hold this circle together?"), text, url, _("I will"), posts=True)]


def _review(seat: CircleMember, now: datetime) -> list[Banner]:
    circle = seat.circle
    if not seat.may_facilitate or circle.review_on is None or circle.review_on > now.date():
        return []
    if not seat.has_signed(circle, now):
        return []
    text = _(
        "You wanted to look at it again on %(day)s. Talk about it when you meet next.", day=date_words(circle.review_on)
    )
    url = url_for("circles.charter_review", circle=circle.public_id)
    return [Banner("calm", _("Does the charter still fit?"), text, url, _("Say how it is"))]


def _opened(seat: CircleMember, part: str, now: datetime) -> list[Banner]:
    circle = seat.circle
    if circle.opened_until is None or circle.opened_until <= now:
        return []
    text = _("It takes two of them, and a reason. They change nothing, and every page they read is written down.")
    title = _("Until %(when)s two coordinators can read this circle", when=when_words(circle.opened_until))
    url = None if part == "openings" else url_for("circles.openings", circle=circle.public_id)
    return [Banner("warn", title, text, url, _("Who, and why"))]


def _closing(seat: CircleMember, part: str, now: datetime) -> list[Banner]:
    if seat.circle.state != CLOSING:
        return []
    text = _("It is in its closing round: each writes alone what to keep, to let go, and what they took with them.")
    leads = part != "closing" and seat.has_signed(seat.circle, now)
    url = url_for("circles.closing", circle=seat.circle.public_id) if leads else None
    return [Banner("calm", _("This circle is coming to its end"), text, url, _("To the closing round"))]


def _ended(seat: CircleMember) -> list[Banner]:
    day = date_words(seat.circle.ended_at)
    text = _("What was written stays for its members to read, as it is; nothing new is written.")
    return [Banner("calm", _("This circle ended on %(day)s", day=day), text)]
