"""A drain goes through many deliveries: each is committed with the claim of the next, and nobody's turn suffers for another."""

import threading
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, select, update

from community.core import clock, outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.outbox import Delivery, claiming, claims, delivering
from community.core.outbox.worker import Worker
from tests.core import delivery_app
from tests.core.delivery_app import Rang

WRITE_NOTE = "tests.core.delivery_app:write_note"


@pytest.fixture
def app(app_on_both):
    return app_on_both


def ring(*words: str) -> list[int]:
    """Something happens; returns the deliveries of the one who writes it down, and forgets the others."""
    with transaction():
        for word in words:
            outbox.publish(Rang(word))
        db.session.flush()
        db.session.execute(Delivery.__table__.delete().where(Delivery.subscriber != WRITE_NOTE))
        return list(db.session.scalars(select(Delivery.id).order_by(Delivery.id)))


def notes() -> list[str]:
    with transaction(write=False):
        return list(db.session.scalars(select(delivery_app.notes.c.word).order_by(delivery_app.notes.c.id)))


def rows() -> list[tuple[str, int, bool]]:
    """(state, tries, claimed) of each delivery."""
    with transaction(write=False):
        columns = (Delivery.state, Delivery.attempts, Delivery.claim.is_not(None))
        return [tuple(row) for row in db.session.execute(select(*columns).order_by(Delivery.id))]


@contextmanager
def counted_writes():
    """How many transactions wrote something."""
    found: Counter[str] = Counter()
    writers: set[int] = set()

    def statement(connection, cursor, words, *_):
        if words.startswith(("UPDATE", "INSERT", "DELETE")):
            writers.add(id(connection))

    def commit(connection):
        found["commits"] += id(connection) in writers
        writers.discard(id(connection))

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    yield found
    event.remove(Engine, "before_cursor_execute", statement)
    event.remove(Engine, "commit", commit)


def test_ten_deliveries_cost_eleven_commits(app):
    ring(*map(str, range(10)))
    with counted_writes() as found:
        assert outbox.drain() == 10
    assert found["commits"] == 11, "one claims the first; each that ends one claims the next"
    assert notes() == [str(one) for one in range(10)]
    assert rows() == [("done", 1, False)] * 10 and claims.held() == {}


def test_nobody_is_claimed_who_is_not_tried(app):
    ring("a", "b", "c")
    assert outbox.drain(2) == 2
    assert rows() == [("done", 1, False), ("done", 1, False), ("waiting", 0, False)]


def test_one_that_fails_claims_nobody_and_costs_nobody_a_try(app):
    ring("a", "broken", "c", "d")
    outbox.drain()
    assert notes() == ["a", "c", "d"]
    assert rows() == [("done", 1, False), ("waiting", 1, False), ("done", 1, False), ("done", 1, False)]


def test_one_that_was_taken_meanwhile_is_left_to_its_holder(app, monkeypatch):
    first, second, _third = ring("a", "b", "c")
    carry_out = delivering._carry_out

    def and_somebody_is_quicker(delivery, claim):
        if delivery.id == first:
            with transaction():
                held = {"claim": "somebody/1/else", "claimed_until": clock.now() + delivering.LEASE}
                db.session.execute(update(Delivery).where(Delivery.id == second).values(held))
        carry_out(delivery, claim)

    monkeypatch.setattr(delivering, "_carry_out", and_somebody_is_quicker)
    assert outbox.drain() == 2
    assert notes() == ["a", "c"]
    assert rows() == [("done", 1, False), ("waiting", 0, True), ("done", 1, False)]


def test_what_ends_a_drain_leaves_no_claim_that_is_prolonged_for_ever(app, monkeypatch):
    ring("a", "b")
    deliver = delivering.deliver

    def and_then_the_process_is_stopped(delivery_id):
        deliver(delivery_id)
        raise KeyboardInterrupt

    monkeypatch.setattr(delivering, "deliver", and_then_the_process_is_stopped)
    with pytest.raises(KeyboardInterrupt):
        outbox.drain()
    assert rows()[1] == ("waiting", 1, True), "claimed in passing, it waits for its claim to run out"
    assert claims.held() == {}


def last_beat():
    with transaction(write=False):
        return outbox.health().last_beat


def test_a_worker_that_is_told_to_stop_ends_what_it_has_begun_and_leaves_the_rest(app, monkeypatch):
    ring(*["slow"] * 40)
    worker = Worker(app, threads=1)
    monkeypatch.setattr(worker, "_consume", worker.stopping.wait)  # the sweep works alone
    work = threading.Thread(target=worker.run)
    work.start()
    until = time.monotonic() + 20
    while not notes() and time.monotonic() < until:
        time.sleep(0.05)
    assert last_beat() is not None
    worker.stop()
    work.join(20)
    assert not work.is_alive() and last_beat() is None, "who stops on purpose is not called silent"
    assert set(rows()) == {("done", 1, False), ("waiting", 0, False)} and claims.held() == {}
    assert outbox.drain(1) == 1, "nobody stops any more"


def test_four_who_drain_at_once_do_everything_once(app):
    ring(*map(str, range(60)))
    together = threading.Barrier(4)
    tried: list[int] = []

    def drain() -> None:
        with app.app_context():
            together.wait(20)
            tried.append(outbox.drain())

    threads = [threading.Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert Counter(notes()) == Counter(map(str, range(60)))
    assert sum(tried) == 60 and set(rows()) == {("done", 1, False)}


def test_what_is_due_is_found_by_its_index_however_much_waits(app):
    """On SQLite, which knows nothing of how many rows there are: PostgreSQL does, and here there are too few for any index."""
    asked = []

    def note(connection, cursor, words, parameters, *_):
        if words.startswith("SELECT deliveries"):
            asked.append((words, parameters))

    with app.app_context(), transaction(write=False):
        event.listen(db.engine, "before_cursor_execute", note)
        claiming.due_ids(100)
        event.remove(db.engine, "before_cursor_execute", note)
        ((words, parameters),) = asked
        if db.engine.dialect.name == "sqlite":
            plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", parameters)
            steps = [row.detail for row in plan]
            assert any("INDEX ix_deliveries_due" in step for step in steps), steps
            assert not any("ORDER BY" in step for step in steps), steps
