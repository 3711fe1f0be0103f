"""The outbox: published once, delivered once, tried again, given up and said so."""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from community.core import clock, outbox
from community.core.database import transaction
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.outbox import Delivery, claims, delivering, queue
from community.core.outbox.payload import Unspeakable, from_json, to_json
from community.core.outbox.tidying import tidy
from community.core.outbox.worker import Worker
from tests.core import delivery_app
from tests.core.delivery_app import Rang, settings_for

MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def app(app_on_both):
    return app_on_both


def ring(word: str, **more) -> None:
    with transaction():
        outbox.publish(Rang(word), **more)


def notes() -> list[str]:
    with transaction(write=False):
        return list(db.session.scalars(select(delivery_app.notes.c.word).order_by(delivery_app.notes.c.id)))


def deliveries(subscriber: str = "tests.core.delivery_app:write_note") -> list[Delivery]:
    with transaction(write=False):
        db.session.expire_all()
        query = select(Delivery).where(Delivery.subscriber == subscriber).order_by(Delivery.id)
        found = list(db.session.scalars(query))
        db.session.expunge_all()
        return found


def test_an_event_becomes_one_delivery_for_each_subscriber_and_is_delivered_once(app):
    ring("hello")
    assert len(deliveries()) == 1 and len(deliveries("tests.core.delivery_app:post_mail")) == 1
    assert outbox.drain() == 2
    assert notes() == ["hello"]
    assert outbox.drain() == 0
    assert deliveries()[0].state == "done"


def test_nothing_is_published_when_the_transaction_is_rolled_back(app):
    with pytest.raises(ZeroDivisionError), transaction():
        outbox.publish(Rang("never"))
        raise ZeroDivisionError
    assert outbox.drain() == 0 and notes() == []


def test_the_same_event_reaches_a_subscriber_only_once(app):
    with pytest.raises(IntegrityError), transaction():
        for _ in range(2):
            outbox.later("core.job", {}, key="the same")
            db.session.flush()


def test_a_delivery_for_later_waits_for_its_time(app):
    with time_machine.travel(MONDAY, tick=False) as time:
        ring("later", not_before=MONDAY + timedelta(hours=1))
        assert outbox.drain() == 0
        time.shift(timedelta(hours=1))
        assert outbox.drain() == 2


def test_a_failure_leaves_nothing_behind_and_is_tried_again_with_growing_pauses(app):
    with time_machine.travel(MONDAY, tick=False) as time:
        ring("broken")
        pauses = []
        for attempt in range(1, 8):
            outbox.drain()
            failed = deliveries()[0]
            assert (failed.state, failed.attempts) == ("waiting", attempt)
            assert failed.last_error == "RuntimeError: the pencil broke"
            pauses.append(failed.due_at - clock.now())
            time.move_to(failed.due_at)
        assert timedelta(seconds=54) <= pauses[0] <= timedelta(seconds=66)
        assert pauses == sorted(pauses) and pauses[-1] > timedelta(hours=5)
        outbox.drain()
        assert deliveries()[0].state == "dead"
        assert notes() == []
        time.shift(timedelta(days=3))
        assert outbox.drain() == 0


def test_a_dead_letter_can_be_tried_again_and_a_live_one_not(app):
    with time_machine.travel(MONDAY, tick=False) as time:
        ring("broken")
        for _ in range(8):
            outbox.drain()
            time.shift(timedelta(hours=7))
        dead = deliveries()[0]
        with transaction():
            assert outbox.health().dead == 1
        with transaction():
            db.session.execute(update(Delivery).where(Delivery.id == dead.id).values(payload={"word": "mended"}))
            outbox.retry(dead.id)
        outbox.drain()
        assert notes() == ["mended"]
        with pytest.raises(Conflict), transaction():
            outbox.retry(dead.id)
        with pytest.raises(Missing), transaction():
            outbox.retry(999_999)


def test_a_claimed_delivery_is_nobody_elses_until_the_claim_runs_out(app):
    with time_machine.travel(MONDAY, tick=False) as time:
        ring("mine")
        delivery_id = deliveries()[0].id
        assert delivering._claim(delivery_id, "a") is not None
        assert delivering._claim(delivery_id, "b") is None
        time.shift(delivering.LEASE + timedelta(seconds=1))
        assert delivering._claim(delivery_id, "b") is not None


def test_a_living_worker_keeps_its_claims(app):
    with time_machine.travel(MONDAY, tick=False) as time:
        ring("mine")
        delivery_id = deliveries()[0].id
        delivering._claim(delivery_id, "a")
        claims.hold(delivery_id, "a")
        try:
            time.shift(delivering.LEASE - timedelta(seconds=1))
            Worker(app).beat()
        finally:
            claims.let_go(delivery_id)
        time.shift(timedelta(seconds=30))
        assert delivering._claim(delivery_id, "b") is None


def test_a_starting_worker_frees_what_the_dead_have_claimed_and_nothing_else(app):
    dead, alive, elsewhere = "ended", "mine", "far away"
    for word in (dead, alive, elsewhere):
        ring(word)
    ids = {delivery.payload["word"]: delivery.id for delivery in deliveries()}
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    delivering._claim(ids[dead], claims.new().replace(f"/{os.getpid()}/", f"/{gone.pid}/"))
    delivering._claim(ids[alive], claims.new())
    delivering._claim(ids[elsewhere], f"another-machine/{gone.pid}/x")
    assert delivering.free_the_dead() == 1
    assert [delivery.claim is None for delivery in deliveries()] == [True, False, False]


def test_who_has_lost_a_claim_cannot_write_its_effects(app):
    ring("once")
    delivery_id = deliveries()[0].id
    lost = delivering._claim(delivery_id, "a")
    with transaction():
        db.session.execute(update(Delivery).where(Delivery.id == delivery_id).values(claim="b"))
    with pytest.raises(delivering.LostClaim):
        delivering._carry_out(lost, "a")
    assert notes() == []


def test_a_claim_from_before_the_clock_was_set_back_does_not_hold(app):
    with time_machine.travel(MONDAY, tick=False) as time:
        ring("mine")
        delivery_id = deliveries()[0].id
        delivering._claim(delivery_id, "a")
        time.move_to(MONDAY - timedelta(days=1))
        with transaction():
            db.session.execute(update(Delivery).values(due_at=clock.now()))
        assert delivering._claim(delivery_id, "b") is not None


def test_a_delivery_that_stops_the_worker_again_and_again_is_given_up(app):
    ring("deadly")
    with transaction():
        db.session.execute(update(Delivery).values(attempts=8))
    outbox.drain()
    assert deliveries()[0].state == "dead" and "stopped 8 times" in deliveries()[0].last_error


def test_a_subscriber_that_no_release_knows_is_an_error_and_not_a_loss(app):
    ring("hello")
    with transaction():
        written = update(Delivery).where(Delivery.subscriber == "tests.core.delivery_app:write_note")
        db.session.execute(written.values(subscriber="gone:away"))
    outbox.drain()
    assert deliveries("gone:away")[0].state == "waiting"
    assert "Nobody called gone:away" in deliveries("gone:away")[0].last_error


def test_a_queue_that_does_not_answer_harms_nobody(app, monkeypatch):
    def broken(app):
        raise ConnectionError("no queue")

    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setattr(queue, "of_app", broken)
    ring("hello")
    outbox.drain()
    assert notes() == ["hello"]


def test_after_a_commit_the_ids_are_handed_to_the_queue(app, monkeypatch):
    handed = []

    class Queue:
        def hand_over(self, ids, and_more):
            handed.extend(ids)

    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setattr(queue, "of_app", lambda app: Queue())
    with pytest.raises(ZeroDivisionError), transaction():
        outbox.publish(Rang("rolled back"))
        db.session.flush()
        raise ZeroDivisionError
    ring("hello")
    ring("later", not_before=clock.now() + timedelta(hours=1))
    assert sorted(handed) == sorted(d.id for d in [*deliveries(), *deliveries("tests.core.delivery_app:post_mail")])[:2]


def test_done_deliveries_are_thrown_away_after_a_month(app):
    with time_machine.travel(MONDAY, tick=False) as time:
        ring("hello")
        outbox.drain()
        time.shift(timedelta(days=31))
        ring("fresh")
        outbox.drain()
        fresh = max(delivery.id for delivery in deliveries())
        with transaction():
            tidy()
        assert [(d.id, d.payload) for d in deliveries()] == [(fresh, {})], "what it said is forgotten at once"


@dataclass(frozen=True)
class Everything:
    number: int
    word: str
    yes: bool
    at: datetime
    on: date
    pair: tuple[int, int]
    days: tuple[date, ...]
    maybe: int | None


def test_every_kind_of_value_survives_json():
    import json

    event = Everything(1, "ä", True, MONDAY, date(2026, 11, 2), (1, 2), (date(2026, 1, 1),), None)
    assert from_json(Everything, json.loads(json.dumps(to_json(event)))) == event


@pytest.mark.parametrize("value", [1.5, {"a": 1}, object(), [1], datetime(2026, 1, 1)])
def test_what_would_not_survive_json_is_refused(value):
    with pytest.raises(Unspeakable):
        to_json(Rang(value))


def test_the_queue_is_chosen_by_the_settings(tmp_path):
    from huey.storage import RedisStorage, SqliteStorage

    plain = queue.open_huey(settings_for(tmp_path))
    assert isinstance(plain.storage, SqliteStorage)
    assert plain.storage.filename == str(tmp_path / "queue.db")
    asked = queue.open_huey(settings_for(tmp_path, queue_url="redis://127.0.0.1:1/0"))
    assert isinstance(asked.storage, RedisStorage)


def test_a_task_in_the_queue_is_json_and_never_code(tmp_path):
    import json

    huey = queue.open_huey(settings_for(tmp_path))
    seen = []
    task = huey.task(name="deliver")(seen.append)
    task(7)
    (stored,) = huey.storage.enqueued_items()
    assert json.loads(stored)[2] == [7]
    huey.execute(huey.dequeue())
    assert seen == [7]
    huey.storage.close()
