"""Delivery health: what was given up is shown with its reason, and tried again when a coordinator says so."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from community.accounts import actions as accounts
from community.coordination import delivery_words
from community.core import clock, mail
from community.core.mail import bounces
from community.core.outbox import Delivery, pauses
from community.core.outbox.models import DEAD, Heartbeat, JobRun, Pause
from tests.core.test_bounces import report


def test_a_dead_letter_is_shown_and_tried_again(db, world, browse, worker, mails):
    coordinator = browse(world.cora)
    coordinator.send(f"/coordination/people/{world.ina.public_id}/invitation")
    letter = db.scalar(select(Delivery).where(Delivery.event == "core.mail.send"))
    letter.state, letter.last_error = DEAD, "TimeoutError: the server said nothing"
    page = coordinator.page("/coordination/delivery")
    assert "the server said nothing" in page.words
    assert "ina@example.org" in page.words
    again = next(action for method, action in page.forms if action.endswith("/retry"))
    coordinator.send(again)
    worker.drain()
    assert len(mails.to("ina@example.org")) == 1
    assert coordinator.post(again).status_code == 409


def test_a_delivery_has_no_number_one_could_guess(world, browse):
    assert browse(world.cora).post("/coordination/delivery/1/retry").status_code == 404
    assert browse(world.ana).post("/coordination/delivery/1/retry").status_code == 404


def test_an_address_refused_for_good_gets_no_more_mail_until_a_coordinator_says_so(world, browse, worker, mails):
    mails.refuse[world.ana.email] = "550 5.1.1 no such person"
    accounts.ask_for_reset(world.ana.email)
    worker.drain()
    mails.empty()
    accounts.ask_for_reset(world.ana.email)
    worker.drain()
    assert len(mails) == 0
    coordinator = browse(world.cora)
    assert "1 address does not take mail" in coordinator.page("/coordination").words
    assert world.ana.email in coordinator.page("/coordination/delivery").words
    coordinator.send(f"/coordination/people/{world.ana.public_id}/mail-again")
    assert world.ana.email not in coordinator.page("/coordination/delivery").words
    assert "had mail sent again to the address of" in coordinator.page("/coordination/log").words
    accounts.ask_for_reset(world.ana.email)
    worker.drain()
    assert len(mails.to(world.ana.email)) == 1
    again = f"/coordination/people/{world.ana.public_id}/mail-again"
    assert coordinator.post(again).status_code == 409


def test_a_mail_that_comes_back_later_stops_mail_and_is_shown(db, world, browse, worker, mails):
    accounts.ask_for_reset(world.ana.email)
    worker.drain()
    (mail,) = mails.to(world.ana.email)
    bounces.take(report(mail["Message-ID"], to=world.ana.email, status="4.4.7", said="smtp; expired"))
    page = browse(world.cora).page("/coordination/delivery")
    assert "for now" in page.words and "4.4.7 expired" in page.words
    assert "None: all addresses take mail" in page.words
    bounces.take(report(mail["Message-ID"], to=world.ana.email))
    worker.drain()
    page = browse(world.cora).page("/coordination/delivery")
    assert "for good" in page.words and "550 5.1.1 user unknown" in page.words
    assert "Mail again" in page.words
    assert "our mail to it comes back" in browse(world.ana).page("/settings/email").words
    home = browse(world.ana).page("/")
    assert "Our mail to you comes back" in home.words and "/settings/email" in home.links
    assert f"What we sent to {world.ana.email} was not taken there" in home.words
    assert "Our mail to you comes back" not in browse(world.mia).page("/").words


def test_the_pages_say_when_the_mail_server_takes_nothing_and_when_it_is_tried_next(db, world, browse):
    pauses.begin("core.mail.send", "421 4.7.0 too many mails")
    coordinator = browse(world.cora)
    assert "The mail server takes no mail at the moment" in coordinator.page("/coordination").words
    page = coordinator.page("/coordination/delivery")
    assert "421 4.7.0 too many mails" in page.words and "Next try:" in page.words
    db.execute(delete(Pause))
    assert "takes no mail" not in coordinator.page("/coordination").words


def test_what_is_still_tried_says_why_and_when_next_and_all_that_was_given_up_goes_at_once(
    db, world, browse, worker, mails
):
    mails.refuse[world.ana.email] = "451 4.2.0 not today"
    accounts.ask_for_reset(world.ana.email)
    worker.drain()
    coordinator = browse(world.cora)
    page = coordinator.page("/coordination/delivery")
    assert "Still being tried" in page.words and "451 4.2.0 not today" in page.words
    mails.refuse.clear()
    db.execute(update(Delivery).where(Delivery.event == "core.mail.send").values(state=DEAD))
    coordinator.send("/coordination/delivery/retry")
    worker.drain()
    assert len(mails.to(world.ana.email)) == 1
    page = coordinator.page("/coordination/delivery")
    assert "Still being tried" not in page.words and "None. Every mail found its way" in page.words


@pytest.mark.parametrize(("silent_for", "silent"), [(30, False), (120, True)])
def test_the_overview_and_readyz_tell_when_the_worker_is_silent(db, world, browse, silent_for, silent):
    beat = clock.now() - timedelta(seconds=silent_for)
    db.add(Heartbeat(worker="machine:7", started_at=beat, beat_at=beat))
    db.add(JobRun(name="core.tidy", slot=beat, finished_at=None))
    db.flush()
    ready = browse().open("/readyz")
    assert (ready.status_code, ready.text.startswith("worker silent for 1")) == (
        (503, True) if silent else (200, False)
    )
    coordinator = browse(world.cora)
    assert ("The worker is silent" in coordinator.page("/coordination").words) is silent
    page = coordinator.page("/coordination/delivery")
    assert ("The worker is silent" in page.words) is silent
    assert "machine:7" in page.words and "core.tidy" in page.words


def test_a_heart_that_beat_before_the_clock_was_set_back_is_believed_no_more(db, world, browse):
    for name, beat in (("old:1", timedelta(days=30)), ("new:2", timedelta(seconds=-120))):
        db.add(Heartbeat(worker=name, started_at=clock.now(), beat_at=clock.now() + beat))
    db.flush()
    assert browse().open("/readyz").status_code == 503
    page = browse(world.cora).page("/coordination/delivery")
    assert "The worker is silent" in page.words and "old:1" not in page.words and "new:2" in page.words


def test_the_page_says_how_many_wait_since_when_and_when_the_worker_was_last_at_work(db, world, browse, worker):
    worker.drain()
    beat, done = (clock.now() - timedelta(seconds=seconds) for seconds in (40, 500))
    db.add(Heartbeat(worker="machine:7", started_at=beat, beat_at=beat))
    db.add(JobRun(name="core.tidy", slot=done, finished_at=done))
    late = [clock.now() - timedelta(hours=hours) for hours in (3, 5, 4)]
    for number, due_at in enumerate((*late, clock.now() + timedelta(hours=1))):
        names = {"event": "core.job", "subscriber": "core.job", "event_id": f"x@{number}"}
        db.add(Delivery(**names, payload={}, due_at=due_at))
    long_ago = clock.now() - timedelta(hours=9)
    db.add(Delivery(**names | {"event_id": "x@dead"}, payload={}, due_at=long_ago, state=DEAD))
    db.flush()
    page = browse(world.cora).page("/coordination/delivery")
    assert "waiting 4 given up 1" in page.words
    facts = page.text.partition('<dl class="facts">')[2].partition("</dl>")[0]
    assert late[1].isoformat() in facts, "since when the longest waiting waits"
    assert beat.isoformat() in facts and done.isoformat() in facts


def test_a_letter_that_was_given_up_is_called_a_letter(world, browse, db):
    posted = mail.post("notifications.letter", to=world.ana, about="letter:2026-10-20", slot="letter:2026-10-20")
    db.execute(update(Delivery).where(Delivery.event == "core.mail.send").values(state=DEAD))
    page = browse(world.cora).page("/coordination/delivery")
    assert posted.address in page.words and "Letter" in page.words and "notifications.letter" not in page.words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("ConnectionRefusedError: [Errno 111] Connection refused", "Nobody answers at the address of the mail server."),
        ("gaierror: [Errno -2] Name or service not known", "There is no mail server of that name."),
        ("535 5.7.8 authentication failed", "The mail server does not take our name and password."),
    ],
)
def test_trouble_with_the_mail_server_is_told_in_words_with_what_to_do(db, world, browse, said, words):
    mail.post("notifications.letter", to=world.ana, about="letter:2026-10-20", slot="letter:2026-10-20")
    db.add(Heartbeat(worker="machine:7", started_at=clock.now(), beat_at=clock.now()))
    until = pauses.begin("core.mail.send", said)
    tried = {"last_error": f"Unavailable: {said}", "due_at": clock.now() - timedelta(minutes=5)}
    db.execute(update(Delivery).where(Delivery.event == "core.mail.send").values(**tried))
    coordinator = browse(world.cora)
    page = coordinator.page("/coordination/delivery")
    assert page.words.count(words) == 2 and page.words.count(f"({said})") == 2, "once above, once beside the mail"
    assert "Unavailable" not in page.words and "ask who runs the server" in page.words
    assert page.text.count(f'datetime="{until:%Y-%m-%dT%H:%M}') >= 2, "the mail is tried when the pause is over"
    assert "What waits goes out when it does." in coordinator.page("/coordination").words


def test_each_kind_of_mail_and_each_job_has_words_of_its_own(app):
    registry = app.extensions["registry"]
    nameless = [kind for kind in registry.mails if delivery_words.kind_in_words(kind) == kind]
    nameless += [job for job in registry.jobs if delivery_words.job_in_words(job) == job]
    assert not nameless, f"coordination/delivery_words.py: say in JOBS, KINDS or ROOMS what these are: {nameless}"
