"""Where the links of mails lead: answer an offer, "we talked", "later".

They work signed out. Opening them changes nothing; what is said twice, late or after a contact changes nothing either.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from community.accounts.models import Person
from community.accounts.permissions import SEE_PERSON
from community.accounts.queries import person_by_id
from community.core import clock
from community.core.errors import Missing
from community.core.language import gettext as _
from community.core.mail import in_words_of
from community.core.policy import can
from community.core.web import page, public, see_other
from community.core.web.filters import date_words
from community.ties import actions, queries
from community.ties.links import LATER_LINK, OFFER_LINK, TALKED_LINK
from community.ties.models import TieSide
from community.ties.views import blueprint
from community.ties.views.limits import answers_by_mail
from community.ties.wording import TieWords, last_words

FOUR_WEEKS = timedelta(weeks=4)


# --- would you like to keep in touch? ------------------------------------------------------------------------


@blueprint.get("/ties/offers/by-mail/<token>")
@public
def offer_by_mail(token: str) -> Any:
    """Yes, or no thank you, as the link says."""
    person, offerer, yes = _offer_in(token)
    with in_words_of(person):
        told: dict[str, Any] = {"title": _("Thank you"), "lead": _("It is noted, and there is nothing more to do."), "picture": "people"}  # fmt: skip
        if queries.between(person.id, offerer.id) is not None:
            told |= {"title": _("You keep in touch"), "lead": _("You and %(name)s find each other under “Keeping in touch”.", name=offerer.name)}  # fmt: skip
        elif queries.open_offer(offerer, person, yes=yes) is not None:
            told |= _question(offerer, yes=yes)
        return page("one_answer.html", **told)


@blueprint.post("/ties/offers/by-mail/<token>")
@public
@answers_by_mail
def answer_offer_by_mail(token: str) -> Any:
    """Say it."""
    person, offerer, yes = _offer_in(token)
    if queries.open_offer(offerer, person, yes=yes) is not None:
        actions.answer_offer(person, offerer, yes=yes)
    return see_other("ties.offer_by_mail", token=token)


def _offer_in(token: str) -> tuple[Person, Person, bool]:
    person, offerer_id, yes = OFFER_LINK.read(token)
    offerer = person_by_id(offerer_id)
    if offerer is None or not can(person, SEE_PERSON, offerer):
        raise Missing
    return person, offerer, bool(yes)


def _question(offerer: Person, *, yes: bool) -> dict[str, Any]:
    if yes:
        return {
            "title": _("Keep in touch with %(name)s?", name=offerer.name),
            "lead": _("You will both find each other under “Keeping in touch”. How often is for each of you to say, and for nobody else to see."),
            "action_label": _("Yes, gladly"),
            "icon_name": "check-lg",
        }  # fmt: skip
    return {
        "title": _("No, thank you?"),
        "lead": _("%(name)s is not told, and you are not asked again. You need no reason.", name=offerer.name),
        "action_label": _("No, thank you"),
        "style": "secondary",
    }


# --- from a reminder -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reminded:
    """Whom a reminder was about, and whether there was contact since it was sent."""

    person: Person
    side: TieSide
    was_in_touch: bool

    @property
    def today(self) -> date:
        """The day where the reminded person is."""
        return clock.today(self.person.time_zone)

    @property
    def is_quiet(self) -> bool:
        """Whether it has been put off already."""
        return self.side.quiet_until is not None and self.side.quiet_until > self.today


@blueprint.get("/ties/talked/by-mail/<token>")
@public
def talked_by_mail(token: str) -> Any:
    """We talked."""
    reminded = _reminded_in(TALKED_LINK, token)
    with in_words_of(reminded.person):
        name = reminded.side.other.name
        if reminded.was_in_touch:
            return page("one_answer.html", title=_("How good"), lead=_("It is noted that you and %(name)s were in touch. Nothing else to do.", name=name))  # fmt: skip
        return page(
            "one_answer.html",
            title=_("Have you talked with %(name)s?", name=name),
            lead=_("%(last)s. Any word counts: a call, a message, a chance meeting.", last=_last(reminded)),
            action_label=_("Yes, we talked"),
            icon_name="check-lg",
        )


@blueprint.post("/ties/talked/by-mail/<token>")
@public
@answers_by_mail
def tell_by_mail(token: str) -> Any:
    """Note it for today, where they are."""
    reminded = _reminded_in(TALKED_LINK, token)
    if not reminded.was_in_touch:
        actions.tell(reminded.person, reminded.side, on=reminded.today)
    return see_other("ties.talked_by_mail", token=token)


@blueprint.get("/ties/later/by-mail/<token>")
@public
def later_by_mail(token: str) -> Any:
    """Not now: in four weeks."""
    reminded = _reminded_in(LATER_LINK, token)
    with in_words_of(reminded.person):
        name, side = reminded.side.other.name, reminded.side
        told: dict[str, Any] = {"picture": "path"}
        if reminded.is_quiet and side.quiet_until:
            told |= {"title": _("It is noted"), "lead": _("You will not be reminded of %(name)s before %(day)s. Nobody but you knows.", name=name, day=date_words(side.quiet_until))}  # fmt: skip
        elif reminded.was_in_touch:
            told |= {"title": _("Nothing to put off"), "lead": _("You and %(name)s have been in touch meanwhile.", name=name)}  # fmt: skip
        else:
            told |= {
                "title": _("Think of %(name)s later?", name=name),
                "lead": _("You will not be reminded before %(day)s. %(name)s is not told.", name=name, day=date_words(reminded.today + FOUR_WEEKS)),
                "action_label": _("Yes, in four weeks"),
                "icon_name": "clock",
            }  # fmt: skip
        return page("one_answer.html", **told)


@blueprint.post("/ties/later/by-mail/<token>")
@public
@answers_by_mail
def put_off_by_mail(token: str) -> Any:
    """Put it off for four weeks."""
    reminded = _reminded_in(LATER_LINK, token)
    if not reminded.is_quiet and not reminded.was_in_touch:
        actions.quiet_until(reminded.person, reminded.side, until=reminded.today + FOUR_WEEKS)
    return see_other("ties.later_by_mail", token=token)


def _reminded_in(link: Any, token: str) -> Reminded:
    person, tie, last_on = link.read(token)
    side = queries.side_of(person, tie)
    if side is None:
        raise Missing
    return Reminded(person, side, side.last_on > date.fromisoformat(last_on))


def _last(reminded: Reminded) -> str:
    return last_words(TieWords.of(reminded.side, "in_touch"), reminded.today)
