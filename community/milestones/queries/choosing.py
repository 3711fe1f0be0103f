"""Whom one may have in mind when one tells something good of somebody else."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from community.accounts.models import Person
from community.accounts.permissions import visible_to as person_visible_to
from community.core.audiences import related
from community.core.extensions import db
from community.core.text import fold

MOST_FOUND, MOST_TERMS = 40, 6


def people_by_name(actor: Person, words: str) -> Sequence[Person]:
    """People the actor may see, by the beginning of each word of their name; without words, those related to the actor."""
    found = (
        select(Person)
        .where(person_visible_to(actor), Person.id != actor.id)
        .order_by(Person.name_folded, Person.id)
        .limit(MOST_FOUND)
    )
    terms = fold(words).split()[:MOST_TERMS]
    if terms:
        begins = [
            or_(
                Person.name_folded.startswith(term, autoescape=True),
                Person.name_folded.contains(f" {term}", autoescape=True),
            )
            for term in terms
        ]
        return db.session.scalars(found.where(*begins)).all()
    known = related(actor.id)
    return [] if known is None else db.session.scalars(found.where(Person.id.in_(known))).all()
