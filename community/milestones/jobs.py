"""What the clock does for milestones."""

from datetime import timedelta

from community.core import clock, files
from community.milestones import queries
from community.milestones.pictures import folder

PICTURES_A_NIGHT = 20_000


def remove_lost_pictures() -> None:
    """Each night: files that no milestone shows, a day after they were written; a transaction that stored one can fail."""
    now = clock.now()
    lost = files.written_before(now - timedelta(days=1), most=PICTURES_A_NIGHT, seed=now.toordinal(), folder=folder())
    for key in lost - queries.pictures_among(lost):
        files.remove(key, folder=folder())
