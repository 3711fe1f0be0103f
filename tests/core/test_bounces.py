"""Mails that come back later: read from a mailbox or taken by a webhook, believed only when they are about our mails."""

import mailbox
import shutil
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from community import events
from community.accounts.models import Person
from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.mail import OutgoingMail, bounces, post
from community.core.mail.models import Bounce
from community.core.mail.reports import read
from community.core.outbox import Delivery
from community.core.web.bounces import signature
from tests.core import delivery_app
from tests.core.delivery_app import Rang, built, make_app, settings_for, sweep

SECRET = "a webhook secret of at least thirty-two characters"
MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def report(
    message_id: str,
    to: str = "zoe@example.org",
    status: str = "5.1.1",
    action: str = "failed",
    said: str = "smtp; 550 5.1.1 user unknown",
    original: str = "text/rfc822-headers",
) -> bytes:
    """What Postfix and its like write."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mail.example
To: hello@community.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=="

--==
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--==
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Mon, 02 Nov 2026 12:00:00 +0000

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: {said}

--==
Content-Type: {original}

Message-ID: {message_id}
Subject: The bell

--==--
""".encode()


@pytest.fixture(scope="module")
def house(tmp_path_factory, postbox):
    folder = tmp_path_factory.mktemp("bounces")
    where = {"mail_server": "127.0.0.1", "mail_port": postbox.port}
    with built(settings_for(folder, bounces=folder / "bounced", bounces_secret=SECRET, **where)) as app:
        yield app


@pytest.fixture
def app(house, monkeypatch, mails):
    monkeypatch.setattr(events, "Rang", Rang, raising=False)
    with house.app_context():
        yield house
        sweep(Bounce, Delivery, OutgoingMail, Person, delivery_app.notes)
    path = house.extensions["settings"].bounces
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


@pytest.fixture
def sent(app) -> OutgoingMail:
    """A mail to Zoe that a server has taken."""
    with transaction():
        zoe = Person(name="Zoe", email="zoe@example.org", standing="active")
        db.session.add(zoe)
        db.session.flush()
        mail = post("test.bell", to=zoe, about="mail-1", word="mail-1")
    outbox.drain()
    return again(mail)


def again(mail: OutgoingMail) -> OutgoingMail:
    with transaction(write=False):
        db.session.expire_all()
        return db.session.get_one(OutgoingMail, mail.id)


def take(raw: bytes) -> dict[str, int]:
    with transaction():
        return dict(bounces.take(raw))


def heard() -> list[str]:
    """Whom the features were told of."""
    outbox.drain()
    with transaction(write=False):
        words = db.session.scalars(select(delivery_app.notes.c.word))
        return [word for word in words if word.startswith("refused")]


def stored() -> list[bool]:
    with transaction(write=False):
        return list(db.session.scalars(select(Bounce.is_hard).order_by(Bounce.id)))


def test_a_hard_bounce_is_a_refusal_that_comes_later(sent):
    assert take(report(sent.message_id)) == {"hard": 1}
    mail = again(sent)
    assert (mail.state, mail.error) == ("bounced", "5.1.1 550 5.1.1 user unknown")
    assert heard() == ["refused mail-1"]


def test_the_same_report_counts_once_however_often_it_is_read(sent):
    assert take(report(sent.message_id)) == {"hard": 1}
    assert take(report(sent.message_id)) == {"known": 1}
    assert heard() == ["refused mail-1"] and stored() == [True]


def test_two_servers_that_give_the_same_mail_back_are_one_refusal(sent):
    assert take(report(sent.message_id)) == {"hard": 1}
    assert heard() == ["refused mail-1"]
    assert take(report(sent.message_id, status="5.1.10", said="smtp; 550 null mx")) == {"hard": 1}
    assert heard() == ["refused mail-1"] and stored() == [True, True]


@pytest.mark.parametrize(
    "trouble",
    [
        {"action": "delayed", "status": "4.4.1", "said": "smtp; 451 later"},
        {"status": "4.4.7", "said": "smtp; delivery time expired"},
        {"status": "5.2.2", "said": "smtp; 552 5.2.2 mailbox full"},
        {"status": "5.7.1", "said": "smtp; 550 5.7.1 rejected by policy"},
        {"status": "5.0.0", "said": "smtp; 550 blocked using zen.spamhaus.org"},
    ],
)
def test_a_soft_bounce_is_only_counted(sent, trouble):
    assert take(report(sent.message_id, **trouble)) == {"soft": 1}
    assert again(sent).state == "sent" and heard() == [] and stored() == [False]


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": "5.1.10", "said": "smtp; 550 null mx"},
        {"status": "5.0.0", "said": "smtp; 550 user unknown"},
        {"original": "message/rfc822"},
        {"to": "Zoe@Example.ORG"},
        {"to": "<zoe@example.org>"},
    ],
)
def test_many_servers_say_it_in_their_own_way(sent, trouble):
    assert take(report(sent.message_id, **trouble)) == {"hard": 1}


def test_what_is_forged_unknown_or_no_report_changes_nothing(sent):
    for raw in (
        report("<somebody-elses@example.org>"),
        report(sent.message_id, to="ana@example.org"),
        report(sent.message_id, action="delivered", status="2.0.0"),
        report(sent.message_id, action="relayed"),
        report(sent.message_id).replace(b"multipart/report", b"multipart/mixed"),
        report(sent.message_id).replace(b"Message-ID", b"X-Something"),
        b"Subject: I am away until Monday\n\nYours, Zoe",
        report(sent.message_id) + b"x" * 2**20,
        b"",
        b"\xff\xfe" * 500,
    ):
        assert take(raw) == {"nothing": 1}, raw[:200]
    assert again(sent).state == "sent" and stored() == [] and heard() == []


def test_a_mail_of_long_ago_or_one_never_sent_does_not_come_back(sent):
    with transaction():
        waiting = post("test.bell", to="ana@example.org", about="mail-2", word="mail-2")
    assert take(report(waiting.message_id, to="ana@example.org")) == {"nothing": 1}
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        assert take(report(sent.message_id)) == {"nothing": 1}


def test_a_broken_report_never_raises():
    good = report("<a@b.example>")
    assert len(read(good)) == 1
    for at in range(0, len(good), 7):
        read(good[:at])
        read(good[:at] + b"\xff\x00: ;\r\n" + good[at + 5 :])


@pytest.mark.parametrize("kind", [mailbox.Maildir, mailbox.mbox])
def test_a_mailbox_is_read_by_the_clock_and_nothing_is_thrown_away(app, sent, kind):
    box = kind(app.extensions["settings"].bounces)
    for raw in (report(sent.message_id), b"Subject: hello\n\nI am not a report\n"):
        box.add(raw)
    box.close()
    for _run in range(3):
        outbox.jobs.run_now("core.bounces")
    assert heard() == ["refused mail-1"] and stored() == [True]
    box = kind(app.extensions["settings"].bounces, create=False)
    assert len(box) == 2 and all({"S", "R"} & set(message.get_flags()) for message in box)
    box.close()


def test_a_run_that_is_rolled_back_leaves_its_reports_unread(app, sent):
    path = app.extensions["settings"].bounces
    mailbox.Maildir(path).add(report(sent.message_id))
    with pytest.raises(ZeroDivisionError), transaction():
        assert bounces.read_mailbox(path) == {"hard": 1}
        raise ZeroDivisionError
    assert stored() == []
    outbox.jobs.run_now("core.bounces")
    assert stored() == [True]


def test_the_command_reads_a_file_a_folder_or_what_is_piped_in(app, sent, tmp_path):
    path = tmp_path / "one.eml"
    path.write_bytes(report(sent.message_id))
    run = app.test_cli_runner().invoke
    assert "1 addresses take no mail" in run(args=["bounces", str(path)]).output
    assert "1 known before" in run(args=["bounces", "-"], input=report(sent.message_id)).output
    assert "1 not about our mails" in run(args=["bounces", "-"], input=b"hello").output


def call(app, body: bytes, **headers: str):
    stamp = str(int(datetime.now(UTC).timestamp()))
    signed = {"X-Timestamp": stamp, "X-Signature": signature(SECRET, stamp, body)}
    return app.test_client().post("/mail/bounces", data=body, headers=signed | headers, content_type="message/rfc822")


def test_the_webhook_takes_what_is_signed_and_says_nothing(app, sent):
    assert call(app, report(sent.message_id)).status_code == 204
    assert call(app, report("<unknown@example.org>")).status_code == 204
    assert again(sent).state == "bounced" and heard() == ["refused mail-1"]


def test_the_webhook_refuses_what_is_not_signed_with_the_secret_or_old(app, sent):
    body = report(sent.message_id)
    old = str(int(datetime.now(UTC).timestamp()) - 3600)
    for headers in (
        {"X-Signature": "sha256=" + "0" * 64},
        {"X-Signature": ""},
        {"X-Signature": "\u00e9"},
        {"X-Timestamp": ""},
        {"X-Timestamp": "\u00b2"},
        {"X-Timestamp": old, "X-Signature": signature(SECRET, old, body)},
        {"X-Signature": signature(SECRET, old, body)},
    ):
        assert call(app, body, **headers).status_code == 403, headers
    assert again(sent).state == "sent" and stored() == []


def test_the_webhook_takes_no_huge_body(app):
    assert call(app, b"x" * (2**20 + 1)).status_code == 413


def test_without_a_secret_there_is_no_webhook(tmp_path):
    app = make_app(settings_for(tmp_path))
    assert call(app, b"").status_code == 404
