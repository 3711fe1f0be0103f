"""Which mails about milestones somebody has got."""

from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from community.accounts.models import Person
from community.core import clock
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.milestones.models import Milestone
from community.milestones.queries.showing import is_opened_since, is_visible

SHARED = "milestones.shared"
A_DAY = timedelta(hours=24)


def about_shared(milestone_id: int) -> str:
    """What the mail to a mentor is about: there is one for each milestone, for ever."""
    return f"milestone:{milestone_id}"


def is_told_enough(mentor: Person, milestone: Milestone) -> bool:
    """Whether a mail about the same person went to this mentor within a day, or goes before the one about this milestone."""
    to_mentor = (OutgoingMail.kind == SHARED, OutgoingMail.person_id == mentor.id)
    about = about_shared(milestone.id)
    this = select(func.min(OutgoingMail.id)).where(*to_mentor, OutgoingMail.about == about)
    sent = and_(OutgoingMail.state == "sent", OutgoingMail.sent_at > clock.now() - A_DAY, OutgoingMail.about != about)
    waits = and_(OutgoingMail.state == "waiting", OutgoingMail.id < this.scalar_subquery())
    found = db.session.execute(
        select(OutgoingMail.state, OutgoingMail.context).where(*to_mentor, or_(sent, waits))
    ).all()
    ids = {context["milestone_id"]: state for state, context in found}
    of_subject = select(Milestone.id).where(Milestone.id.in_(ids), Milestone.subject_id == milestone.subject_id)
    return any(ids[one] == "sent" or is_visible(mentor, one) for one in db.session.scalars(of_subject))


def is_mail_unread(person: Person, milestone_id: int) -> bool:
    """Whether somebody was told by mail of a congratulation to this milestone, and has not opened it since."""
    about = f"milestone:{milestone_id}:congratulation:%"
    told = select(OutgoingMail.created_at).where(
        OutgoingMail.kind == "milestones.congratulated",
        OutgoingMail.person_id == person.id,
        OutgoingMail.about.like(about),
        OutgoingMail.state != "dropped",  # one that was no longer wanted told nothing
    )
    last = db.session.scalar(told.order_by(OutgoingMail.id.desc()).limit(1))
    return last is not None and not is_opened_since(person, milestone_id, last)
