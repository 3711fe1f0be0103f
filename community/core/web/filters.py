"""How dates and times are said: in the reader's language and zone, with the zone in words."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from flask import Flask
from markupsafe import Markup

from community.core import clock, text
from community.core.language import gettext as _
from community.core.language import locale_now
from community.core.web.context import zone_of_reader


def zone_words(zone: str | None = None) -> str:
    """A zone as people say it: "Berlin time"."""
    return _zone_in(locale_now(), zone or zone_of_reader())


@lru_cache(maxsize=512)
def _zone_in(locale: Locale | None, zone: str) -> str:
    if zone in {"UTC", "Etc/UTC"}:
        return "UTC"
    return _("%(place)s time", place=get_timezone_location(ZoneInfo(zone), locale=locale or "en", return_city=True))


def local(instant: datetime, zone: str | None = None) -> datetime:
    """The instant on the wall clock of the reader (or of `zone`)."""
    return instant.astimezone(ZoneInfo(zone or zone_of_reader()))


def time_words(instant: datetime, zone: str | None = None) -> str:
    """The time of day: "4:00 PM"."""
    moment = local(instant, zone)
    return _time_of_day(locale_now(), moment.hour, moment.minute)


def hour_words(hour: int) -> str:
    """A full hour of the day, without a day: "4:00 PM"."""
    return _time_of_day(locale_now(), hour, 0)


@lru_cache(maxsize=24 * 60)
def _time_of_day(locale: Locale | None, hour: int, minute: int) -> str:
    return format_time(time(hour, minute), "short", locale=locale or "en")


def date_words(day: date | datetime | None, form: str = "d MMMM y") -> str:
    """A date: "3 November 2026". Instants are taken in the reader's zone; None is said as nothing."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = local(day).date()
    return _day_in(locale_now(), day, form)


@lru_cache(maxsize=8192)
def _day_in(locale: Locale | None, day: date, form: str) -> str:
    return format_date(day, form, locale=locale or "en")


def when_words(instant: datetime, zone: str | None = None) -> str:
    """Day, time and zone in words: "Tuesday, November 3, 4:00 PM (Berlin time)"."""
    moment = local(instant, zone)
    locale = locale_now()
    pattern = "EEEE d MMMM, " if moment.year == clock.now().year else "EEEE d MMMM y, "
    day = _day_in(locale, moment.date(), pattern) + _time_of_day(locale, moment.hour, moment.minute)
    return _("%(when)s (%(zone)s)", when=day, zone=zone_words(zone))


def month_words(day: date | None) -> str:
    """Month and year: "May 2016"."""
    return date_words(day.replace(day=1), "MMMM y") if day else ""


def ago_words(instant: datetime) -> str:
    """Roughly how long ago, for lists where the exact time does not matter."""
    days = (clock.now() - instant).days
    if days < 1:
        return _("today")
    if days < 2:
        return _("yesterday")
    if days < 14:
        return _("%(n)s days ago", n=days)
    if days < 60:
        return _("%(n)s weeks ago", n=days // 7)
    if days < 730:
        return _("%(n)s months ago", n=days // 30)
    return _("%(n)s years ago", n=days // 365)


def iso(instant: datetime | None) -> str:
    """An instant for machines, as <time datetime> wants it."""
    return instant.isoformat() if instant else ""


def markdown(words: str | None) -> Markup:
    """User text as safe HTML."""
    return text.markdown(words) if words else Markup()


def init_app(app: Flask) -> None:
    """Give the filters to the templates."""
    filters: dict[str, Callable[..., Any]] = {
        "date_words": date_words,
        "time_words": time_words,
        "when_words": when_words,
        "month_words": month_words,
        "zone_words": zone_words,
        "ago_words": ago_words,
        "markdown": markdown,
        "initials": text.initials,
        "iso": iso,
    }
    for name, filter_ in filters.items():
        app.add_template_filter(filter_, name)
    app.jinja_env.globals["zone_words"] = zone_words
