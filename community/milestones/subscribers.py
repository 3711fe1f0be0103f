"""What follows from what happened: mails to the few whom it concerns, and the search's view of a new name."""

from typing import Any

from community.accounts.queries import person_by_id
from community.core import files, mail
from community.events import (
    Congratulated,
    MilestoneShared,
    MilestoneWaits,
    MilestoneWidened,
    PersonChanged,
    PictureDropped,
    Thanked,
)
from community.milestones import actions, queries
from community.milestones.pictures import folder


def tell_the_mentors(event: MilestoneShared | MilestoneWidened) -> None:
    """Whoever mentored its subject is one step from congratulating. Whom it does not reach gets no mail; who could read it
    before more people could has been told, and is not told again."""
    milestone = queries.by_id(event.milestone_id)
    if milestone is None or not milestone.is_shared:
        return
    for mentor in queries.mentors_to_tell(milestone):
        if queries.is_visible(mentor, milestone.id):
            mail.post(
                "milestones.shared", to=mentor, about=queries.about_shared(milestone.id), milestone_id=milestone.id
            )


def ask_the_subject(event: MilestoneWaits) -> None:
    """Somebody tells something of you: you alone read it, until you say yes."""
    milestone = queries.by_id(event.milestone_id)
    if milestone is not None:
        about = f"milestone:{milestone.id}"
        mail.post("milestones.waits", to=milestone.subject, about=about, milestone_id=milestone.id)


def tell_the_subject(event: Congratulated) -> None:
    """Somebody congratulates: one mail, and no other before the milestone has been opened again."""
    said = queries.congratulation_by_id(event.congratulation_id)
    if said is None or queries.is_mail_unread(said.milestone.subject, said.milestone_id):
        return
    about = f"milestone:{said.milestone_id}:congratulation:{said.id}"
    facts: dict[str, Any] = {"milestone_id": said.milestone_id, "congratulation_id": said.id}
    mail.post("milestones.congratulated", to=said.milestone.subject, about=about, **facts)


def tell_the_thanked(event: Thanked) -> None:
    """The subject thanks."""
    person = person_by_id(event.to_person_id)
    if person is not None:
        about = f"congratulation:{event.congratulation_id}"
        mail.post("milestones.thanked", to=person, about=about, congratulation_id=event.congratulation_id)


def name_changed(event: PersonChanged) -> None:
    """A milestone is found by the name of whom it is about."""
    actions.reindex_of(event.person_id)


def picture_dropped(event: PictureDropped) -> None:
    """The file of a picture that no milestone shows any more."""
    files.remove(event.key, folder=folder())
