"""What the calendar does: quiet times and suspensions end on their date."""

from community.accounts import queries
from community.accounts.actions.standing import return_if_over
from community.core import clock


def return_whose_time_is_over() -> None:
    """Bring back who was quiet or suspended until today. Twice is as once."""
    today = clock.today()
    for person in [*queries.back_from_quiet(today), *queries.suspensions_over(today)]:
        return_if_over(person)
