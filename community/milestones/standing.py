"""How things stand with one milestone for one reader: what its page says around the words."""

from community.accounts.models import Person
from community.core import audiences
from community.core.language import gettext as _
from community.core.policy import can
from community.milestones import queries
from community.milestones.forms.sharing import readers_value
from community.milestones.models import CIRCLE, Milestone
from community.milestones.permissions import EDIT_MILESTONE
from community.milestones.wording import readers_label


class Standing:
    """Said once for a page. `widening`: "asked" (the reader's yes is awaited), "mine" (the reader wished it), or ""."""

    def __init__(self, reader: Person, milestone: Milestone) -> None:
        self._milestone = milestone
        self.is_of_reader = milestone.is_of(reader)
        self.waits = milestone.waits and reader.id == milestone.author_id
        self.can_change = self.is_of_reader and can(reader, EDIT_MILESTONE, milestone)
        self.readers = readers_now(reader, milestone) if self.is_of_reader else ""
        self.widening, self.wider = "", ""
        other = milestone.author if reader.id == milestone.subject_id else milestone.subject
        self.other = name_of(other)
        asked = milestone.wider_by_id is not None and milestone.wider_by_id != reader.id
        if self.is_of_reader and milestone.wider_by_id is not None and (other.is_present or not asked):
            self.widening = "asked" if asked else "mine"
            self.wider = _label(reader, milestone, wished=True)

    @property
    def wished(self) -> str:
        """The readers somebody wishes for, as a form says them back."""
        return readers_value(self._milestone.wider_audience or "", queries.which(self._milestone, wished=True))


def name_of(other: Person) -> str:
    """The other of author and subject, as the one of them calls them; who is away is not named."""
    return other.name if other.is_present else _("somebody who is not here at the moment")


def readers_of(reader: Person, milestone: Milestone) -> str:
    """Whom it is for, by name, for its author or subject."""
    return _label(reader, milestone)


def readers_now(reader: Person, milestone: Milestone) -> str:
    """Who can read it, in a sentence for its author or subject."""
    readers = readers_of(reader, milestone)
    if milestone.waits:
        return _("Proposed for: %(readers)s", readers=readers)
    return _("Who can read it: %(readers)s", readers=readers)


def _label(reader: Person, milestone: Milestone, *, wished: bool = False) -> str:
    of = None if reader.id == milestone.subject_id else milestone.subject.name
    audience = (milestone.wider_audience if wished else milestone.audience) or ""
    cohort = milestone.wider_cohort if wished else milestone.cohort
    if audience == CIRCLE:
        circle = queries.circle_of(reader, milestone.wider_circle_id if wished else milestone.circle_id)
        named = _("A circle of %(name)s", name=of) if of else _("A circle")
        return readers_label(CIRCLE, circle.name, of=of) if circle else named
    if cohort and of and not audiences.may_read(reader, milestone.subject, "cohorts"):
        return _("A cohort of %(name)s", name=of)
    named = f"{cohort.programme.name} {cohort.name}".strip() if cohort else ""
    return readers_label(audience, named, of=of)
