"""What somebody would like to hear by mail: a choice for each topic, how many mails a week, and when the letter comes."""

from collections.abc import Mapping

from wtforms import IntegerField, RadioField, SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import TextInput

from community.accounts.models import Person
from community.core.feature import Topic
from community.core.language import _l
from community.notifications import queries
from community.notifications.actions.wishing import MOST_MAILS
from community.notifications.forms.letter import LetterForm
from community.notifications.models import MailWishes
from community.notifications.topics import choosable

WAY_WORDS = {"now": _l("at once"), "letter": _l("in the letter"), "never": _l("never")}


OUT_OF_REACH = _l("A number from 0 to %(most)s, please.", most=MOST_MAILS)


class FewMails(IntegerField):
    """A number of mails; anything else is told which numbers can be meant.

    A field for text: of what is no number, one for numbers sends nothing, and nothing means as many as the community sends.
    """

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(OUT_OF_REACH) from None


class WishesForm(LetterForm):
    """The letter's time and the number; `wishes_form` adds a field for each topic there is."""

    mails_a_week = FewMails(
        _l("How many mails a week at most"),
        [Optional(), NumberRange(0, MOST_MAILS, OUT_OF_REACH)],
    )

    @staticmethod
    def name_of(topic: Topic | str) -> str:
        """The name of the field about a topic."""
        return (topic if isinstance(topic, str) else topic.name).replace(".", "-")

    def ways(self) -> dict[str, str]:
        """What was chosen about each topic."""
        return {name: self[self.name_of(name)].data for name in choosable()}


def wishes_form(person: Person) -> WishesForm:
    """The form with what holds now; what is not sent stays as it is."""
    topics, wishes = choosable(), queries.wishes_of(person) or MailWishes.usual()
    fields = {WishesForm.name_of(topic): _choice(topic) for topic in topics.values()}
    held: Mapping[str, str] = queries.ways_of(person)
    now = {WishesForm.name_of(topic): held.get(topic.name, topic.way) for topic in topics.values()}
    made: type[WishesForm] = type("WishesOfAll", (WishesForm,), fields)
    return made(obj=wishes, data=now)


def _choice(topic: Topic) -> RadioField:
    return RadioField(
        _l("When %(something)s", something=topic.words),
        choices=[SelectChoice(way, words) for way, words in WAY_WORDS.items()],
    )
