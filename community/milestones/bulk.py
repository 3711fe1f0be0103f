"""What the search should hold of every milestone, for `flask reindex`."""

from collections.abc import Iterator

from community.milestones.actions.indexing import entry
from community.milestones.queries.bulk import everything_shared


def entries_of_everything() -> Iterator[tuple[int, str, str, str]]:
    """One entry for each that is shared."""
    for milestone in everything_shared():
        yield entry(milestone, milestone.subject.name)
