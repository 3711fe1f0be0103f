"""What ties tell the other rooms: who is related."""

from typing import Any

from community.ties import queries


def related(actor_id: int) -> Any:
    """Ids of everybody a person has a tie with, as SQL. A resting tie relates too: resting shows nowhere."""
    return queries.related(actor_id)
