"""What pages and mails say of meetings in the same words."""

from typing import Any

from community.circles.models import MAYBE, NO, YES, MeetingSeries
from community.core.language import _l, ngettext
from community.core.language import gettext as _
from community.core.recurrence import LAST, Rule
from community.core.web.filters import date_words, zone_words

ANSWER_WORDS: dict[str, Any] = {YES: _l("Yes"), MAYBE: _l("Maybe"), NO: _l("No")}
# Of oneself, and of what was planned.
COMING_WORDS: dict[str, Any] = {
    YES: _l("You said yes"),
    MAYBE: _l("You said maybe"),
    NO: _l("You said no"),
    "": _l("No answer yet"),
}
RHYTHM_WORDS: dict[str, Any] = {
    "week": _l("Every week"),
    "fortnight": _l("Every two weeks"),
    "month": _l("Every month, on the same weekday"),
}
_WEEKS: dict[int, Any] = {
    1: _l("Every month on the first %(weekday)s"),
    2: _l("Every month on the second %(weekday)s"),
    3: _l("Every month on the third %(weekday)s"),
    4: _l("Every month on the fourth %(weekday)s"),
    LAST: _l("Every month on the last %(weekday)s"),
}


def rule_of(series: MeetingSeries) -> Rule:
    """The rule by which a series comes again."""
    return Rule(series.begins_at, series.zone, series.rhythm, series.length)


def rule_words(series: MeetingSeries) -> str:
    """ "Every month on the second Tuesday (Berlin time)": whose clock it follows when the clocks change."""
    rule = rule_of(series)
    weekday = date_words(rule.begins, "EEEE")
    if series.rhythm == "month":
        often = str(_WEEKS[rule.week_of_month]) % {"weekday": weekday}
    elif series.rhythm == "week":
        often = _("Every week on %(weekday)s", weekday=weekday)
    else:
        often = _("Every two weeks on %(weekday)s", weekday=weekday)
    return _("%(often)s (%(zone)s)", often=often, zone=zone_words(series.zone))


def number_words(number: int) -> str:
    """How many meetings."""
    return ngettext("%(num)d meeting", "%(num)d meetings", number)
