"""What is read about circles: one module for each resource."""

from community.circles.queries.charters import newest_charter
from community.circles.queries.circles import (
    PERSON_ON_A_LINE,
    anybody_in,
    by_id,
    by_public_id,
    locked,
    members,
    members_seen_by,
    seat,
    seat_by_ids,
    seats_of,
)

__all__ = [
    "PERSON_ON_A_LINE", "anybody_in", "by_id", "by_public_id", "locked", "members", "members_seen_by", "newest_charter", "seat",
    "seat_by_ids", "seats_of",
]  # fmt: skip
