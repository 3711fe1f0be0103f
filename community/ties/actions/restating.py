"""The one place where a tie's row follows from its contacts and from what was found on its own day."""

from datetime import date, timedelta

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Missing
from community.core.extensions import db
from community.core.policy import can
from community.ties import queries
from community.ties.clock import Wish, newest, next_look
from community.ties.models import Tie, TieSide
from community.ties.permissions import SEE_TIE

WEEK = timedelta(weeks=1)


def held_side(actor: Person, side: TieSide) -> TieSide:
    """The actor's own side, read anew and held with its tie. Refuses (Missing) anybody else's, and a tie they may not see."""
    if not can(actor, SEE_TIE, side):
        raise Missing
    ties = queries.locked([side.tie_id])
    if not ties:
        raise Missing
    return ties[0].side_of(actor.id)


def restate(tie: Tie) -> None:
    """Let the row and both sides say what follows from the contacts, in whatever order those came; and have a look soon.

    Call it after every change, under the tie's lock. What was settled stays written down: it holds again when a contact is taken back.
    """
    db.session.flush()
    found = queries.newest_contact(tie.id)
    tie.last_on = newest(tie.began_on, [found] if found else [])
    show_on_sides(tie)
    look_soon(tie)


def show_on_sides(tie: Tie) -> None:
    """Repeat on both sides what their pages show of the tie."""
    for side in tie.sides:
        side.last_on, side.is_due = tie.last_on, tie.is_due


def look_soon(tie: Tie) -> None:
    """Have a look on the tie's next own day, never at once: nobody learns the other's wishes by turning their own."""
    matters = tie.is_due or all(side.rhythm_weeks is not None for side in tie.sides)
    tie.look_on = next_look(tie.public_id, clock.today()) if matters else None
    db.session.flush()


def look_soon_at_all_of(person_id: int) -> None:
    """Look at each tie of a person within a week, on its own day: the clock reads anew whether they are quiet, and until when."""
    for tie in queries.locked(queries.to_be_looked_at_after(person_id, clock.today() + WEEK)):
        look_soon(tie)


def wish_of(side: TieSide) -> Wish:
    """What the clock has to know of one side. Who is quiet everywhere is quiet here; who has left lets it rest."""
    person = side.person
    quiet = [until for until in (side.quiet_until, _quiet_everywhere(person)) if until is not None]
    return Wish(
        rhythm_weeks=side.rhythm_weeks,
        quiet_until=max(quiet, default=None),
        is_resting=side.rested_at is not None or person.standing == "left",
        is_here=person.is_present and (person.standing != "quiet" or person.quiet_until is not None),
    )


def _quiet_everywhere(person: Person) -> date | None:
    return person.quiet_until if person.standing == "quiet" else None
