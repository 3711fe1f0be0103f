"""One connection for many mails: fewer greetings, and never a mail lost, doubled or blamed because the line was an old one."""

import ipaddress
import ssl
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from community import events
from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.mail import OutgoingMail, connections, post
from community.core.outbox import Delivery, pauses
from community.core.outbox.worker import Worker
from tests.core.crash_lives import in_a_process
from tests.core.delivery_app import Rang, built, settings_for
from tests.postbox import free_port
from tests.troubled_postbox import BREAK_OFF, SILENCE, TroubledPostbox, patience


@pytest.fixture
def box():
    with TroubledPostbox() as box:
        yield box
        connections.put_away(idle=0)


@pytest.fixture
def build(tmp_path, monkeypatch, request):
    """build(box, **settings) makes an application that sends to a box, and enters its context."""
    monkeypatch.setattr(events, "Rang", Rang, raising=False)

    def make(box, **settings):
        where = {"mail_server": "127.0.0.1", "mail_port": box.port, "mail_timeout": patience(request)}
        app = rooms.enter_context(built(settings_for(tmp_path, **(where | settings))))
        rooms.enter_context(app.app_context())
        return app

    with ExitStack() as rooms:
        yield make
        db.session.remove()


@pytest.fixture
def app(build, box):
    return build(box)


def post_mails(number: int, first: int = 1) -> None:
    with transaction():
        for one in range(first, first + number):
            post("test.bell", to=f"mail-{one}@example.org", about=f"mail-{one}", word=f"mail-{one}")


def send(number: int, first: int = 1) -> None:
    post_mails(number, first)
    outbox.drain()


def states() -> list[str]:
    with transaction(write=False):
        return list(db.session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.id)))


def tries() -> list[int]:
    """How many tries the mails have used up, in the order they were posted."""
    with transaction(write=False):
        mails = select(Delivery.attempts).where(Delivery.subscriber == "core.mail.send")
        return list(db.session.scalars(mails.order_by(Delivery.id)))


def no_pause() -> bool:
    with transaction(write=False):
        return pauses.present() == []


def test_fifty_mails_use_one_connection(app, box):
    send(30)
    send(20, first=31)
    assert len(box) == 50 and (box.knocks, box.asked) == (1, 50)
    assert len({mail["Message-ID"] for mail in box}) == 50


def test_after_so_many_mails_a_connection_is_left_with_a_goodbye(app, box, monkeypatch):
    monkeypatch.setattr(connections, "MOST_MAILS", 4)
    send(10)
    assert len(box) == 10 and (box.knocks, box.goodbyes) == (3, 2)


def test_a_connection_is_not_used_again_after_a_long_pause(app, box, monkeypatch):
    send(1)
    monkeypatch.setattr(connections, "MOST_IDLE", 0.0)
    send(1, first=2)
    assert len(box) == 2 and (box.knocks, box.goodbyes) == (2, 1)


def test_what_nobody_uses_is_put_away_and_what_is_fresh_stays(app, box):
    send(1)
    connections.put_away()
    send(1, first=2)
    assert box.knocks == 1 and box.goodbyes == 0
    connections.put_away(idle=0)
    assert box.goodbyes == 1
    send(1, first=3)
    assert box.knocks == 2 and len(box) == 3


@pytest.mark.parametrize("saying", ["", "421 4.4.2 you were silent for too long"])
def test_a_server_that_cut_the_silent_line_gets_the_next_mail_on_a_new_one(app, box, saying):
    send(1)
    box.hang_up(saying)
    send(2, first=2)
    assert states() == ["sent"] * 3 and len(box) == 3
    assert tries() == [1, 1, 1] and no_pause()
    assert box.knocks == 2


def test_a_server_that_takes_three_mails_on_a_line_gets_ten_at_once(app, box):
    box.most_a_line = 3
    send(10)
    assert states() == ["sent"] * 10 and len(box) == 10
    assert tries() == [1] * 10 and no_pause(), "that is no trouble of anybody"
    assert box.knocks == 4


def test_a_server_that_takes_no_mail_at_all_is_asked_on_one_new_line_and_no_more(app, box):
    send(1)
    box.most_a_line = 0
    send(3, first=2)
    assert states() == ["sent", "waiting", "waiting", "waiting"]
    assert tries() == [1, 0, 0, 0] and not no_pause()
    assert box.knocks == 2


def test_a_server_that_was_started_anew_between_two_mails_is_just_the_server(build):
    port = free_port()
    with TroubledPostbox(port) as before:
        build(before)
        send(2)
    with TroubledPostbox(port) as after:
        send(2, first=3)
        assert len(before) == len(after) == 2 and after.knocks == 1
        assert tries() == [1] * 4 and no_pause()
        connections.put_away(idle=0)


def test_a_server_that_went_away_between_two_mails_costs_no_try(build):
    with TroubledPostbox() as box:
        build(box)
        send(1)
    send(2, first=2)
    assert states() == ["sent", "waiting", "waiting"] and tries() == [1, 0, 0]
    assert not no_pause()


@pytest.mark.parametrize("trouble", [BREAK_OFF, SILENCE])
@pytest.mark.parametrize("step", ["DATA", "message"])
def test_a_mail_broken_off_in_its_middle_is_not_begun_again_in_this_try(app, box, step, trouble):
    send(1)
    box.trouble[step] = trouble
    send(1, first=2)
    assert (box.knocks, box.asked) == (1, 2), "whether the server has it, nobody knows: it waits"
    assert states() == ["sent", "waiting"] and tries() == [1, 1] and no_pause()
    box.trouble.clear()
    send(1, first=3)
    assert states() == ["sent", "waiting", "sent"] and box.knocks == 2


@pytest.mark.parametrize("trouble", [BREAK_OFF, SILENCE])
def test_a_line_that_dies_at_the_sender_is_replaced_once(app, box, trouble):
    send(1)
    box.trouble["MAIL"] = trouble
    send(1, first=2)
    assert (box.knocks, box.asked) == (2, 3)
    assert states() == ["sent", "waiting"] and tries() == [1, 1]


def test_a_mail_the_server_would_not_have_ends_the_line(app, box):
    box.trouble["message"] = "554 5.6.0 looks like spam"
    send(1)
    box.trouble.clear()
    send(1, first=2)
    assert states() == ["failed", "sent"] and (box.knocks, box.goodbyes) == (2, 1)


@pytest.mark.parametrize("said", ["550 5.1.1 no such person", "451 4.2.0 later"])
def test_a_refused_address_leaves_the_line_to_the_others(app, box, said):
    box.refuse["mail-2@example.org"] = said
    send(4)
    assert box.knocks == 1 and [mail.envelope_to for mail in box] == [[f"mail-{one}@example.org"] for one in (1, 3, 4)]


def test_other_settings_use_another_connection(build, box):
    build(box)
    send(1)
    build(box, mail_timeout=9.0)
    send(1, first=2)
    assert (box.knocks, box.goodbyes) == (2, 1)


def test_no_thread_uses_the_line_of_another(app, box):
    send(1)
    with transaction():
        ids = [post("test.bell", to=f"t{one}@example.org", about=f"t{one}", word="x").id for one in range(20)]
    threads = [threading.Thread(target=drain_in, args=(app,)) for _ in range(2)]
    box.hold()
    for thread in threads:
        thread.start()
    until = time.monotonic() + 20
    while box.waiting < 2:  # both are in the middle of a mail
        assert time.monotonic() < until
        time.sleep(0.01)
    box.release()
    for thread in threads:
        thread.join(30)
    assert len(box) == 1 + len(ids) and box.knocks == 3
    assert states() == ["sent"] * 21


def drain_in(app) -> None:
    with app.app_context():
        outbox.drain()


def test_a_forked_process_leaves_its_parents_line_alone(app, box):
    send(1)
    db.session.remove()
    db.engine.dispose()
    post_mails(1, first=2)
    db.engine.dispose()
    assert in_a_process(outbox.drain) == 0
    send(1, first=3)
    assert len(box) == 3 and box.knocks == 2 and box.goodbyes == 0
    assert tries() == [1] * 3


def test_a_worker_takes_its_leave_of_the_server_when_it_ends(app, box):
    post_mails(8)
    worker = Worker(app, threads=1)
    work = threading.Thread(target=worker.run)
    work.start()
    until = time.monotonic() + 20
    while len(box) < 8 and time.monotonic() < until:
        time.sleep(0.05)
    worker.stop()
    work.join(30)
    assert len(box) == 8 and states() == ["sent"] * 8
    assert box.knocks == box.goodbyes == 1


class Lock:
    """Lets in whoever knows the word, and counts how often somebody asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, server, session, envelope, mechanism, auth_data) -> AuthResult:
        self.asked += 1
        return AuthResult(success=auth_data.password == b"open sesame", handled=False)  # the server answers


@pytest.fixture
def certificate(tmp_path):
    """A certificate for this machine that nobody but a test believes, with its key: one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mail server of a test")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    at = datetime.now(UTC)
    made = made.serial_number(1).not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=1))
    made = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path / "certificate.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *plain) + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def locked_box(certificate):
    """A mail server that wants encryption and a password."""
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate)
    demands = {"require_starttls": True, "auth_required": True, "authenticator": Lock()}
    with TroubledPostbox(tls_context=inside, **demands) as box:
        yield box
        connections.put_away(idle=0)


SECRETS = {"mail_use_tls": True, "mail_username": "community", "mail_password": "open sesame"}


def test_encryption_and_password_are_asked_for_once(build, locked_box, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    build(locked_box, **SECRETS)
    send(5)
    assert states() == ["sent"] * 5 and locked_box.knocks == 1
    assert locked_box._controller.SMTP_kwargs["authenticator"].asked == 1


def test_a_certificate_nobody_vouches_for_is_believed_neither_first_nor_later(
    build, locked_box, certificate, monkeypatch
):
    build(locked_box, **SECRETS)
    send(1)
    assert states() == ["waiting"] and tries() == [0] and len(locked_box) == 0
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with transaction():
        db.session.query(pauses.Pause).delete()
        db.session.query(Delivery).update({"due_at": Delivery.created_at})
    outbox.drain()
    monkeypatch.delenv("SSL_CERT_FILE")
    locked_box.hang_up()
    send(1, first=2)
    assert states() == ["sent", "waiting"] and tries() == [1, 0]


def test_another_password_does_not_use_the_line_of_the_right_one(build, locked_box, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    build(locked_box, **SECRETS)
    send(1)
    build(locked_box, **(SECRETS | {"mail_password": "open barley"}))
    send(1, first=2)
    assert states() == ["sent", "waiting"] and len(locked_box) == 1
    with transaction(write=False):
        (said,) = db.session.scalars(select(Delivery.last_error).where(Delivery.last_error.is_not(None)))
    assert "535" in said and "barley" not in said
