"""How things stand with one milestone for one reader: what its page says around the words."""

from community.accounts.models import Cohort, Person
from community.core.language import gettext as _
from community.core.policy import can
from community.milestones.forms.sharing import readers_value
from community.milestones.models import Milestone
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
        self.other = (milestone.author if reader.id == milestone.subject_id else milestone.subject).name
        if self.is_of_reader and milestone.wider_by_id is not None:
            self.widening = "mine" if milestone.wider_by_id == reader.id else "asked"
            self.wider = _label(reader, milestone, milestone.wider_audience or "", milestone.wider_cohort)

    @property
    def wished(self) -> str:
        """The readers somebody wishes for, as a form says them back."""
        cohort = self._milestone.wider_cohort
        return readers_value(self._milestone.wider_audience or "", cohort.public_id if cohort else None)


def readers_now(reader: Person, milestone: Milestone) -> str:
    """Who can read it, in a sentence for its author or subject."""
    readers = _label(reader, milestone, milestone.audience, milestone.cohort)
    if milestone.waits:
        return _("Proposed for: %(readers)s", readers=readers)
    return _("Who can read it: %(readers)s", readers=readers)


def _label(reader: Person, milestone: Milestone, audience: str, cohort: Cohort | None) -> str:
    of = None if reader.id == milestone.subject_id else milestone.subject.name
    named = f"{cohort.programme.name} {cohort.name}".strip() if cohort else ""
    return readers_label(audience, named, of=of)
