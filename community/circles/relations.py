"""What makes two people related: a circle in which both are."""

from typing import Any

from sqlalchemy import Select, select

from community.circles.models import IN, Circle, CircleMember
from community.circles.permissions.circles import members_together
from community.core.audiences import NamedGroups


def related(person_id: Any) -> Any:
    """Ids of the people who are in a circle with somebody, as SQL."""
    return members_together(person_id)


def circles_of(person_id: Any) -> Any:
    """The circles somebody is in and has signed a charter of: id, public_id, name; ended ones too, whose members still know
    each other."""
    mine = (CircleMember.person_id == person_id, CircleMember.state == IN, CircleMember.signed_number > 0)
    return (
        select(Circle.id, Circle.public_id, Circle.name)
        .join(CircleMember, CircleMember.circle_id == Circle.id)
        .where(*mine)
    )


def members_of(circle_id: Any) -> Select[Any]:
    """Ids of the members of a circle."""
    inside = (CircleMember.circle_id == circle_id, CircleMember.state == IN, CircleMember.signed_number > 0)
    return select(CircleMember.person_id).where(*inside)


CIRCLES = NamedGroups(of=circles_of, members=members_of)
