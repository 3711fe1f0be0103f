"""What the clock does for the directory."""

from datetime import timedelta

from community.alumni import actions, queries
from community.alumni.models import CHECK_AFTER_DAYS
from community.core import clock, mail

CHECKS_A_DAY = 500
PICTURES_A_NIGHT = 20_000


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


def remove_lost_pictures() -> None:
    """Each night: files of portraits which nobody has, a day after they were written; some thousand are looked at."""
    now = clock.now()
    actions.remove_lost(now - timedelta(days=1), most=PICTURES_A_NIGHT, seed=now.toordinal())
