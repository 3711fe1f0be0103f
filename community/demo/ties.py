"""Ties of the demo community in every state: what ended mentorships left, what people wished of it, and what came of it."""

from datetime import date, timedelta

from sqlalchemy import select

from community.accounts.models import Person
from community.core import clock
from community.core.extensions import db
from community.demo import texts
from community.demo.community import Community
from community.mentorships.models import Mentorship
from community.ties import actions, queries
from community.ties.models import CHANNELS, RHYTHMS, TieSide

# Wishes are this old: every tie has had its own day of the week since.
WISHED = timedelta(days=8)
# What the alumna sees of her ties: (how long ago they were in touch, her rhythm, and what she said of it).
OF_THE_ALUMNA = (
    (70, 8, "nothing"),
    (130, 13, "nothing"),
    (20, 13, "nothing"),
    (800, None, "nothing"),
    (240, 13, "quiet"),
    (400, 26, "rest"),
)


def add_ties(built: Community) -> None:
    """Ties from the mentorships, those of the alumna in every state, and two offers."""
    mentorships = _mentorships(built)
    for mentor, coachee, ended_on in mentorships:
        actions.begin(mentor.id, coachee.id, origin="mentorship", on=ended_on)
    with clock.pretend(built.today - WISHED):
        for mentor, coachee, ended_on in mentorships:
            _live(built, mentor, coachee, ended_on)
        _add_those_of_the_alumna(built)
    actions.look_at(queries.to_look_at(built.today.date()), built.today.date())
    _add_offers(built)


def _mentorships(built: Community) -> list[tuple[Person, Person, date]]:
    """Mentor, coachee and the day it ended."""
    by_id = {person.id: person for person in built.people.values()}
    rows = db.session.scalars(select(Mentorship).order_by(Mentorship.id))
    return [(by_id[row.mentor_id], by_id[row.coachee_id], row.ended_on) for row in rows if row.ended_on is not None]


def _live(built: Community, mentor: Person, coachee: Person, ended_on: date) -> None:
    """Most wish for something, some have talked since, a few let it rest."""
    random = built.random
    for one, other in ((mentor, coachee), (coachee, mentor)):
        side = _side(one, other)
        if one.standing != "active" or other.standing != "active" or random.random() < 0.3:
            continue
        actions.set_wishes(one, side, rhythm_weeks=random.choice(RHYTHMS[1:]), channel=random.choice(CHANNELS))
        since = (clock.today() - ended_on).days
        if random.random() < 0.5 and since > 20:
            actions.tell(one, side, on=clock.today() - timedelta(days=random.randrange(5, since)))
        if random.random() < 0.08:
            actions.rest(one, side)


def _add_those_of_the_alumna(built: Community) -> None:
    alumna = built.one("alumna@demo.example")
    others = _strangers_of(built, alumna)
    for number, (days, rhythm, said) in enumerate(OF_THE_ALUMNA):
        other = others[number]
        on = clock.today() - timedelta(days=days)
        hers = actions.begin(alumna.id, other.id, origin="catchup", on=on)
        actions.note_contact(alumna.id, other.id, on=on, kind="catchup", source=f"demo:{number}")
        actions.set_wishes(alumna, hers, rhythm_weeks=rhythm, channel="call" if number % 2 else "message")
        actions.set_wishes(other, _side(other, alumna), rhythm_weeks=rhythm or 52)
        if number < len(texts.LEFT_OFF):
            actions.write_note(alumna, hers, note=texts.LEFT_OFF[number])
        if said == "quiet":
            actions.quiet_until(alumna, hers, until=built.today.date() + timedelta(days=40))
        elif said == "rest":
            actions.rest(alumna, hers)


def _add_offers(built: Community) -> None:
    """Somebody would like to keep in touch with the alumna, and she with somebody."""
    alumna = built.one("alumna@demo.example")
    first, second = _strangers_of(built, alumna)[:2]
    with clock.pretend(built.today - timedelta(days=3)):
        actions.offer(first, alumna)
        actions.offer(alumna, second)


def _strangers_of(built: Community, person: Person) -> list[Person]:
    """Members without a tie to somebody, in a fixed order; whom one cannot see is left out by the demo's order of things."""
    return [
        other
        for other in built.members
        if other.id != person.id
        and other.role == "member"
        and not other.email.startswith(("mentor@", "peer@"))
        and queries.between(person.id, other.id) is None
    ][8:]


def _side(one: Person, other: Person) -> TieSide:
    side = queries.between(one.id, other.id)
    assert side is not None  # begun above
    return side
