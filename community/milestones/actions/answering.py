"""The subject's word on what somebody tells of them, and who may read a milestone afterwards."""

from sqlalchemy import delete

from community.accounts.models import Person
from community.core import clock, search
from community.core.errors import Conflict, Invalid
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.events import MilestoneGone, MilestoneNarrowed, MilestoneShared, MilestoneWidened
from community.milestones import queries
from community.milestones.actions import steps
from community.milestones.actions.indexing import reindex
from community.milestones.models import DECLINED, SHARED, TAKEN_BACK, Congratulation, Milestone
from community.milestones.permissions import ANSWER_MILESTONE, KEEP_MILESTONE
from community.milestones.queries.feed import SEARCH_KIND


def approve(
    actor: Person,
    milestone: Milestone,
    *,
    revision: int,
    words: str,
    audience: str,
    which: str | None = None,
    picture_alt: str = "",
    remove_picture: bool = False,
) -> Milestone:
    """Say yes to what somebody tells of the actor, in these words and to that audience: from now on those read it.

    Refuses: Missing, Conflict when it is not waiting any more; Invalid when it has been changed since the actor read it
    (`revision`), and for what was typed. Publishes MilestoneShared.
    """
    held = steps.held(actor, milestone, ANSWER_MILESTONE)
    if held.revision != revision:
        raise Invalid(
            _l(
                "%(name)s has changed it meanwhile: what stands above is new. Please read it again.",
                name=held.author.name,
            )
        )
    steps.put(held, steps.audience_of(actor, actor, audience, which))
    steps.put_words(held, actor, words)
    steps.set_picture(held, None, picture_alt or held.picture_alt, remove=remove_picture)
    held.state, held.shared_at = SHARED, clock.now()
    steps.now_changed(held, seen_by_others=False)
    db.session.flush()
    reindex(held, actor)
    publish(MilestoneShared(held.id, held.subject_id))
    return held


def decline(actor: Person, milestone: Milestone) -> None:
    """Rather not, without a reason. Nobody is told: for its author it waits on, for ever.

    Refuses: Missing, Conflict when it is not waiting any more.
    """
    held = steps.held(actor, milestone, ANSWER_MILESTONE)
    held.state = DECLINED
    db.session.flush()


def take_back(actor: Person, milestone: Milestone) -> None:
    """Let nobody read it any more, with everything that was said to it; its author or its subject can, at any time.

    Refuses: Missing when it is gone already. Publishes MilestoneGone, PictureDropped.
    """
    held = steps.held(actor, milestone, KEEP_MILESTONE)
    steps.drop_picture(held)
    held.state, held.shared_at, held.words = TAKEN_BACK, None, ""
    steps.wish_nothing(held)
    search.drop(SEARCH_KIND, held.id)
    db.session.execute(delete(Congratulation).where(Congratulation.milestone_id == held.id))
    db.session.flush()
    publish(MilestoneGone(held.id))


def set_audience(actor: Person, milestone: Milestone, *, audience: str, which: str | None = None) -> bool:
    """Let others read it: fewer people at once, more people only when author and subject both say so.

    Returns whether it holds now; if not, it waits for the other's yes. What was said to it stays with those who could
    read it then. While it waits for its subject's yes, its author just changes what is proposed.
    Refuses: Missing, Conflict when it is gone; Invalid for an audience there is not. Publishes MilestoneWidened or MilestoneNarrowed.
    """
    held = steps.held(actor, milestone, KEEP_MILESTONE)
    wanted = steps.audience_of(actor, held.subject, audience, which)
    the_other_said_so = steps.wished(held) == wanted and held.wider_by_id not in (None, actor.id)
    if held.waits:
        if actor.id != held.author_id:
            raise Invalid(_l("Say yes to it first."), field="audience")
        steps.now_changed(held, seen_by_others=False)
        steps.put(held, wanted)
    elif held.is_own or the_other_said_so or steps.narrows(held, wanted):
        _reach(held, wanted)
    else:
        steps.wish(held, wanted, actor)
    db.session.flush()
    return held.wider_audience is None


def answer_wider(
    actor: Person, milestone: Milestone, *, yes: bool, audience: str, which: str | None = None
) -> Milestone:
    """Say yes or no to the wish that more people may read it, as the actor has read it; who wished it can take it back by a no.

    Refuses: Missing; Conflict when nobody wishes that any more, or the actor wished it and says yes. Publishes MilestoneWidened.
    """
    held = steps.held(actor, milestone, KEEP_MILESTONE)
    wish = steps.wished(held)
    if held.wider_by_id is None or (wish.name, queries.which(held, wished=True)) != (audience, which):
        raise Conflict(_l("This wish has been changed or taken back meanwhile."), what_next=steps.LOOK_AGAIN)
    if not yes:
        steps.wish_nothing(held)
    elif held.wider_by_id == actor.id:
        raise Conflict(_l("It waits for the other’s yes."))
    else:
        _reach(held, wish)
    db.session.flush()
    return held


def _reach(milestone: Milestone, audience: steps.Audience) -> None:
    """From now on these read what is shared, and so perhaps somebody who could not before."""
    widens = not steps.narrows(milestone, audience)
    steps.put(milestone, audience)
    if widens:
        publish(MilestoneWidened(milestone.id, milestone.subject_id))
    else:
        publish(MilestoneNarrowed(milestone.id))
