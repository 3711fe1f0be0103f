"""What the calendar does: quiet times and suspensions end on their date."""

from datetime import timedelta

from community.accounts import queries
from community.accounts.actions.standing import return_if_over
from community.core import clock

FIRST_TO_SEE_A_DAY = timedelta(hours=14)  # where the day begins before ours (Kiritimati)


def return_whose_time_is_over() -> None:
    """Bring back who was quiet until today, on their own calendar, or suspended until today. Twice, or late, is as once."""
    somewhere = (clock.now() + FIRST_TO_SEE_A_DAY).date()
    for person in [*queries.maybe_back_from_quiet(somewhere), *queries.suspensions_over(clock.today())]:
        return_if_over(person)
