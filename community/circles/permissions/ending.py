"""Who ends a circle, who writes and reads the words of its closing round, and who says with whom they would keep in touch."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, select
from sqlalchemy.orm import aliased

from community.accounts.models import Person
from community.circles.models import CLOSING, RUNNING, ClosingWords
from community.circles.permissions.circles import FACILITATE, READ_CIRCLE, WRITE_IN_CIRCLE
from community.circles.permissions.inside import reads_words, words_readable_by
from community.core.extensions import db
from community.core.policy import Permission, can

_own = aliased(ClosingWords)

BEGIN_CLOSING = Permission(
    "circles.begin_closing", lambda actor, seat: can(actor, FACILITATE, seat) and seat.circle.state == RUNNING
)
CALL_OFF_CLOSING = Permission(
    "circles.call_off_closing", lambda actor, seat: can(actor, FACILITATE, seat) and seat.circle.state == CLOSING
)
WRITE_CLOSING = Permission(
    "circles.write_closing", lambda actor, seat: can(actor, WRITE_IN_CIRCLE, seat) and seat.circle.state == CLOSING
)
# With whom to keep in touch, and whether to go on in a new circle: asked from the closing round on, and as long as one likes.
PART_WELL = Permission(
    "circles.part_well", lambda actor, seat: can(actor, READ_CIRCLE, seat) and seat.circle.state != RUNNING
)


def _may_read_words(actor: Any, words: Any) -> bool:
    if words is None or not reads_words(actor, words.circle_id, words.created_at, words.person_id):
        return False
    own = (ClosingWords.circle_id == words.circle_id, ClosingWords.person_id == actor.id)
    return db.session.scalar(select(ClosingWords.id).where(*own)) is not None


# One's own words open those of the others: before, they are not there.
READ_CLOSING_WORDS = Permission("circles.read_closing_words", _may_read_words)


def closing_words_visible_to(actor: Person | None) -> ColumnElement[bool]:
    """The SQL twin of READ_CLOSING_WORDS: a clause on ClosingWords."""
    if actor is None or not actor.is_present:
        return false()
    has_written = exists().where(_own.circle_id == ClosingWords.circle_id, _own.person_id == actor.id)
    readable = words_readable_by(actor, ClosingWords.circle_id, ClosingWords.created_at, ClosingWords.person_id)
    return and_(has_written, readable)
