"""What one side wishes: rhythm, channel, quiet, rest, and a note to oneself. All of it silent: the other learns of none."""

from datetime import date, timedelta

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Invalid
from community.core.extensions import db
from community.core.language import say
from community.core.text import clean_line, clean_text
from community.ties import queries
from community.ties.actions.restating import held_side, look_soon
from community.ties.clock import put_off
from community.ties.models import CHANNELS, LONGEST_NOTE, LONGEST_QUIET_TIMES, RHYTHMS, TieSide

LONGEST_QUIET = timedelta(days=3 * 366)


def set_wishes(
    actor: Person, side: TieSide, *, rhythm_weeks: int | None, channel: str | None = None, quiet_times: str = ""
) -> None:
    """Say how often one would like to be in touch (None: no reminders), by which channel, and when not.

    Refuses: Missing for a tie of others; Invalid for a rhythm or channel there is not.
    """
    if rhythm_weeks is not None and rhythm_weeks not in RHYTHMS:
        raise Invalid(say("Please choose one of the rhythms."), field="rhythm_weeks")
    if channel is not None and channel not in CHANNELS:
        raise Invalid(say("Please choose one of the ways."), field="channel")
    held = held_side(actor, side)
    held.rhythm_weeks, held.channel = rhythm_weeks, channel
    held.quiet_times = clean_line(quiet_times)[:LONGEST_QUIET_TIMES] or None
    held.wished_at = clock.now()
    look_soon(held.tie)


def write_note(actor: Person, side: TieSide, *, note: str) -> None:
    """Keep a note to oneself about the other, readable by nobody else; empty takes it away. Refuses (Missing) a tie of others."""
    held = held_side(actor, side)
    held.note, held.note_changed_at = clean_text(note)[:LONGEST_NOTE] or None, clock.now()
    db.session.flush()


def quiet_until(actor: Person, side: TieSide, *, until: date | None) -> None:
    """ "Later": no reminder of this person before a day; then, if nothing happened meanwhile, again. None ends it.

    Who is due now is due again then, for this side alone, whatever the other has set: the day tells nothing either.
    Refuses: Missing for a tie of others; Invalid for a day that is not ahead, or more than three years away.
    """
    today = clock.today(actor.time_zone)
    if until is not None and not today < until <= today + LONGEST_QUIET:
        raise Invalid(say("Please choose a day from tomorrow on, within three years."), field="until")
    held = held_side(actor, side)
    if held.tie.found_on is not None:
        held.due_until = put_off(held, held.tie.found_on, until, today)
    held.quiet_until = until
    look_soon(held.tie)


def rest(actor: Person, side: TieSide) -> None:
    """Let it rest: no reminders, kind and silent. Twice is fine. Refuses (Missing) a tie of others."""
    held = held_side(actor, side)
    held.rested_at = held.rested_at or clock.now()
    look_soon(held.tie)


def take_up(actor: Person, side: TieSide) -> None:
    """Take up again what one let rest. Does nothing otherwise. Refuses (Missing) a tie of others."""
    held = held_side(actor, side)
    held.rested_at = None
    look_soon(held.tie)


def rest_after_block(blocker_id: int, blocked_id: int) -> None:
    """The side of who blocks rests, and so nobody is reminded. Does nothing without a tie.

    The other side stays as it is: after the block, it must not tell that there was one.
    """
    side = queries.between(blocker_id, blocked_id)
    for tie in queries.locked([side.tie_id]) if side is not None else ():
        own = tie.side_of(blocker_id)
        own.rested_at = own.rested_at or clock.now()
        look_soon(tie)
