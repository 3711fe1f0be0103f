"""What milestones have to say in the letter: what one's people have shared since the last one, and one has not seen yet."""

from datetime import datetime
from typing import Any

from flask import url_for

from community.accounts.models import Person
from community.core.language import gettext as _
from community.core.letter import PEOPLE, Line
from community.milestones import queries
from community.milestones.links import CONGRATULATE
from community.milestones.wording import happened

MOST = 5


def lines(person: Person, since: datetime, until: datetime) -> list[Line]:
    """The newest of them, the newest first: who and which kind, no word of what is told."""
    return [_line(person, row) for row in queries.unseen_between(person, since, until, MOST)]


def _line(person: Person, row: Any) -> Line:
    congratulate = url_for("milestones.by_mail", token=CONGRATULATE.token(person, row.id), _external=True)
    return Line(
        section=PEOPLE,
        words=_("%(what)s.", what=happened(row.kind, row.subject_name)),
        url=url_for("milestones.show", milestone=row.public_id, _external=True),
        at=row.shared_at,
        thing=queries.about_shared(row.id),
        steps=((_("Congratulate"), congratulate),),
    )
