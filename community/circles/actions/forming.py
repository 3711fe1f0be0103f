"""Drafts of circles: asked for by a coordinator, computed by the worker, changed by hand, dropped."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from community.accounts.models import Person
from community.accounts.permissions import COORDINATE
from community.circles import queries
from community.circles.forming import FIT, Formation, Group, Impossible, Seeker, form, look
from community.circles.models import LARGEST, LENGTHS, MOST_MEETINGS, SMALLEST, Forming, FormingGroup, FormingPlace
from community.circles.models.forming import COMPUTING, DRAFT, DROPPED
from community.core import clock, database
from community.core.errors import Conflict, Invalid, Refused
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import can
from community.events import FormingAsked

DOES_NOT_FIT = _l("These people cannot be put into one circle.")


def ask_forming(actor: Person, *, seed: int | None = None, **wanted: int) -> Forming:
    """Ask the worker for a draft; drafts of before are dropped. `wanted`: smallest, size, largest, minutes, planned_meetings.

    Refuses: Refused unless the actor coordinates; Invalid for bounds that do not hold, or fewer people than a circle needs;
    Conflict while the worker has one in hand. Publishes FormingAsked.
    """
    demand(actor)
    _check(wanted)
    if queries.forming_under_way() is not None:
        raise Conflict(_l("Circles are being formed at this moment."), what_next=_l("Wait a little and look again."))
    if queries.how_many_wish() < wanted["smallest"]:
        raise Invalid(_l("There are not enough people on the list for one circle."), field="smallest")
    for draft in queries.forming_drafts():
        _forget(draft)
    forming = Forming(made_by_id=actor.id, state=COMPUTING, seed=seed or secrets.randbelow(2**31 - 2) + 1, **wanted)
    db.session.add(forming)
    db.session.flush()
    publish(FormingAsked(forming.id))
    return forming


def ask_forming_again(actor: Person, forming: Forming) -> Forming:
    """Another draft with the same bounds from the list as it is now. Refuses like `ask_forming`."""
    return ask_forming(
        actor, smallest=forming.smallest, size=forming.size, largest=forming.largest, minutes=forming.minutes,
        planned_meetings=forming.planned_meetings,
    )  # fmt: skip


def compute_forming(forming_id: int) -> None:
    """Put the people of the list into circles. It takes seconds, and is done before this transaction touches the database."""
    now = clock.now()
    given = database.write_aside(lambda session: queries.given_for(session, forming_id, now))
    if given is None:
        return
    formation = form(given.seekers, given.bounds, given.seed)
    forming = queries.locked_forming(forming_id)
    if forming is not None and forming.state == COMPUTING:
        _keep(forming, formation, {one.key for one in given.seekers if one.facilitates}, now)


def drop_draft(actor: Person, forming: Forming) -> None:
    """Forget a draft. Nobody has been told of it. Refuses (Conflict) once it is released."""
    _forget(held_draft(actor, forming))


def forget_old_formings(*, left_alone_since: datetime, released_before: datetime) -> None:
    """Drop drafts left alone since then, and forget who was put where in what was released before that. Twice is as once."""
    for draft in queries.forming_drafts(left_alone_since):
        _forget(draft)
    for forming_id in queries.formings_to_forget(released_before):
        db.session.execute(delete(FormingPlace).where(FormingPlace.forming_id == forming_id))


def move_in_draft(actor: Person, place: FormingPlace, group: FormingGroup | None) -> None:
    """Put somebody into another circle of the draft by hand; None: into no circle this time.

    Refuses (Conflict) a full circle, and one that somebody in it cannot be in together with them.
    """
    forming = held_draft(actor, place.forming)
    db.session.refresh(place, ["group_id", "reason", "by_hand"])
    if group is not None and group.forming_id != forming.id:
        raise Refused(DOES_NOT_FIT)
    if group is not None and group.id != place.group_id and not may_be_in(forming, group, place):
        raise Conflict(DOES_NOT_FIT, what_next=_l("Choose another circle for them, or none this time."))
    place.group, place.reason, place.by_hand = group, None if group else FIT, True
    db.session.flush()


def move_into_new_group(actor: Person, place: FormingPlace) -> None:
    """Begin another circle with somebody of the draft; it needs more people before it can be released."""
    forming = held_draft(actor, place.forming)
    number = max((group.number for group in queries.forming_groups(forming)), default=0) + 1
    group = FormingGroup(forming_id=forming.id, number=number)
    db.session.add(group)
    db.session.flush()
    place.group, place.reason, place.by_hand = group, None, True
    db.session.flush()


def may_be_in(forming: Forming, group: FormingGroup, place: FormingPlace) -> bool:
    """Whether a circle of a draft has room for somebody, and everybody in it could be in a circle with them."""
    ids = [*(other.person_id for other in queries.places_of_group(group)), place.person_id]
    if len(ids) > forming.largest:
        return False
    seekers = queries.seekers(db.session(), clock.now(), ids)
    return len(seekers) == len(ids) and look_at(forming, seekers) is not None


def look_at(forming: Forming, seekers: list[Seeker]) -> Group | None:
    """What these people would have in common; None when they cannot be in one circle."""
    try:
        return look(seekers, queries.bounds_of(forming))
    except Impossible:
        return None


def held_draft(actor: Person, forming: Forming) -> Forming:
    """The draft as it is now, held. Refuses: Refused unless the actor coordinates; Conflict when it is none any more."""
    demand(actor)
    fresh = queries.locked_forming(forming.id)
    if fresh is None or fresh.state != DRAFT:
        raise Conflict(
            _l("This draft was released or dropped meanwhile."), what_next=_l("Open the list to see how things stand.")
        )
    return fresh


def demand(actor: Person) -> None:
    """Refuse (Refused) whoever does not coordinate."""
    if not can(actor, COORDINATE):
        raise Refused(_l("Only a coordinator can do this."))


def _forget(draft: Forming) -> None:
    """Drop a draft: who would have been with whom is nobody's business any more."""
    draft.state = DROPPED
    db.session.execute(delete(FormingPlace).where(FormingPlace.forming_id == draft.id))
    db.session.execute(delete(FormingGroup).where(FormingGroup.forming_id == draft.id))
    db.session.flush()


def _check(wanted: dict[str, Any]) -> None:
    """Refuse (Invalid) bounds that no circle can keep."""
    if not SMALLEST <= wanted["smallest"] <= wanted["size"] <= wanted["largest"] <= LARGEST:
        raise Invalid(
            _l(
                "Please give sizes from %(least)d to %(most)d: the smallest first, then the usual, then the largest.",
                least=SMALLEST,
                most=LARGEST,
            ),
            field="size",
        )
    if wanted["minutes"] not in LENGTHS:
        raise Invalid(_l("Please choose one of these."), field="minutes")
    if not 1 <= wanted["planned_meetings"] <= MOST_MEETINGS:
        raise Invalid(
            _l("Please choose a number from %(least)d to %(most)d.", least=1, most=MOST_MEETINGS),
            field="planned_meetings",
        )


def _keep(forming: Forming, formation: Formation, offering: set[int], now: datetime) -> None:
    rows: list[FormingPlace] = []
    for number, found in enumerate(formation.groups, start=1):
        group = FormingGroup(forming_id=forming.id, number=number)
        db.session.add(group)
        db.session.flush()
        rows += [FormingPlace(forming_id=forming.id, person_id=one, group_id=group.id) for one in found.members]
    rows += [FormingPlace(forming_id=forming.id, person_id=one, reason=why) for one, why in formation.left.items()]
    for row in rows:
        row.offers = row.person_id in offering
    db.session.add_all(rows)
    forming.state, forming.quality, forming.computed_at = DRAFT, formation.quality, now
    db.session.flush()
