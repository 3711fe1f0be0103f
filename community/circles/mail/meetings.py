"""Mails about meetings: when, and a link. Place, agenda and who comes stay on the site.

A composer gives None when the mail is no longer wanted: the reader is no member (any more) or has not signed the charter,
or a newer change of the same meeting has its own mail.
"""

from flask import url_for

from community.accounts.models import Person
from community.circles import calendar, queries
from community.circles.links import meeting_token
from community.circles.meeting_words import number_words, rule_words
from community.circles.models import NO, CircleMeeting, CircleMember
from community.circles.wording import named
from community.core import clock
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.web.filters import when_words


def meeting(person: Person, *, meeting_id: int, sequence: int, moved: bool = False) -> Message | None:
    """A meeting is planned, or is at another time; the invitation for the calendar comes with it."""
    row, seat = _theirs(person, meeting_id)
    if row is None or seat is None or row.sequence != sequence or not row.lies_ahead(clock.now()):
        return None
    circle = named(seat.circle)
    if moved:
        headline = _("At another time: a meeting of %(circle)s", circle=circle)
    else:
        headline = _("A meeting of %(circle)s", circle=circle)
    lines = [_("The invitation for your calendar is attached. Its page says where it is and what it is about.")]
    part = calendar.invitation(seat.circle, row, person)
    when, url, page = [when_words(row.starts_at)], _answer_url(person, row), _page(row)
    return note(headline, lines, _("Say whether you come"), url, facts=when, calendar=part, why=_why(), page=page)


def meeting_cancelled(person: Person, *, meeting_id: int, sequence: int) -> Message | None:
    """A meeting does not take place; the calendar forgets it."""
    row, seat = _theirs(person, meeting_id, signed=False)
    if row is None or seat is None or row.sequence != sequence or not row.is_cancelled:
        return None
    headline = _("Cancelled: a meeting of %(circle)s", circle=named(seat.circle))
    lines = [_("The attached file takes it out of your calendar.")]
    part = calendar.invitation(seat.circle, row, person, "CANCEL")
    return note(headline, lines, *_to_meetings(seat), facts=[when_words(row.starts_at)], calendar=part, why=_why())


def series(person: Person, *, series_id: int, ruled_at: int) -> Message | None:
    """A series is planned, has other times, fewer meetings, or none any more."""
    found = queries.series_by_id(series_id)
    seat = _seat(person, found.circle_id, signed=ruled_at == 0) if found is not None else None
    if found is None or seat is None or found.ruled_at != ruled_at:
        return None
    circle = named(seat.circle)
    if found.is_off:
        headline = _("Cancelled: meetings of %(circle)s", circle=circle)
        lines = [_("The attached file takes them out of your calendar.")]
        return note(
            headline, lines, *_to_meetings(seat), calendar=calendar.series_off(seat.circle, found, person), why=_why()
        )
    rows = queries.series_meetings(found.id)
    lines = [
        _("The invitation for your calendar is attached: one for all of them. If one is moved, your calendar follows."),
    ]
    if ruled_at > 0:
        headline = _("Changed: meetings of %(circle)s", circle=circle)
    else:
        headline = _("Meetings of %(circle)s", circle=circle)
    facts = [rule_words(found), number_words(len(rows)), _("the last on %(when)s", when=when_words(rows[-1].starts_at))]
    assert seat.joined_at is not None  # a member has joined
    part = calendar.series(seat.circle, found, rows, person, seat.joined_at)
    return note(headline, lines, *_to_meetings(seat), facts=facts, calendar=part, why=_why())


def meeting_soon(person: Person, *, meeting_id: int, sequence: int) -> Message | None:
    """A day before. Whoever said no is left in peace."""
    row, seat = _theirs(person, meeting_id)
    if row is None or seat is None or row.sequence != sequence or not row.lies_ahead(clock.now()):
        return None
    said = queries.answer_of(row.id, person.id)
    if said is not None and said.answer == NO:
        return None
    headline = _("Soon: a meeting of %(circle)s", circle=named(seat.circle))
    when = [when_words(row.starts_at)]
    if said is None or said.answer is None:
        lines = [_("The others would like to know whether you come.")]
        url = _answer_url(person, row)
        return note(headline, lines, _("Say whether you come"), url, facts=when, why=_why(), page=_page(row))
    lines = [_("If something has come up, say so on its page.")]
    return note(headline, lines, _("See the meeting"), _page(row), facts=when, why=_why())


def meetings_gone(person: Person, *, circle_id: int, meeting_id: int) -> Message | None:
    """Who is not a member any more finds a meeting, or its whole series, gone from their own calendar."""
    row = queries.meeting_by_id(meeting_id)
    seat = queries.seat_by_ids(circle_id, person.id)
    if row is None or seat is None or seat.is_in or not person.is_present:
        return None
    circle = seat.circle
    if row.series is not None:
        part = calendar.series_off(circle, row.series, person)
    else:
        part = calendar.invitation(circle, row, person, "CANCEL")
    headline = _("Out of your calendar: meetings of %(circle)s", circle=named(circle))
    lines = [_("You are not in this circle any more. The attached file takes its meetings out of your calendar.")]
    why = _("You get this mail because you were a member of this circle.")
    return note(headline, lines, _("Your circles"), url_for("circles.index", _external=True), calendar=part, why=why)


def _theirs(
    person: Person, meeting_id: int, *, signed: bool = True
) -> tuple[CircleMeeting | None, CircleMember | None]:
    row = queries.meeting_by_id(meeting_id)
    return row, _seat(person, row.circle_id, signed=signed) if row is not None else None


def _seat(person: Person, circle_id: int, *, signed: bool = True) -> CircleMember | None:
    """Their row, if they are a member who is told of meetings; of what is off, and of a series that is another one now, also
    who has a new charter to sign: it may stand in their calendar already."""
    seat = queries.seat_by_ids(circle_id, person.id)
    if seat is None or not seat.is_in or not person.is_present:
        return None
    knows = seat.has_signed(seat.circle, clock.now()) if signed else seat.signed_number > 0
    return seat if knows else None


def _why() -> str:
    return _("You get this mail because you are a member of this circle.")


def _page(row: CircleMeeting) -> str:
    return url_for("circles.meeting", meeting=row.public_id, _external=True)


def _answer_url(person: Person, row: CircleMeeting) -> str:
    return url_for("circles.answer_meeting_by_link", token=meeting_token(person, row), _external=True)


def _to_meetings(seat: CircleMember) -> tuple[str, str]:
    return _("See the meetings"), url_for("circles.meetings", circle=seat.circle.public_id, _external=True)
