"""Mails about coming in: an invitation, a request, its answer, a place that is kept. A circle that is not listed is not named."""

from flask import url_for

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.circles import queries
from community.circles.links import place_token
from community.circles.models import IN, INVITED, NOT_NOW, OFFERED, WAITING, Circle, CircleMember
from community.circles.permissions import SEE_CIRCLE, WELCOME
from community.circles.wording import invited_words, kept_words, named, no_reason_words
from community.core.language import gettext as _
from community.core.mail import Message, note
from community.core.policy import can
from community.core.web.filters import date_words


def invited(person: Person, *, member_id: int) -> Message | None:
    """You may come in, if you like; both answers work signed out."""
    place = queries.place_by_id(person, member_id)
    if place is None or place.state != INVITED:
        return None
    lines = [_("Its page says what the circle is for, how often it meets and how many are in it.")]
    return _to_answer(person, place, invited_words(place, queries.inviter(person, place)), lines)


def place_kept(person: Person, *, member_id: int) -> Message | None:
    """A place is free, and kept for who has waited longest; both answers work signed out."""
    place = queries.place_by_id(person, member_id)
    if place is None or place.state != OFFERED or place.kept_until is None:
        return None
    lines = [_("We keep it for you until %(day)s; then it is offered to the next.", day=date_words(place.kept_until))]
    return _to_answer(person, place, kept_words(place.circle), lines)


def asked(person: Person, *, member_id: int) -> Message | None:
    """To whoever holds the door: somebody would like to come in. What they wrote stays on the site."""
    request = queries.request_by_id(person, member_id)
    if request is None:
        return None
    name, circle = request.person.name, named(request.circle)
    return note(
        _("%(name)s would like to join %(circle)s", name=name, circle=circle),
        [_("What they wrote to you is on the page of the circle’s people. They wait for a yes or a no.")],
        _("Read it, and answer"),
        _page("circles.people", request.circle),
        names=[request.person_id],
        why=_("You get this mail because you hold this circle together."),
    )


def answered(person: Person, *, member_id: int) -> Message | None:
    """To who asked: in, on the waiting list, or not now."""
    member = queries.member_by_id(member_id)
    if member is None or member.person_id != person.id or not can(person, SEE_CIRCLE, member.circle):
        return None
    circle, name = member.circle, named(member.circle)
    why = _("You get this mail because you asked whether you can join this circle.")
    if member.state == IN:
        lines = [_("One thing comes first: read its charter, and sign it. Then you read and write with the others.")]
        page = _page("circles.show", circle)
        return note(_("You are in %(circle)s now", circle=name), lines, _("Open the circle"), page, why=why)
    if member.state == WAITING:
        lines = [_("At the moment every place is taken. As soon as one is free, we keep it for you and write to you.")]
        headline = _("You are on the waiting list of %(circle)s", circle=name)
        return note(headline, lines, _("Open the circle"), _page("circles.show", circle), why=why)
    if member.state == NOT_NOW:
        lines = [_("That says nothing about you: circles are small. Others may have a place, and you can start one.")]
        headline = _("There is no place for you in %(circle)s at the moment", circle=name)
        return note(
            headline,
            lines,
            _("Find other circles"),
            url_for("circles.index", _external=True),
            why=why,
            page=_page("circles.show", circle),
        )
    return None


def joined(person: Person, *, circle_id: int, joined_id: int) -> Message | None:
    """To the facilitator: somebody has come in, by themselves or by an invitation."""
    own, newcomer = queries.seat_by_ids(circle_id, person.id), queries.seat_with_person(circle_id, joined_id)
    if own is None or newcomer is None or not newcomer.is_in:
        return None
    if not can(person, WELCOME, own) or not can(person, SEE_PERSON, newcomer.person):
        return None
    return note(
        _("%(name)s is in %(circle)s now", name=newcomer.person.name, circle=named(own.circle)),
        [_("A word of welcome makes the first step easier.")],
        _("Open the circle"),
        _page("circles.show", own.circle),
        thread=f"circle:{circle_id}",
        names=[joined_id],
        why=_("You get this mail because you hold this circle together."),
    )


def _to_answer(person: Person, place: CircleMember, headline: str, lines: list[str]) -> Message:
    lines = [
        *lines,
        no_reason_words(),
        _("You can answer from here without signing in: each link opens a page with one button."),
    ]
    also = [
        (_("Yes, I would like to join"), _answer(person, place, True)),
        (_("No, thank you"), _answer(person, place, False)),
    ]
    why = _("You get this mail because a place in a circle waits for your answer.")
    page = _page("circles.show", place.circle)
    names = [place.invited_by_id] if place.invited_by_id is not None else []
    return note(headline, lines, _("Look at the circle"), page, also=also, why=why, names=names)


def _answer(person: Person, place: CircleMember, wants: bool) -> str:
    return url_for("circles.place_by_mail", token=place_token(person, place, wants=wants), _external=True)


def _page(endpoint: str, circle: Circle) -> str:
    return url_for(endpoint, circle=circle.public_id, _external=True)
