"""When a letter comes, and what else minds the hour: by the clock on their own wall. Pure functions; neither Flask nor the database."""

from datetime import date, datetime, time, timedelta

from community.core import wall_time

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# No two letters of the slower rhythm lie further apart: an hour further ahead was reckoned by a clock that was wrong.
FURTHEST_AHEAD = timedelta(days=40)
# News that are older than this are no news any more. (What waits for an answer and what the inbox has kept is not forgotten.)
FURTHEST_BACK = timedelta(days=62)
# What nobody asked for at that moment comes between these hours.
MORNING, EVENING = time(8), time(21)
PERIODS = {"week": WEEK, "month": timedelta(days=31)}


def next_hour(rhythm: str, weekday: int, hour: int, zone: str, after: datetime) -> datetime | None:
    """The next instant after `after` at which somebody would like their letter; None for "never".

    "month" means the first such day of the week of each month. An hour that the clocks jump over comes after the jump; of
    one that comes twice, the first is meant.
    """
    if rhythm not in PERIODS:
        return None
    day = wall_time.wall(after, zone).date()
    day += (weekday - day.weekday()) % 7 * DAY
    while True:
        if rhythm == "week" or day.day <= 7:
            moment = _instant(day, time(hour), zone)
            if moment > after:
                return moment
        day += WEEK


def next_morning(zone: str, now: datetime) -> datetime | None:
    """By night, the instant at which the morning begins there; None by day."""
    there = wall_time.wall(now, zone)
    if MORNING <= there.time() < EVENING:
        return None
    day = there.date() if there.time() < MORNING else there.date() + DAY
    return _instant(day, MORNING, zone)


def _instant(day: date, at: time, zone: str) -> datetime:
    try:
        return wall_time.instant(day, at, zone, which="first")
    except wall_time.NoSuchTime as jump:
        return wall_time.instant(jump.suggestion.date(), jump.suggestion.time(), zone, which="first")
