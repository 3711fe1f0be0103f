"""At home: in which circles something was written since the reader was there, and by whom. Never a word of it."""

from collections.abc import Iterable
from typing import Any

from babel.lists import format_list

from community.accounts.models import Person
from community.circles import queries
from community.core.language import _l, locale_now, ngettext
from community.core.language import gettext as _
from community.core.panels import Panel, only_if

SHOWN, MOST_NAMES = 5, 3


@only_if(queries.somebody_wrote)
def news_at_home(actor: Person) -> Panel | None:
    """One line for each circle with something new in it, the newest first."""
    circles: dict[str, list[Any]] = {}
    for row in queries.news(actor):
        circles.setdefault(row.circle, []).append(row)
    if not circles:
        return None
    lines = [(found[0], _new(found), _authors(found)) for found in [*circles.values()][:SHOWN]]
    return Panel(_l("In your circles"), "circles/_home_news.html", {"lines": lines}, order=40)


def _new(found: Iterable[Any]) -> str:
    return ngettext("%(num)d is new", "%(num)d are new", sum(row.posts for row in found))


def _authors(found: Iterable[Any]) -> str:
    names = list(dict.fromkeys(row.author or _("a former member") for row in found))
    said = names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], _("others")]
    return format_list(said, locale=locale_now() or "en")
