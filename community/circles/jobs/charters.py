"""The day on which a circle wanted to look at its charter again."""

from community.circles import queries
from community.core import clock, mail


def ask_about_charters() -> None:
    """Ask whoever facilitates, once for each such day."""
    for circle in queries.charters_to_review(clock.today()):
        if circle.facilitator is not None and circle.review_on is not None:
            day = circle.review_on.isoformat()
            about = f"circle:{circle.id}:review:{day}"
            mail.post("circles.charter_review", to=circle.facilitator, about=about, circle_id=circle.id, day=day)
