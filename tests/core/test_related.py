"""Who is related is the same whether all are found, each is asked for, or anybody will do."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite

from community.accounts.models import Person
from community.circles.permissions.circles import members_together
from community.core.prepared import anybody_related, each_related_to_reader, related_to_reader, rows
from tests.databases import KIND


@pytest.fixture
def everybody(world, make, db):
    """People related by a mentorship, by a tie, by a circle, and by nothing."""
    make.mentorship(world.ana, make.person())
    make.tie(world.ana, make.person())
    make.circle(world.pau, world.ana, make.person())
    make.person()
    db.flush()
    return db.scalars(select(Person).where(Person.standing == "active")).all()


def test_each_is_asked_as_all_are_found(everybody):
    for reader in everybody:
        for one, found, asked in rows(
            select(Person.id, related_to_reader(Person.id), each_related_to_reader(Person.id)), reader
        ):
            assert bool(found) == bool(asked), (reader.name, one)


def test_anybody_is_found_if_one_of_all_is(everybody):
    for reader in everybody:
        related = {one for one, is_so in rows(select(Person.id, related_to_reader(Person.id)), reader) if is_so}
        for somebody in everybody:
            wanted = somebody.id
            ((found,),) = rows(select(anybody_related(lambda person, wanted=wanted: person == wanted)), reader)
            assert bool(found) == (wanted in related), (reader.name, somebody.name)


@pytest.mark.skipif(KIND != "sqlite", reason="PostgreSQL knows how many are in circles, and plans for it")
def test_who_is_in_a_circle_with_somebody_is_not_sought_among_all_who_are_in_any(db):
    asked = members_together(7).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    plan = [row.detail for row in db.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
    assert all(
        "circle_id=?" in step or "person_id=?" in step for step in plan if step.startswith(("SEARCH", "SCAN"))
    ), plan
