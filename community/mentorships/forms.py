"""What is asked about a mentorship: what is right, who may see it, and, while joining, whether it was so."""

from collections.abc import Sequence
from typing import Any

from wtforms import DateField, HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length, Optional

from community.accounts.models import Person
from community.core.forms import Form
from community.core.language import _l
from community.core.language import gettext as _
from community.core.web.filters import month_words
from community.mentorships.models import MEMBERS, PAIR, Mentorship

WHO_MAY_SEE = [SelectChoice(MEMBERS, _l("All members")), SelectChoice(PAIR, _l("Only the two of us"))]
WHO_MAY_SEE_HINTS = {
    MEMBERS: _l("It stands on both your profiles, and helps others see what you share."),
    PAIR: _l("It stands on neither profile for anybody else."),
}
RIGHT, WRONG = "right", "wrong"


class CorrectionForm(Form):
    """When it was, and what it was about."""

    started_on = DateField(_l("It began on"), validators=[Optional()])
    ended_on = DateField(_l("It ended on"), validators=[Optional()])
    focus = TextAreaField(
        _l("What it was about"),
        description=_l("A few words, as you would tell a third person."),
        validators=[Length(max=500)],
    )


class FocusForm(Form):
    """ "That is right": what it was about, as it stood on the page."""

    focus = HiddenField()


class AudienceForm(Form):
    """Who may see it, said for one's own side."""

    audience = RadioField(_l("Who may see this mentorship"), choices=WHO_MAY_SEE)


class NewcomerForm(Form):
    """What the roster says about somebody who joins: one question for each mentorship, one for all of them."""

    audience = RadioField(_l("Who may see this on your profile"), choices=WHO_MAY_SEE, default=MEMBERS)

    @property
    def wrong(self) -> list[str]:
        """Public ids of what was not so."""
        return [
            name.removeprefix("m_") for name, answer in self.data.items() if name.startswith("m_") and answer == WRONG
        ]


def newcomer_form(
    person: Person, mentorships: Sequence[Mentorship], prefix: str, wrong: Sequence[str], audience: str
) -> NewcomerForm:
    """The questions about these mentorships, answered as before."""
    questions = {
        f"m_{one.public_id}": RadioField(
            said_to(person, one),
            choices=[SelectChoice(RIGHT, _l("Yes, that is right")), SelectChoice(WRONG, _l("No, that was not so"))],
            default=RIGHT,
        )
        for one in mentorships
    }
    asked: Any = type("NewcomerFormFor", (NewcomerForm,), questions)
    before = {f"m_{public_id}": WRONG for public_id in wrong}
    form: NewcomerForm = asked(prefix=prefix, data={**before, "audience": audience}, meta={"csrf": False})
    return form


def said_to(person: Person, mentorship: Mentorship) -> str:
    """A mentorship in one line, to one of its two: "Mia Chen mentored you: Summer of Code 2016"."""
    where = place_words(mentorship)
    other = mentorship.other_than(person).name
    if person.id == mentorship.mentor_id:
        return _("You mentored %(name)s: %(where)s", name=other, where=where)
    return _("%(name)s mentored you: %(where)s", name=other, where=where)


def place_words(mentorship: Mentorship) -> str:
    """Programme and cohort: "Summer of Code 2016"."""
    return f"{mentorship.cohort.programme.name} {mentorship.cohort.name}".strip()


def span_words(mentorship: Mentorship) -> str:
    """From when to when, as far as it is known: "May – August 2016"."""
    begun, ended = mentorship.started_on, mentorship.ended_on
    if begun and ended:
        if (begun.year, begun.month) == (ended.year, ended.month):
            return month_words(ended)
        return _("%(begun)s to %(ended)s", begun=month_words(begun), ended=month_words(ended))
    if begun:
        return _("since %(begun)s", begun=month_words(begun))
    return _("until %(ended)s", ended=month_words(ended)) if ended else ""
