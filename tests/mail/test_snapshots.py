"""Every mail as people get it, kept beside this file. After a wanted change run

    UPDATE_MAILS=1 .venv/bin/pytest tests/mail

and read the difference as its reader would. And what every mail owes its reader, whatever it says.
"""

import os
import re
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import time_machine

from community.core import mail, registry
from community.core.extensions import db
from community.core.mail import OutgoingMail
from tests.mail.circles import NAME, Circles
from tests.mail.living import NOW, PRIVATE

KEPT = Path(__file__).parent / "kept"


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None, f"{message['Subject']}: no {kind} part"
    return str(body.get_content()).replace("\r\n", "\n")


def as_kept(message: EmailMessage) -> str:
    text = re.sub(r"(https?://[^/\s]+/[a-z-]+(?:/[a-z-]+){0,2}/)[^/\s]{12,}", r"\1<id>", part(message, "plain"))
    return f"To: {message['To']}\nSubject: {message['Subject']}\n\n{text.strip()}\n"


def test_every_mail_reads_as_it_was_last_approved(letters):
    if os.environ.get("UPDATE_MAILS"):
        KEPT.mkdir(exist_ok=True)
        for kind, message in letters.items():
            (KEPT / f"{kind}.txt").write_text(as_kept(message), encoding="utf-8")
    for kind, message in letters.items():
        kept = KEPT / f"{kind}.txt"
        assert kept.exists(), f"nobody has approved {kind} yet: see the head of this file"
        assert as_kept(message) == kept.read_text(encoding="utf-8"), (
            f"{kind} reads differently: see the head of this file"
        )


def test_every_kind_of_mail_is_among_them(letters):
    missing = set(registry.of_app().mails) - set(letters) - TRIED_ELSEWHERE
    assert not missing, f"let everything_that_mails() bring about {sorted(missing)}, or name the test that does"


# Kinds that need a page, a second person's click or a year: their own feature's tests send them.
TRIED_ELSEWHERE = {
    "accounts.already_member",
    "accounts.declined",
    "accounts.email_changed",
    "accounts.registration",
    "accounts.reinstated",
    "alumni.check",
}


def everything_in(message: EmailMessage) -> str:
    """Headers, both texts, and the file for the calendar, whose folded lines are put together."""
    parts = [one.get_payload(decode=True).decode() for one in message.walk() if not one.is_multipart()]
    return unescape("\n".join([*map(str, message.values()), *parts])).replace("\r\n", "\n").replace("\n ", "")


def test_no_mail_holds_private_words(letters):
    for kind, message in letters.items():
        assert PRIVATE not in everything_in(message), kind


def test_no_mail_names_a_circle_that_is_not_listed(world, make, worker, mails):
    with time_machine.travel(NOW, tick=False) as clock:
        Circles(world, worker, make, private=PRIVATE, is_listed=False).live(clock)
    assert len(mails) > 30
    for message in mails:
        told = everything_in(message)
        assert NAME not in told and PRIVATE not in told, message["Subject"]


def test_both_parts_of_a_mail_lead_to_the_same_places(letters):
    for kind, message in letters.items():
        in_text = set(re.findall(r"https?://[^\s>)]+", part(message, "plain")))
        in_html = set(re.findall(r"https?://[^\s\"<>]+", unescape(part(message, "html"))))
        assert in_text == in_html, kind


def test_both_parts_of_a_mail_say_the_same(letters):
    for kind, message in letters.items():
        html = " ".join(unescape(re.sub(r"<[^>]+>", " ", part(message, "html"))).split())
        for words in re.split(r"https?://\S+|\n", part(message, "plain")):
            said = " ".join(words.split()).rstrip(" :")
            assert said == "--" or said in html, f"{kind}: only its text says “{said}”"


def test_every_mail_is_small_and_says_that_a_machine_wrote_it(letters):
    for kind, message in letters.items():
        assert len(message.as_bytes()) < 50_000, kind
        assert message["Auto-Submitted"] == "auto-generated", kind
        assert message["Message-ID"] and message["Date"], kind
        assert {one["Content-Language"] for one in message.walk()} - {None} == {"en"}, kind


def test_a_mail_is_posted_once_about_one_thing(world, worker, mails):
    for _ in range(2):
        mail.post("alumni.check", to=world.ana, about="check:2026")
    worker.drain()
    assert len(db.session.execute(db.select(OutgoingMail)).all()) == 1
