"""What the clock does for the directory."""

from datetime import timedelta

from community.alumni import actions, queries
from community.alumni.models import CHECK_AFTER_DAYS
from community.core import clock, mail

CHECKS_A_DAY = 500


def put_in_order() -> None:
    """Each night: the order of the directory and the counted values anew."""
    actions.rank_again()
    actions.count_values()


def ask_still_you() -> None:
    """Each day: ask by mail those whose profile is a year old, some hundred at most, each once a year."""
    today = clock.today()
    for profile in queries.due_for_check(today - timedelta(days=CHECK_AFTER_DAYS), CHECKS_A_DAY):
        profile.check_asked_on = today
        mail.post("alumni.check", to=profile.person, about=f"check:{today.isoformat()}")
