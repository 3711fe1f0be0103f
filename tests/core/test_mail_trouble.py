"""A mail server in trouble, at every step of the conversation: nothing is lost, nothing doubled, nobody pays for another."""

import dataclasses
import threading
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
import time_machine
from sqlalchemy import String, cast, literal, select, update

from community import events
from community.core import clock, outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.mail import OutgoingMail, connections, post
from community.core.mail.refusals import Meaning, meaning_of
from community.core.outbox import Delivery, delivering, pauses
from community.core.outbox.delivering import MOST_ATTEMPTS
from tests.core.delivery_app import Rang, built, settings_for, sweep
from tests.troubled_postbox import BREAK_OFF, SILENCE, TroubledPostbox, patience

MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
BEFORE_ANY_MAIL = ("greeting", "EHLO", "MAIL")
OF_THIS_MAIL = ("RCPT", "DATA", "message")


@pytest.fixture(scope="module")
def server():
    with TroubledPostbox() as box:
        yield box


@pytest.fixture
def box(server):
    connections.put_away(idle=0)  # nobody is on the line from another test
    server.empty()
    yield server
    server.empty()


@pytest.fixture(scope="module")
def house(tmp_path_factory, server):
    folder = tmp_path_factory.mktemp("trouble")
    with built(settings_for(folder, mail_server="127.0.0.1", mail_port=server.port)) as app:
        yield app


@pytest.fixture
def app(house, monkeypatch, box, request):
    monkeypatch.setattr(events, "Rang", Rang, raising=False)
    settings = dataclasses.replace(house.extensions["settings"], mail_timeout=patience(request))
    monkeypatch.setitem(house.extensions, "settings", settings)
    with house.app_context():
        yield house
        sweep(Delivery, pauses.Pause, OutgoingMail)


@pytest.fixture
def time(app):
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def post_mails(number: int, first: int = 1) -> None:
    with transaction():
        for one in range(first, first + number):
            word = f"mail-{one}"
            post("test.bell", to=f"{word}@example.org", about=word, word=word)


def mails() -> list[tuple[str, int, str]]:
    """(state of the mail, tries used up, state of its delivery), in the order they were posted."""
    with transaction(write=False):
        query = select(OutgoingMail.state, Delivery.attempts, Delivery.state).join(
            Delivery, Delivery.event_id == literal("mail:") + cast(OutgoingMail.id, String)
        )
        return [tuple(row) for row in db.session.execute(query.order_by(OutgoingMail.id))]


def states() -> list[str]:
    return [state for state, _tries, _delivery in mails()]


def error() -> str:
    with transaction(write=False):
        return str(db.session.scalar(select(Delivery.last_error).where(Delivery.last_error.is_not(None))))


def pause() -> pauses.Pause | None:
    with transaction(write=False):
        db.session.expire_all()
        return next(iter(pauses.present()), None)


@pytest.mark.parametrize("step", BEFORE_ANY_MAIL)
@pytest.mark.parametrize("trouble", ["421 4.3.2 closing down", "554 5.7.1 no service for you", SILENCE, BREAK_OFF])
def test_a_server_that_takes_nothing_costs_no_mail_a_try(app, box, time, step, trouble):
    box.trouble[step] = trouble
    post_mails(5)
    outbox.drain()
    if (step, trouble) in {("MAIL", SILENCE), ("MAIL", BREAK_OFF)}:
        # Broken off after hello may be the fault of this very mail: one try each, and each has eight.
        assert [tries for _state, tries, _delivery in mails()] == [1] * 5 and pause() is None
    else:
        assert mails()[0] == ("waiting", 0, "waiting") and box.knocks == 1, error()
        assert pause().until == MONDAY + timedelta(minutes=1)
    assert outbox.drain() == 0
    box.trouble.clear()
    time.shift(timedelta(minutes=2))
    outbox.drain()
    assert states() == ["sent"] * 5 and len(box) == 5 and pause() is None


def test_a_server_slow_to_say_yes_is_waited_for_and_keeps_nobody_from_writing(app, box, monkeypatch):
    impatient = dataclasses.replace(app.extensions["settings"], mail_timeout=1.0)
    monkeypatch.setitem(app.extensions, "settings", impatient)
    post_mails(1)
    box.hold()
    sending = threading.Thread(target=in_context(app, only_delivery()))
    sending.start()
    box.wait_until(waiting=True)
    post_mails(1, first=2)
    assert box.waiting == 1, "what was written meanwhile waited for no mail"
    sleep(1.5)  # longer than for any other answer
    box.release()
    sending.join(30)
    assert mails() == [("sent", 1, "done"), ("waiting", 0, "waiting")] and len(box) == 1


@pytest.mark.parametrize("step", OF_THIS_MAIL)
@pytest.mark.parametrize("trouble", ["451 4.3.0 local error", SILENCE, BREAK_OFF])
def test_trouble_with_one_mail_is_its_own_and_the_others_go(app, box, time, step, trouble):
    box.trouble[step] = trouble
    post_mails(1)
    outbox.drain()
    assert mails() == [("waiting", 1, "waiting")] and pause() is None
    box.trouble.clear()
    post_mails(2, first=2)
    outbox.drain()
    assert states() == ["waiting", "sent", "sent"]
    time.shift(timedelta(minutes=2))
    outbox.drain()
    assert states() == ["sent"] * 3
    assert len(box) == 3, "and none arrived twice"


@pytest.mark.parametrize(
    ("step", "said", "state", "delivery"),
    [
        ("RCPT", "550 5.1.1 no such person", "refused", "done"),
        ("RCPT", "550 no such person", "refused", "done"),
        ("RCPT", "554 5.7.1 relaying denied", "failed", "dead"),
        ("RCPT", "550 your address is blocked, see example.org/blocklist", "failed", "dead"),
        ("RCPT", "552 5.2.2 the mailbox is full", "waiting", "waiting"),
        ("DATA", "554 no", "failed", "dead"),
        ("message", "554 5.6.0 looks like spam", "failed", "dead"),
        ("message", "550 5.1.1 no such person", "refused", "done"),
        ("message", "550 not like this", "failed", "dead"),
    ],
)
def test_a_no_for_good_is_not_tried_again_and_only_a_dead_address_is_called_one(
    app, box, time, step, said, state, delivery
):
    box.trouble[step] = said
    post_mails(1)
    outbox.drain()
    assert [(mails()[0][0], mails()[0][2])] == [(state, delivery)]
    assert pause() is None
    time.shift(timedelta(days=2))
    box.trouble.clear()
    outbox.drain()
    assert len(box) == (1 if state == "waiting" else 0)


def test_a_mail_too_large_for_the_server_stops_nobody_else(app, box, time):
    box.trouble["MAIL"] = "552 5.3.4 too large"
    post_mails(1)
    outbox.drain()
    assert mails() == [("failed", 1, "dead")] and pause() is None


def test_one_bad_address_among_many_spoils_nothing(app, box, time):
    box.refuse |= {"mail-3@example.org": "550 5.1.1 no such person", "mail-5@example.org": "451 4.2.0 later"}
    post_mails(8)
    outbox.drain()
    assert [number for number, state in enumerate(states(), 1) if state != "sent"] == [3, 5]
    assert len(box) == 6 and (box.knocks, box.asked) == (1, 8), "a refused address spoils no conversation"


@pytest.mark.parametrize(
    "said",
    ["421 4.7.0 too many mails, closing", "450 4.7.28 too many mails", "450 rate limit exceeded", "452 4.3.2 slow"],
)
def test_after_a_rate_limit_the_others_wait_without_using_up_a_try(app, box, time, said):
    box.allow(3, said)
    post_mails(10)
    outbox.drain()
    assert states() == ["sent"] * 3 + ["waiting"] * 7
    assert [tries for _state, tries, _delivery in mails()] == [1] * 4 + [0] * 6, "only the one that was told"
    # A server that closes the conversation is asked on a new one whether it meant the conversation, or us.
    came = (2, 5) if said.startswith("421") else (1, 4)
    assert (box.knocks, box.asked) == came and outbox.drain() == 0 and (box.knocks, box.asked) == came
    box.allow(None)
    time.shift(timedelta(minutes=2))
    outbox.drain()
    assert len(box) == 10 and len({mail["Message-ID"] for mail in box}) == 10


def test_a_server_that_takes_three_a_minute_gets_them_all_in_the_end(app, box, time):
    post_mails(10)
    for _minute in range(9):
        box.allow(3, "450 4.7.28 too many mails")
        outbox.drain()
        time.shift(timedelta(seconds=70))
    assert states() == ["sent"] * 10 and len(box) == 10
    assert all(tries <= 3 for _state, tries, _delivery in mails())


def test_a_server_away_over_a_weekend_kills_no_mail_and_hears_little_of_us(app, box, time):
    box.trouble["greeting"] = "421 4.3.2 away"
    post_mails(10)
    for _hour in range(60):
        outbox.drain()
        time.shift(timedelta(hours=1))
    assert states() == ["waiting"] * 10 and all(tries == 0 for _state, tries, _delivery in mails())
    assert box.knocks == 60
    assert pause().since == MONDAY and "away" in pause().reason
    box.trouble.clear()
    outbox.drain()
    assert states() == ["sent"] * 10 and pause() is None


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_workers_who_meet_the_trouble_at_once_begin_one_pause(kind, request, tmp_path, monkeypatch, box):
    monkeypatch.setattr(events, "Rang", Rang, raising=False)
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
    where = {"mail_server": "127.0.0.1", "mail_port": box.port}
    with built(settings_for(tmp_path, url, **where)) as app, app.app_context():
        box.trouble["greeting"] = "421 4.3.2 away"
        post_mails(6)
        send_at_once(app, monkeypatch)
        assert mails() == [("waiting", 0, "waiting")] * 6
        assert (pause().times, box.knocks) == (1, 6)
        with transaction():  # the minute passes
            db.session.execute(update(pauses.Pause).values(until=clock.now()))
            db.session.execute(update(Delivery).values(due_at=clock.now()))
        send_at_once(app, monkeypatch)
        assert (pause().times, box.knocks) == (2, 12), "one longer pause, not six"
        db.session.remove()
        db.drop_all()
        db.engine.dispose()


def only_delivery() -> int:
    with transaction(write=False):
        return db.session.scalars(select(Delivery.id)).one()


def send_at_once(app, monkeypatch) -> None:
    """Every delivery by a worker of its own; all have claimed theirs before the first knocks."""
    with transaction(write=False):
        ids = list(db.session.scalars(select(Delivery.id)))
    together = threading.Barrier(len(ids))

    def wait_and_work(delivery, claim):
        together.wait(20)
        work(delivery, claim)

    threads = [threading.Thread(target=in_context(app, one)) for one in ids]
    with monkeypatch.context() as patch:
        work = delivering._carry_out
        patch.setattr(delivering, "_carry_out", wait_and_work)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)


def in_context(app, delivery_id: int):
    def run() -> None:
        with app.app_context():
            delivering.deliver(delivery_id)

    return run


def test_the_pauses_grow_and_a_success_ends_them(app, box, time):
    box.trouble["greeting"] = "421 4.3.2 away"
    post_mails(2)
    lengths = []
    for _ in range(5):
        outbox.drain()
        lengths.append(pause().until - outbox.pauses.clock.now())
        time.move_to(pause().until)
    assert lengths == [timedelta(minutes=minutes) for minutes in (1, 3, 9, 15, 15)]
    box.trouble.clear()
    outbox.drain()
    assert pause() is None


def test_a_pause_from_before_the_clock_was_set_back_does_not_hold(app, box, time):
    box.trouble["greeting"] = "421 4.3.2 away"
    with time_machine.travel(MONDAY + timedelta(days=300), tick=False):
        post_mails(1)
        outbox.drain()
    with transaction():
        db.session.execute(Delivery.__table__.update().values(due_at=MONDAY))
    box.trouble.clear()
    outbox.drain()
    assert states() == ["sent"]


def test_a_pause_begun_after_the_clock_was_set_back_is_a_short_one(app, box, time):
    box.trouble["greeting"] = "421 4.3.2 away"
    with time_machine.travel(MONDAY + timedelta(days=300), tick=False):
        post_mails(1)
        outbox.drain()
    with transaction():
        db.session.execute(update(Delivery).values(due_at=MONDAY))
    outbox.drain()
    assert pause().until == MONDAY + timedelta(minutes=3) and pause().times == 2
    time.shift(timedelta(minutes=4))
    box.trouble.clear()
    outbox.drain()
    assert states() == ["sent"] and pause() is None


def test_what_never_gets_better_is_given_up_shown_and_tried_again_on_demand(app, box, time):
    box.refuse["mail-1@example.org"] = "451 4.2.0 not today"
    post_mails(1)
    for _ in range(MOST_ATTEMPTS):
        outbox.drain()
        time.shift(timedelta(hours=7))
    assert mails() == [("failed", MOST_ATTEMPTS, "dead")]
    box.refuse.clear()
    with transaction():
        outbox.retry(db.session.scalar(select(Delivery.id).where(Delivery.state == "dead")))
    outbox.drain()
    assert states() == ["sent"]


@pytest.mark.parametrize(
    ("code", "words", "meaning"),
    [
        (550, "5.1.1 unknown", Meaning.NO_SUCH_ADDRESS),
        (550, "5.2.1 mailbox disabled", Meaning.NO_SUCH_ADDRESS),
        (550, "5.4.1 recipient address rejected: access denied", Meaning.NO_SUCH_ADDRESS),
        (550, "5.1.8 bad sender", Meaning.NOT_US),
        (550, "5.7.26 unauthenticated", Meaning.NOT_US),
        (550, "blocked using zen.spamhaus.org", Meaning.NOT_US),
        (554, "no", Meaning.NOT_US),
        (452, "4.2.2 over quota, limit exceeded", Meaning.LATER),
        (450, "4.7.1 greylisted, try again in 5 minutes", Meaning.LATER),
        (451, "too many connections from your host", Meaning.SLOW_DOWN),
        (421, "", Meaning.SLOW_DOWN),
    ],
)
def test_what_a_no_means(code, words, meaning):
    assert meaning_of(code, words) is meaning
