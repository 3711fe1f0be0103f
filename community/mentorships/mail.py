"""The mails about mentorships: short, and nothing private in them."""

from flask import url_for

from community.accounts.models import Person
from community.accounts.queries import person_by_id
from community.core.language import gettext as _
from community.core.mail import Message
from community.core.policy import can
from community.mentorships import queries
from community.mentorships.permissions import CORRECT_MENTORSHIP


def corrected(person: Person, mentorship_id: int, by_person_id: int) -> Message | None:
    """The other side has corrected dates or focus."""
    return _about("mentorships_corrected", person, mentorship_id, by_person_id)


def disputed(person: Person, mentorship_id: int, by_person_id: int) -> Message | None:
    """The other side says it was not so. Not sent when they have taken it back meanwhile."""
    mentorship = queries.by_id(mentorship_id)
    if mentorship is None or mentorship.disputed_by_id != by_person_id:
        return None
    return _about("mentorships_disputed", person, mentorship_id, by_person_id)


def _about(template: str, person: Person, mentorship_id: int, by_person_id: int) -> Message | None:
    """None once the person may not see it any more: they left, or a block stands between the two."""
    mentorship, by = queries.by_id(mentorship_id), person_by_id(by_person_id)
    if mentorship is None or by is None or not can(person, CORRECT_MENTORSHIP, mentorship):
        return None
    why = _("You get this mail because it is about a mentorship of yours.")
    page = url_for("mentorships.show", mentorship=mentorship.public_id, _external=True)
    return Message(template=template, context={"mentorship": mentorship, "by": by}, why=why, page=page, names=[by.id])
