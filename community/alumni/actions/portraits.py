"""One's own portrait."""

from datetime import datetime
from typing import Any

from community.accounts.models import Person
from community.alumni import queries
from community.alumni.actions.profiles import changed, ensure_profile
from community.core import files
from community.core.outbox import publish
from community.core.text import clean_line
from community.events import PictureDropped

LONGEST_ALT = 200


def set_portrait(actor: Person, picture: Any, *, alt: str, audience: str) -> None:
    """Show this picture (a stream of bytes) to that audience; the one before it is gone. Publishes PersonChanged, PictureDropped.

    Refuses (Invalid) what is no picture, or too large.
    """
    stored = files.store_picture(picture)
    profile = ensure_profile(actor)
    _drop(actor.portrait)
    actor.portrait = stored.key
    profile.portrait_alt = clean_line(alt)[:LONGEST_ALT]
    profile.audiences = profile.audiences | {"portrait": audience}
    changed(actor, profile)


def remove_portrait(actor: Person) -> None:
    """Show two letters instead of a face again. Publishes PersonChanged, PictureDropped."""
    _drop(actor.portrait)
    actor.portrait = None
    profile = ensure_profile(actor)
    profile.portrait_alt = ""
    changed(actor, profile)


def remove_lost(written_before: datetime, *, most: int, seed: int) -> int:
    """Remove pictures nobody shows: a file stays behind when the transaction that stored it fails. How many there were.

    Looks through `most` pictures at most. Portraits are all the pictures there are: whoever keeps others gives
    `store_picture` a folder of their own.
    """
    lost = files.written_before(written_before, most=most, seed=seed)
    lost -= queries.portraits_among(lost)
    for key in lost:
        files.remove(key)
    return len(lost)


def _drop(key: str | None) -> None:
    """The file goes when this has been written, not before: a transaction can still fail."""
    if key:
        publish(PictureDropped(key=key))
