"""One's own portrait."""

from typing import Any

from community.accounts.models import Person
from community.alumni.actions.profiles import changed, ensure_profile
from community.core.text import clean_line

LONGEST_ALT = 200


def set_portrait(actor: Person, picture: Any, *, alt: str, audience: str) -> None:
    """Show this picture (a stream of bytes) to that audience; the one before it is gone. Publishes PersonChanged.

    Refuses (Invalid) what is no picture, or too large.
    """
    from community.core import files

    stored = files.store_picture(picture)
    profile = ensure_profile(actor)
    actor.portrait = stored.key
    profile.portrait_alt = clean_line(alt)[:LONGEST_ALT]
    profile.audiences = profile.audiences | {"portrait": audience}
    changed(actor, profile)


def remove_portrait(actor: Person) -> None:
    """Show two letters instead of a face again. Publishes PersonChanged."""
    actor.portrait = None
    profile = ensure_profile(actor)
    profile.portrait_alt = ""
    changed(actor, profile)
