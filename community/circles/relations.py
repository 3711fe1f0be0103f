"""What makes two people related: a circle in which both are."""

from typing import Any

from community.circles.permissions.circles import members_together


def related(person_id: Any) -> Any:
    """Ids of the people who are in a circle with somebody, as SQL."""
    return members_together(person_id)
