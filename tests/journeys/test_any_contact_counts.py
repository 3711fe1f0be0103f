"""Any contact counts: what happens in one feature restarts the clock that ties keep, and what is taken back counts no more."""

from datetime import date

from community.core import clock
from community.events import Congratulated, CongratulationTakenBack
from community.ties import queries, subscribers


def newest(db, one, other):
    db.expire_all()
    return queries.between(one.id, other.id).last_on


def test_a_congratulation_restarts_the_clock_until_it_is_taken_back(db, world, make, browse, worker):
    make.tie(world.mia, world.ana, on=date(2020, 5, 1))
    milestone = make.milestone(world.ana)
    browse(world.mia).send(f"/milestones/{milestone.public_id}/applause")
    worker.drain()
    assert newest(db, world.mia, world.ana) == date(2020, 5, 1), "applause is quiet"

    page = browse(world.mia).send(f"/milestones/{milestone.public_id}/congratulations", {"words": "How did you do it?"})
    worker.drain()
    assert newest(db, world.mia, world.ana) == clock.today(world.mia.time_zone)

    page = browse(world.mia).follow(page)
    (removal,) = [
        path
        for method, path in page.forms
        if method == "post" and path.endswith("/removal") and "/congratulations/" in path
    ]
    browse(world.mia).send(removal)
    worker.drain()
    assert newest(db, world.mia, world.ana) == date(2020, 5, 1)


def test_a_congratulation_taken_back_before_it_was_heard_of_never_counts(db, world, make):
    """Deliveries are tried again when they fail, so the word that takes it back can come first."""
    make.tie(world.mia, world.ana, on=date(2020, 5, 1))
    subscribers.congratulation_taken_back(CongratulationTakenBack(7, world.mia.id, world.ana.id))
    subscribers.congratulated(Congratulated(7, 1, world.mia.id, world.ana.id, clock.today()))
    assert newest(db, world.mia, world.ana) == date(2020, 5, 1)
