"""Mail: posted once, composed for its reader, sent over real SMTP, and honest about what became of it."""

import re
import socket
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32
from email.utils import parseaddr

import pytest
import time_machine
from sqlalchemy import select, update

from community import events
from community.accounts.models import Person
from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.mail import OutgoingMail, in_words_of, post
from community.core.outbox import Delivery
from tests.core import delivery_app
from tests.core.delivery_app import Rang, built, settings_for

MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def build(tmp_path, monkeypatch):
    """build(**settings) makes an application and enters its context."""
    monkeypatch.setattr(events, "Rang", Rang, raising=False)

    def make(**settings):
        app = rooms.enter_context(built(settings_for(tmp_path, **settings)))
        rooms.enter_context(app.app_context())
        return app

    with ExitStack() as rooms:
        yield make
        db.session.remove()


@pytest.fixture
def app(build, mails):
    return build(mail_server="127.0.0.1", mail_port=mails.port)


def person(name: str = "Zoë Ångström", email: str = "zoe@example.org", **more) -> Person:
    with transaction():
        someone = Person(name=name, email=email, **({"standing": "active"} | more))
        db.session.add(someone)
    return someone


def send(to, about: str = "mail-1", **more) -> OutgoingMail:
    with transaction():
        mail = post("test.bell", to=to, about=about, word=about, **more)
    outbox.drain()
    with transaction(write=False):
        db.session.expire_all()
        return db.session.get(OutgoingMail, mail.id)


def notes() -> list[str]:
    with transaction(write=False):
        return list(db.session.scalars(select(delivery_app.notes.c.word)))


def delivery() -> Delivery:
    with transaction(write=False):
        return db.session.scalar(select(Delivery).where(Delivery.subscriber == "core.mail.send"))


def test_a_mail_is_sent_with_the_message_id_it_was_posted_with(app, mails):
    mail = send("ana@example.org", secret={"link": "https://secret"})
    (received,) = mails.to("ana@example.org")
    assert received["Message-ID"] == mail.message_id
    assert received["Message-ID"].endswith("@community.example>")
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["Date"] and received["From"] == "Alumni <hello@community.example>"
    assert "https://secret" in received.get_body(("plain",)).get_content()
    assert received.get_body(("html",)).get_content().startswith("<p lang='en'>mail-1")
    assert (mail.state, mail.secret_context, mail.error) == ("sent", None, None)
    assert notes() == ["sent mail-1"]


def test_mails_about_one_thing_stand_together_and_everybody_has_a_thread_of_their_own(app, mails):
    for about in ("bell:7", "bell:7:moved", "bell:8:moved", "once"):
        send(person(email="zoe@example.org") if about == "bell:7" else "ana@example.org", about=about)
    send("ana@example.org", about="bell:7:again")
    zoe, moved, other, alone, again = (mail["In-Reply-To"] for mail in mails)
    assert moved == again and alone is None
    assert len({zoe, moved, other}) == 3
    assert all(mail["References"] == mail["In-Reply-To"] for mail in mails)
    ids = {mail["Message-ID"] for mail in mails}
    assert len(ids) == 5 and not ids & {zoe, moved, other}


def test_a_mail_sent_again_after_a_crash_is_the_same_mail(app, mails):
    mail = send("ana@example.org", about="bell:7:moved")
    with transaction():
        db.session.execute(update(Delivery).where(Delivery.subscriber == "core.mail.send").values(state="waiting"))
        db.session.execute(update(Delivery).where(Delivery.state == "waiting").values(payload={"mail_id": mail.id}))
        db.session.execute(update(OutgoingMail).values(state="waiting"))
    outbox.drain()
    first, second = mails
    assert {name for name in first if first[name] != second[name]} <= {"Date", "Content-Type"}
    assert first["Message-ID"] == second["Message-ID"] and first["In-Reply-To"] == second["In-Reply-To"]


def test_the_same_mail_is_posted_once(app, mails):
    someone = person()
    first = send(someone)
    assert send(someone).id == first.id
    assert send(someone, about="mail-2").id != first.id
    assert len(mails) == 2


def test_another_address_of_the_same_person_gets_its_own(app, mails):
    someone = person()
    send(someone)
    send(someone, address="new@example.org")
    assert len(mails.to("new@example.org")) == len(mails.to("zoe@example.org")) == 1


def test_secrets_are_not_readable_in_the_database(app):
    with transaction():
        post(
            "test.bell",
            to="ana@example.org",
            about="mail-1",
            word="x",
            secret={"link": "very-secret"},
        )
    with transaction(write=False):
        stored = db.session.connection().exec_driver_sql("SELECT * FROM outgoing_mails").all()
        waiting = db.session.connection().exec_driver_sql("SELECT * FROM deliveries").all()
    assert "very-secret" not in repr(stored) + repr(waiting)


def test_names_and_subjects_of_any_script_arrive_whole(app, mails):
    send(person(name="山田 太郎"), about="mail-żółć")
    (received,) = mails.messages
    assert received["To"].addresses[0].display_name == "山田 太郎"
    assert received["Subject"] == "The bell: mail-żółć"


@pytest.mark.parametrize(
    "words",
    [
        "the charter of “Writing Wednesdays”, über Stock und über Stein, and once more über alles",
        "山田 " * 30,
        "🎉 yes " * 20,
    ],
)
def test_long_names_and_subjects_keep_every_blank(app, mails, words):
    send(person(name=f"Ana {words.strip()}"), about=words.strip())
    (received,) = mails.messages
    raw = message_from_bytes(
        received.wire, policy=compat32
    )  # as mail programs read it: Python's new parser joins words too
    name, address = parseaddr(raw["To"])
    assert str(make_header(decode_header(name))) == f"Ana {words.strip()}" and address == "zoe@example.org"
    assert str(make_header(decode_header(raw["Subject"]))) == f"The bell: {words.strip()}"
    encoded = [line for line in received.wire.partition(b"\r\n\r\n")[0].splitlines() if b"=?" in line]
    assert encoded and max(map(len, encoded)) <= 76  # RFC 2047


def test_no_header_can_be_smuggled_in(app, mails):
    someone = person(name="Eve\r\nBcc: everyone@example.org")
    send(someone, about="mail-1\r\nX-Evil: yes")
    (received,) = mails.messages
    assert received["Bcc"] is None and received["X-Evil"] is None
    assert received.envelope_to == ["zoe@example.org"]


def test_no_header_can_be_smuggled_in_as_an_encoded_word(app, mails):
    hidden = "=?utf-8?q?x=0D=0ABcc=3A_everyone=40example=2Eorg=0D=0AX-Evil=3A_yes?="
    send(person(name=f"Eve {hidden}"), about=f"{hidden} mail-1")
    (received,) = mails.messages
    assert received["Bcc"] is None and received["X-Evil"] is None
    assert received["To"].addresses[0].display_name.startswith("Eve = ?utf-8?q?x=0D")
    assert received["Subject"].startswith("The bell: = ?utf-8?q?x=0D")


def test_a_domain_in_its_own_script_is_written_for_the_wire(app, mails):
    send("ana@bücher.example")
    assert mails.messages[0].envelope_to == ["ana@xn--bcher-kva.example"]


def test_the_calendar_is_an_alternative_with_its_method_and_a_file(app, mails):
    send("ana@example.org", about="mail-calendar")
    (received,) = mails.messages
    inline, attached = [part for part in received.walk() if part.get_content_type() == "text/calendar"]
    assert inline.get_param("method") == attached.get_param("method") == "REQUEST"
    assert inline.get_param("charset") == "utf-8" and not inline.is_attachment()
    assert attached.get_filename() == "invite.ics" and attached.is_attachment()
    assert b"METHOD:REQUEST" in inline.get_payload(decode=True)


def test_a_mail_speaks_the_zone_of_its_reader(app, mails):
    send(person(time_zone="Asia/Tokyo"))
    assert "Tokyo time" in mails.messages[0].get_body(("plain",)).get_content()


def test_the_language_of_a_reader_is_left_behind_afterwards(build, mails):
    from flask import g
    from flask_babel import get_locale

    build(languages=("en", "de"))
    someone = person(language="de", time_zone="Europe/Berlin")
    with in_words_of(someone):
        assert str(get_locale()) == "de" and g.zone == "Europe/Berlin"
    assert g.zone is None and str(get_locale()) == "en"


def test_an_address_the_server_does_not_know_is_refused_for_good(app, mails):
    mails.refuse["zoe@example.org"] = "550 5.1.1 no such person"
    mail = send(person())
    assert (mail.state, mail.error) == ("refused", "550 5.1.1 no such person")
    assert notes() == ["refused mail-1"]
    assert delivery().state == "done"


def test_a_server_that_will_not_let_us_write_does_not_make_the_address_bad(app, mails):
    mails.refuse["zoe@example.org"] = "554 5.7.1 relaying denied"
    mail = send(person())
    assert mail.state == "failed" and delivery().state == "dead" and notes() == []


def test_what_the_server_puts_off_is_tried_again(app, mails):
    mails.refuse["ana@example.org"] = "451 4.7.1 greylisted"
    with time_machine.travel(MONDAY, tick=False) as time:
        assert send("ana@example.org").state == "waiting"
        assert "451" in delivery().last_error
        mails.refuse.clear()
        time.shift(timedelta(minutes=2))
        outbox.drain()
    assert len(mails) == 1


def test_a_server_that_is_away_is_tried_again(build):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        build(mail_server="127.0.0.1", mail_port=nobody.getsockname()[1])
        assert send("ana@example.org").state == "waiting"
    assert delivery().last_error.startswith("Unavailable: ConnectionRefusedError")


def test_a_mail_given_up_says_so_and_can_be_tried_again_with_its_secret(app, mails):
    mails.refuse["ana@example.org"] = "451 not today"
    with time_machine.travel(MONDAY, tick=False) as time:
        mail = send("ana@example.org", secret={"link": "kept"})
        for _ in range(8):
            time.shift(timedelta(hours=7))
            outbox.drain()
        with transaction():
            db.session.expire_all()
            assert db.session.get(OutgoingMail, mail.id).state == "failed"
            outbox.retry(delivery().id)
        mails.refuse.clear()
        outbox.drain()
    assert "kept" in mails.messages[0].get_body(("plain",)).get_content()


def test_nothing_is_sent_to_an_address_that_came_back(app, mails):
    mail = send(person(email_bounced_at=MONDAY))
    assert mail.state == "dropped" and len(mails) == 0


def test_a_mail_no_longer_wanted_is_dropped(app, mails):
    with transaction():
        mail = post("test.bell", to="ana@example.org", about="x", word="mail-unwanted")
    outbox.drain()
    with transaction(write=False):
        db.session.expire_all()
        assert db.session.get(OutgoingMail, mail.id).state == "dropped"
    assert len(mails) == 0


def test_an_error_never_tells_a_secret(app, caplog):
    with transaction():
        post(
            "test.bell",
            to="ana@example.org",
            about="x",
            word="mail-leaking",
            secret={"link": "top-secret"},
        )
    outbox.drain()
    assert re.fullmatch(r"CannotCompose: RuntimeError in \w+\.py, line \d+", delivery().last_error or "")
    assert "top-secret" not in caplog.text


def test_a_kind_nobody_composes_is_refused_when_posted(app):
    with pytest.raises(LookupError, match="No manifest names"), transaction():
        post("nobody.knows", to="ana@example.org", about="x")


def test_without_a_server_mail_goes_to_files_one_for_each_mail(build):
    app = build()
    mail = send("ana@example.org")
    (file,) = app.extensions["settings"].mail_folder.iterdir()
    assert file.name == f"{mail.id:08d}-test.bell.eml"
    assert mail.message_id in file.read_text()
