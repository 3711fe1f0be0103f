"""What pages and mails say of a circle in the same words everywhere."""

from typing import Any

from community.circles.models import Circle, CircleMember
from community.core.language import _l, ngettext
from community.core.language import gettext as _

# Places in which a circle that is not listed must not be named: mails, their subjects, calendar files.
_UNNAMED = _l("your circle")
# Above every field in which something for the circle is typed (components/flash.html: readers).
_READERS = _l(
    "The members of this circle read it, nobody else: not even the coordinators. "
    "Two of them together could open the circle, for a grave reason; you would all be told at once."
)

# What coordinators read of an opened circle (models/openings.py: LOOKED_AT).
LOOKED_AT_WORDS: dict[str, Any] = {"talk": _l("the discussion"), "meetings": _l("the notes of meetings")}
# What somebody does at meetings who takes the steps into facilitating, as a word behind their name.
STEP_WORDS = {
    "shadow": _l("watches how it is led"),
    "co_facilitate": _l("leads together with somebody"),
    "lead": _l("leads meetings"),
}


def readers_words() -> Any:
    """Who reads what is written inside a circle, to be said above the field."""
    return _READERS


def named(circle: Circle) -> Any:
    """The circle in a mail or a calendar file, in the middle of a sentence: by its name only when everybody may know it."""
    return _l("“%(name)s”", name=circle.name) if circle.is_listed else _UNNAMED


# --- coming in --------------------------------------------------------------------------------------------------


def invited_words(place: CircleMember, inviter: str | None) -> str:
    """Who invites to what, for a mail and for its page. Without an inviter it was formed from the list of wishes."""
    circle = place.circle
    if inviter is not None and circle.is_listed:
        return _("%(name)s invites you to the circle “%(circle)s”", name=inviter, circle=circle.name)
    if inviter is not None:
        return _("%(name)s invites you to a circle", name=inviter)
    if place.invited_by_id is None:
        return _("There is a circle for you")
    return _("You are invited to a circle")


def kept_words(circle: Circle) -> str:
    """A place is kept."""
    if circle.is_listed:
        return _("There is a place for you in “%(circle)s”", circle=circle.name)
    return _("There is a place for you in the circle you wait for")


def no_reason_words() -> str:
    """What a no means."""
    return _("A no needs no reason: the place simply goes to somebody else.")


# --- what a circle says of itself -------------------------------------------------------------------------------

MODE_WORDS = {"remote": _l("Remote"), "in_person": _l("In person"), "either": _l("In person or remote")}
RHYTHM_WORDS = {"week": _l("every week"), "fortnight": _l("every two weeks"), "month": _l("once a month")}
JOINING_WORDS = {
    "open": _l("Open: whoever would like to, as long as there is a place"),
    "on_request": _l("On request: people ask you, in a few words"),
    "by_invitation": _l("By invitation: only whom you invite"),
}


def places_words(taken: int, size: int, waiting: int | None = None) -> str:
    """How many are in and how many places are free."""
    free = size - taken
    if free > 0:
        return ngettext("%(num)d of %(size)d places free", "%(num)d of %(size)d places free", free, size=size)
    if waiting:
        return ngettext("full, %(num)d waits for a place", "full, %(num)d wait for a place", waiting)
    return _("full, with %(size)d places", size=size)


def meets_words(rhythm: str, minutes: int, meetings: int) -> str:
    """How it means to meet."""
    return ngettext(
        "Meets %(rhythm)s for %(minutes)d minutes, %(num)d time in all",
        "Meets %(rhythm)s for %(minutes)d minutes, %(num)d times in all",
        meetings,
        rhythm=RHYTHM_WORDS[rhythm],
        minutes=minutes,
    )


def seen_words(is_listed: bool) -> str:
    """Who learns that somebody is in the circle, to be said before they are."""
    if is_listed:
        return _(
            "This circle is listed: other members can see who is in it. What is said inside, only those inside read."
        )
    return _("This circle is not listed: nobody but those in it sees who is in it, and what is said.")
