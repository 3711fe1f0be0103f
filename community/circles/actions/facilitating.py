"""Who holds a circle together: handing over, taking over, standing in, and the steps of whoever would like to try."""

from community.accounts.models import Person
from community.circles import queries
from community.circles.actions.leaving import hand_on
from community.circles.actions.roles import find_a_place, lead_from_now_on, leads_no_more
from community.circles.actions.steps import held, held_seat
from community.circles.models import STEPS, Circle, CircleMember
from community.circles.permissions import BELONG
from community.circles.permissions.people import (
    END_STANDING_IN,
    END_THE_ASKING,
    ENTRUST,
    MOVE_ON,
    TAKE_OVER,
    TRY_FACILITATING,
)
from community.core.errors import Conflict
from community.core.extensions import db
from community.core.language import _l
from community.core.outbox import publish
from community.core.policy import Permission, can
from community.events import CircleHandedOn, FacilitatingAsked, StandInNamed

LOOK_AGAIN = _l("Open the circle again to see how things stand.")


def ask_to_take_over(actor: Person, member: CircleMember) -> None:
    """Ask a member to facilitate from now on. Nothing changes until they say yes; asking another takes this question back.

    Refuses (Conflict) who is not in any more. Publishes FacilitatingAsked.
    """
    member = _held_member(actor, member, ENTRUST)
    member.circle.asked_to_facilitate_id = member.person_id
    publish(FacilitatingAsked(member.circle_id, member.person_id))
    db.session.flush()


def end_the_asking(actor: Person, seat: CircleMember) -> None:
    """No, thank you; or the facilitator takes the question back. No reason is asked for, nobody gets a mail."""
    held_seat(actor, seat, END_THE_ASKING).circle.asked_to_facilitate_id = None
    db.session.flush()


def take_over(actor: Person, seat: CircleMember) -> None:
    """Say yes: as the one who was asked, or as the first when nobody holds the circle together.

    Refuses (Conflict) when somebody was quicker, or the question was taken back. Publishes CircleHandedOn.
    """
    seat = held_seat(actor, seat, BELONG)
    if not can(actor, TAKE_OVER, seat):
        raise Conflict(_l("Somebody holds this circle together already."), what_next=LOOK_AGAIN)
    circle = seat.circle
    before_id = circle.facilitator_id
    circle.facilitator_id, circle.asked_to_facilitate_id = actor.id, None
    if circle.stand_in_id == actor.id:
        circle.stand_in_id = None
    seat.step = None
    db.session.flush()
    find_a_place(seat)
    lead_from_now_on(circle, before_id)
    publish(CircleHandedOn(circle.id, actor.id))


def name_stand_in(actor: Person, member: CircleMember) -> None:
    """Name a member stand-in, instead of who was before. They may step down at any time. Publishes StandInNamed."""
    member = _held_member(actor, member, ENTRUST)
    member.circle.stand_in_id = member.person_id
    publish(StandInNamed(member.circle_id, member.person_id))
    db.session.flush()


def end_standing_in(actor: Person, seat: CircleMember) -> None:
    """The stand-in steps down, or the facilitator does without one."""
    held_seat(actor, seat, END_STANDING_IN).circle.stand_in_id = None
    db.session.flush()


def try_facilitating(actor: Person, seat: CircleMember, *, wanted: bool = True) -> None:
    """Say that one would like to try: first watch closely (shadow), then together, then alone. Or rather not, for now.

    At the next meeting that is planned they have that place.
    """
    seat = held_seat(actor, seat, TRY_FACILITATING)
    if not wanted:
        seat.step = None
    elif seat.step is None:
        seat.step = STEPS[0]
    db.session.flush()
    find_a_place(seat)


def move_on(actor: Person, member: CircleMember) -> None:
    """One step further, for who has done the one before at a meeting.

    Refuses (Conflict) before that, and after the last step.
    """
    member = _held_member(actor, member, MOVE_ON)
    assert member.step is not None
    number = STEPS.index(member.step)
    if number + 1 == len(STEPS):
        raise Conflict(_l("That was the last step: they lead."))
    if not queries.has_done(member):
        raise Conflict(
            _l("This step has not been taken at a meeting yet."),
            what_next=_l("Whoever plans the next meeting can say who does it there."),
        )
    member.step = STEPS[number + 1]
    db.session.flush()
    find_a_place(member)


def nobody_facilitates(person_id: int) -> None:
    """Whoever is suspended holds nothing together meanwhile: their stand-ins follow, or the members are asked."""
    for seat in queries.seats_of(person_id):
        circle = held(seat.circle)
        if not circle.is_ended:
            hand_on(circle, person_id)
            leads_no_more(circle, person_id)


def _held_member(actor: Person, member: CircleMember, permission: Permission) -> CircleMember:
    """The member's row as it is now, its circle held. Refuses (Conflict) what the actor may not do any more."""
    circle: Circle = held(member.circle)
    fresh = queries.fresh_seat(circle.id, member.person_id)
    if not can(actor, permission, fresh):
        raise Conflict(_l("Something has changed since you opened this page."), what_next=LOOK_AGAIN)
    assert fresh is not None
    return fresh
