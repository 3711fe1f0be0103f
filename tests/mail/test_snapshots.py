"""Every mail as people get it, kept beside this file. After a wanted change run

    UPDATE_MAILS=1 .venv/bin/pytest tests/mail

and read the difference as its reader would. And what every mail owes its reader, whatever it says.
"""

import os
import re
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import pytest
import time_machine

from community.accounts import actions as accounts
from community.catchups import actions as catchups
from community.core import mail, registry
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.mentorships import actions as mentorships
from community.milestones import actions as milestones
from community.notifications import actions as notifications
from community.ties import actions as ties
from tests.mail.circles import NAME, Circles

pytestmark = pytest.mark.xdist_group("mail")
SENT: dict[str, EmailMessage] = {}
KEPT = Path(__file__).parent / "kept"
NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
PRIVATE = "only the two of us may read this"
WORDS = {"kind": "coffee", "mode": "remote", "minutes": 30, "topic": PRIVATE, "words": PRIVATE, "place": PRIVATE}


def times(days: int) -> list[datetime]:
    return [NOW + timedelta(days=days, hours=7), NOW + timedelta(days=days + 1, hours=1)]


def everything_that_mails(world, worker, clock) -> None:
    """Live through everything about which the community writes."""
    accounts.send_invitation(world.cora, world.ina)
    accounts.invite(world.cora, email="new@example.net", name="Néw Person")
    accounts.ask_for_reset("pau@example.org")
    accounts.ask_for_reset("nobody@example.net")
    accounts.set_password(world.pau, "another long password")
    accounts.confirm_email_change(accounts.ask_email_change(world.lin, "lin.new@example.net"), "old")
    share(world, worker)
    mentorships.correct(
        world.ana, world.mentorship, started_on=date(2016, 5, 1), ended_on=date(2016, 9, 1), focus="Tides"
    )
    mentorships.dispute(world.ana, world.mentorship)
    ask = catchups.ask(world.mia, world.ana, times=times(10), **WORDS)
    worker.drain()
    catchups.propose(world.ana, ask, times=times(12))
    worker.drain()
    catchups.accept(world.mia, ask, starts_at=times(12)[0])
    worker.drain()
    catchups.propose(world.ana, ask, times=times(14))
    catchups.say_not_now(world.mia, ask)
    worker.drain()
    catchups.propose(world.ana, ask, times=times(15))
    worker.drain()
    catchups.answer(world.mia, ask, answers=dict.fromkeys(times(15), "if_need_be"))
    worker.drain()
    catchups.propose(world.ana, ask, times=times(15))
    worker.drain()
    catchups.accept(world.mia, ask, starts_at=times(15)[0])
    worker.drain()
    catchups.cancel(world.ana, ask)
    catchups.say_not_now(world.ana, catchups.ask(world.pau, world.ana, times=times(10), **WORDS))
    worker.drain()
    met = catchups.ask(world.lin, world.pau, times=times(2), **WORDS)
    catchups.accept(world.pau, met, starts_at=times(2)[0])
    catchups.ask(world.pau, world.mia, times=times(30), **WORDS)
    introduced = catchups.introduce(world.mod, world.lin, world.ana, reason_for_one=PRIVATE, reason_for_other=PRIVATE)
    sides = list(introduced.sides)
    worker.drain()
    for person, side in zip((world.lin, world.ana), sides, strict=True):
        catchups.answer_introduction(person, side, wants=True)
    worker.job("catchups.settle_introductions")
    worker.drain()
    for days in range(1, 17):
        clock.move_to(NOW + timedelta(days=days, hours=9))
        for job in (
            "catchups.remind_to_answer",
            "catchups.remind_to_meet",
            "catchups.ask_whether_met",
            "catchups.lapse",
        ):
            worker.job(job)
        worker.drain()
    clock.move_to(NOW)
    exchange = catchups.write_first(world.mod, world.lin, words=PRIVATE)
    catchups.write(world.lin, exchange, words=PRIVATE)
    worker.drain()
    for person in (world.mod, world.lin):
        catchups.say_again(person, exchange, again=True)
    worker.drain()
    accounts.suspend(world.cora, world.bea, reason="Wrote unkindly.", until=date(2027, 1, 1))
    worker.drain()
    accounts.reinstate(world.cora, world.bea)
    accounts.leave(world.bea)
    worker.drain()
    keep_in_touch(world, worker, clock)


def share(world, worker) -> None:
    """Ana shares something; her mentor hears of it, somebody congratulates and is thanked; somebody tells something of her."""
    told = {"kind": "publication", "on": date(2026, 10, 1), "words": PRIVATE, "audience": "everyone"}
    milestone = milestones.tell(world.ana, subject=world.ana, **told)
    milestones.tell(world.pau, subject=world.ana, **told)
    worker.drain()
    said = milestones.congratulate(world.lin, milestone, words=PRIVATE)
    worker.drain()
    milestones.thank(world.ana, said, words=PRIVATE, openly=False)
    worker.drain()


def keep_in_touch(world, worker, clock) -> None:
    """An offer, and three weeks in which Ana is reminded of two people at once."""
    ties.offer(world.pau, world.lin)
    for other, last_on in ((world.mia, date(2016, 8, 30)), (world.pau, date(2026, 1, 10))):
        side = ties.begin(world.ana.id, other.id, origin="mentorship", on=last_on)
        ties.write_note(world.ana, side, note=PRIVATE)
        ties.set_wishes(world.ana, side, rhythm_weeks=4, quiet_times=PRIVATE)
        ties.set_wishes(other, ties.begin(other.id, world.ana.id, origin="hand", on=last_on), rhythm_weeks=4)
    notifications.choose_way(world.ana, "ties.reminder", "now")
    clock.move_to(NOW + timedelta(days=8))
    worker.job("ties.look")
    worker.drain()
    clock.move_to(NOW)


@pytest.fixture
def letters(app, request) -> dict[str, EmailMessage]:
    """One mail of each kind that was sent; lived through once for all tests that only read them."""
    if not SENT:
        SENT.update(lived_through(*map(request.getfixturevalue, ("world", "make", "worker", "mails"))))
    return SENT


def lived_through(world, make, worker, mails) -> dict[str, EmailMessage]:
    with time_machine.travel(NOW, tick=False) as clock:
        everything_that_mails(world, worker, clock)
        Circles(world, worker, make, private=PRIVATE, is_listed=True).live(clock)
    kinds = dict(db.session.execute(db.select(OutgoingMail.message_id, OutgoingMail.kind)).all())
    found: dict[str, EmailMessage] = {}
    for message in mails:
        found.setdefault(kinds[str(message["Message-ID"])], message)
    return found


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


def test_a_mail_is_posted_once_about_one_thing(world, worker, mails):
    for _ in range(2):
        mail.post("alumni.check", to=world.ana, about="check:2026")
    worker.drain()
    assert len(db.session.execute(db.select(OutgoingMail)).all()) == 1
