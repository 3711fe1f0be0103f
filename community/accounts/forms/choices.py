"""Lists to choose from: time zones and the languages of this community."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

from community.core import settings

NOT_FOR_PEOPLE = (
    "Etc/",
    "posix/",
    "right/",
    "SystemV/",
    "US/",
    "Canada/",
    "Brazil/",
    "Chile/",
    "Mexico/",
)


@lru_cache(maxsize=1)
def zones() -> tuple[tuple[str, str], ...]:
    """Every time zone people live in, by continent and city, with UTC first."""
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(NOT_FOR_PEOPLE))
    return (
        ("UTC", "UTC"),
        *((zone, zone.replace("_", " ").replace("/", " / ")) for zone in sorted(named)),
    )


def zones_with(present: str | None) -> list[tuple[str, str]]:
    """The zones, and the present one if it is none of them (an alias from a roster)."""
    known = list(zones())
    if present and present not in dict(known):
        known.append((present, present.replace("_", " ")))
    return known


def languages() -> list[tuple[str, str]]:
    """The languages of this community, each in its own words."""
    return [(code, _own_name(code)) for code in settings.current().languages]


def _own_name(code: str) -> str:
    locale = Locale.parse(code, sep="-" if "-" in code else "_")
    return (locale.get_display_name(locale) or code).capitalize()
