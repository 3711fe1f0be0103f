"""What the directory does when something has happened to people elsewhere. Each finds out how things are now."""

from community.alumni import actions, queries
from community.core import files
from community.events import (
    CatchUpAsked,
    MentorshipsImported,
    PersonChanged,
    PersonJoined,
    PersonLeft,
    PersonReinstated,
    PersonSuspended,
    PictureDropped,
)

IMPORTED_AT_ONCE = 5_000


def person_joined(event: PersonJoined) -> None:
    """Whoever joined has a profile, under the name they have given meanwhile."""
    person = queries.person_by_id(event.person_id)
    if person is not None and person.is_present:
        actions.ensure_profile(person)
        actions.reindex_person(person.id)


def standing_changed(
    event: PersonLeft | PersonSuspended | PersonReinstated | PersonChanged,
) -> None:
    """Gone from facets and search, or back in them, or in them under another name."""
    actions.reindex_person(event.person_id)


def mentorships_imported(event: MentorshipsImported) -> None:
    """Members who were there already may have been in a cohort nobody knew of."""
    for person_id in queries.whose_cohorts_are_missing(IMPORTED_AT_ONCE):
        actions.reindex_person(person_id)


def catchup_asked(event: CatchUpAsked) -> None:
    """Whoever has just been asked is met a little later by the next reader."""
    actions.rank_the_lately_asked()


def picture_dropped(event: PictureDropped) -> None:
    """The file of a portrait that nobody shows any more."""
    files.remove(event.key)
