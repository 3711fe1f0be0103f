"""The end of a circle: its closing round, what was said in it, and who would like to keep in touch with whom."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Person
from community.circles.models import CLOSING, Circle, CircleClosing, CircleTieWish, ClosingWords
from community.circles.permissions.ending import closing_words_visible_to
from community.circles.queries.circles import PERSON_ON_A_LINE
from community.core.extensions import db


def closing_of(circle_id: int) -> CircleClosing | None:
    """The closing round of a circle; None when none has begun."""
    return db.session.get(CircleClosing, circle_id)


def closings_over(day: date) -> Sequence[int]:
    """Ids of the circles whose closing round ended before this day."""
    found = select(CircleClosing.circle_id).join(Circle, Circle.id == CircleClosing.circle_id)
    return db.session.scalars(found.where(Circle.state == CLOSING, CircleClosing.until < day).limit(500)).all()


def own_closing_words(circle_id: int, person_id: int) -> ClosingWords | None:
    """What somebody has said in the closing round."""
    own = (ClosingWords.circle_id == circle_id, ClosingWords.person_id == person_id)
    return db.session.scalar(select(ClosingWords).where(*own))


def closing_words(actor: Person, circle_id: int) -> Sequence[ClosingWords]:
    """What the actor may read of the closing round, in the order in which it was written: nothing before they have written."""
    found = (
        select(ClosingWords)
        .options(joinedload(ClosingWords.person, innerjoin=True).load_only(*PERSON_ON_A_LINE))
        .where(ClosingWords.circle_id == circle_id, closing_words_visible_to(actor))
    )
    return db.session.scalars(found.order_by(ClosingWords.created_at, ClosingWords.id)).all()


def who_wrote_closing(circle_id: int) -> set[int]:
    """Ids of those who have written; for the action that ends the round."""
    return set(db.session.scalars(select(ClosingWords.person_id).where(ClosingWords.circle_id == circle_id)))


def tie_wishes_of(circle_id: int, person_id: int) -> dict[int, CircleTieWish]:
    """What one member said about keeping in touch, by the id of the other. Theirs alone."""
    own: Any = select(CircleTieWish).where(CircleTieWish.circle_id == circle_id, CircleTieWish.person_id == person_id)
    return {wish.other_id: wish for wish in db.session.scalars(own)}


def tie_wishes_about(circle_id: int, person_id: int) -> dict[int, CircleTieWish]:
    """What the others said about keeping in touch with one member, by the id of who said it; for the action alone."""
    theirs = select(CircleTieWish).where(CircleTieWish.circle_id == circle_id, CircleTieWish.other_id == person_id)
    return {wish.person_id: wish for wish in db.session.scalars(theirs)}


def both_wish(circle_id: int, one_id: int, other_id: int) -> bool:
    """Whether the two said it to each other, and know."""
    found = select(CircleTieWish.mutual_on).where(
        CircleTieWish.circle_id == circle_id,
        or_(
            (CircleTieWish.person_id == one_id) & (CircleTieWish.other_id == other_id),
            (CircleTieWish.person_id == other_id) & (CircleTieWish.other_id == one_id),
        ),
    )
    return any(db.session.scalars(found))
