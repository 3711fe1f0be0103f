"""Import pressed twice at once, and two coordinators importing the same people at once: everything once."""

import threading

from sqlalchemy import func, select

from community.accounts.models import Person
from community.coordination.actions import rosters
from community.coordination.models import RosterImport
from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db
from community.mentorships.models import Mentorship
from tests.coordination.conftest import roster

LINES = [
    f"Mentor {n % 40},m{n % 40}@example.net,Coachee {n},c{n}@example.net,Tides,2020,2020-05-01,,Waves"
    for n in range(400)
]


def coordinator():
    person = Person(name="Cora", email="cora@example.org", standing="active", role="coordinator")
    db.session.add(person)
    db.session.flush()
    return person.id


def uploaded(actor_id, name):
    actor = db.session.get(Person, actor_id)
    return rosters.upload(actor, data=roster(*LINES), filename=name).id


def at_once(app, *works):
    """Run each in a thread and a context of its own, all at the same moment."""
    barrier, errors = threading.Barrier(len(works)), []

    def run(work):
        with app.app_context():
            barrier.wait()
            try:
                work()
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def press(actor_id, import_id, asked):
    def work():
        with transaction():
            actor, found = db.session.get(Person, actor_id), db.session.get(RosterImport, import_id)
            asked.append(rosters.carry_out(actor, found))

    return work


def test_import_pressed_twice_at_once_is_one_import(fresh_app):
    with fresh_app.app_context(), transaction():
        actor_id = coordinator()
        import_id = uploaded(actor_id, "one.csv")
    asked = []
    errors = at_once(fresh_app, press(actor_id, import_id, asked), press(actor_id, import_id, asked))
    assert (errors, sorted(asked)) == ([], [False, True])
    with fresh_app.app_context():
        outbox.drain()
    assert counted(fresh_app) == (441, 400)


def test_two_coordinators_importing_the_same_people_at_once_import_them_once(fresh_app):
    with fresh_app.app_context(), transaction():
        actor_id = coordinator()
        first, second = uploaded(actor_id, "one.csv"), uploaded(actor_id, "two.csv")
    with fresh_app.app_context():
        outbox.drain()
    asked = []
    for import_id in (first, second):
        at_once(fresh_app, press(actor_id, import_id, asked))
    assert asked == [True, True]
    assert at_once(fresh_app, outbox.drain, outbox.drain) == []
    assert counted(fresh_app) == (441, 400)
    with fresh_app.app_context(), transaction(write=False):
        counts = db.session.scalars(select(RosterImport.counts).order_by(RosterImport.id)).all()
        states = db.session.scalars(select(RosterImport.state)).all()
    assert set(states) == {"done"}
    assert sorted(one["new"] for one in counts) == [0, 400]


def counted(app):
    with app.app_context(), transaction(write=False):
        people = db.session.scalar(select(func.count()).select_from(Person))
        return people, db.session.scalar(select(func.count()).select_from(Mentorship))
