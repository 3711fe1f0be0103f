"""Telling a milestone, of oneself or of somebody else, and changing what was told."""

from datetime import date, timedelta
from typing import IO

from sqlalchemy import and_, func, or_, select

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Conflict, Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.events import MilestoneShared, MilestoneWaits
from community.milestones.actions import steps
from community.milestones.actions.indexing import reindex
from community.milestones.models import DECLINED, LONGEST_WORDS, SHARED, TAKEN_BACK, WAITING, Milestone
from community.milestones.permissions import EDIT_MILESTONE, TELL_ABOUT

# Of one person by one other; what was declined counts for ever, so that nothing can be told from it, and what was taken
# back for a while: each asks the subject by mail.
MOST_WAITING = 3
A_WHILE = timedelta(days=7)


def tell(
    actor: Person,
    *,
    subject: Person,
    kind: str,
    on: date,
    words: str,
    audience: str,
    which: str | None = None,
    picture: IO[bytes] | None = None,
    picture_alt: str = "",
) -> Milestone:
    """Share a milestone of one's own, or put one about somebody else before that person: nobody else sees it until they say yes.

    Refuses: Refused for somebody the actor cannot see; Invalid for what was typed; Conflict when as much waits for that
    person already. Publishes MilestoneShared, or MilestoneWaits.
    """
    if not can(actor, TELL_ABOUT, subject):
        raise Refused(_l("You can tell something of yourself, or of a member you can see."))
    reached = steps.audience_of(actor, subject, audience, which)
    own = actor.id == subject.id
    if not own:
        _demand_room(actor, subject)
    milestone = Milestone(
        author_id=actor.id,
        subject_id=subject.id,
        kind=steps.kind_of(kind),
        on=steps.day_of(on, actor),
        words=steps.words_of(words, LONGEST_WORDS),
        audience=reached.name,
        cohort_id=reached.cohort_id,
        circle_id=reached.circle_id,
        picture_alt="",
        state=SHARED if own else WAITING,
        shared_at=clock.now() if own else None,
    )
    steps.set_picture(milestone, picture, picture_alt)
    db.session.add(milestone)
    db.session.flush()
    if own:
        reindex(milestone, subject)
        publish(MilestoneShared(milestone.id, subject.id))
    else:
        publish(MilestoneWaits(milestone.id))
    return milestone


def edit(
    actor: Person,
    milestone: Milestone,
    *,
    kind: str,
    on: date,
    words: str,
    picture: IO[bytes] | None = None,
    picture_alt: str = "",
    remove_picture: bool = False,
) -> Milestone:
    """Change what is told: as its author while it waits, as its subject once it is shared. The audience has actions of its own.

    Refuses: Missing, Conflict when it is not the actor's to edit any more; Invalid for what was typed.
    """
    held = steps.held(actor, milestone, EDIT_MILESTONE)
    held.kind, held.on = steps.kind_of(kind), steps.day_of(on, actor)
    steps.put_words(held, actor, words)
    steps.set_picture(held, picture, picture_alt, remove=remove_picture)
    steps.now_changed(held, seen_by_others=held.is_shared)
    db.session.flush()
    if held.is_shared:
        reindex(held, held.subject)
    return held


def _demand_room(actor: Person, subject: Person) -> None:
    """Of two that are told at once, the second is counted after the first: the subject's row is held."""
    db.session.execute(select(Person.id).where(Person.id == subject.id).with_for_update(key_share=True)).all()
    gone_lately = and_(Milestone.state == TAKEN_BACK, Milestone.created_at > clock.now() - A_WHILE)
    waiting = select(func.count()).where(
        Milestone.author_id == actor.id,
        Milestone.subject_id == subject.id,
        or_(Milestone.state.in_((WAITING, DECLINED)), gone_lately),
    )
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Conflict(
            _l("As much as fits waits for %(name)s already.", name=subject.name),
            what_next=_l("Wait for an answer; what you take back makes room a week after you wrote it."),
        )
