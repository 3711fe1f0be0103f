"""Every reading of profiles and the directory."""

from community.alumni.queries.directory import people
from community.alumni.queries.indexed import cohorts_of, person_by_id, whose_cohorts_are_missing
from community.alumni.queries.offered import options
from community.alumni.queries.profiles import (
    Editing,
    Visit,
    asks_for_a_word,
    due_for_check,
    editing,
    facets_of,
    own,
    own_availability,
    own_in_short,
    own_visit,
    portraits_among,
    shared_facets,
    visit,
    visit_to,
)

__all__ = [
    "Editing", "Visit", "asks_for_a_word", "cohorts_of", "due_for_check", "editing", "facets_of", "options", "own", "own_availability", "own_in_short", "own_visit",
    "people", "person_by_id", "portraits_among", "shared_facets", "visit", "visit_to", "whose_cohorts_are_missing",
]  # fmt: skip
