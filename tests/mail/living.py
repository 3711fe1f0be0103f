"""Living through everything about which the community writes: one mail of each kind, for the tests beside this file."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import time_machine

from community.accounts import actions as accounts
from community.catchups import actions as catchups
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.mentorships import actions as mentorships
from community.milestones import actions as milestones
from community.notifications import actions as notifications
from community.ties import actions as ties
from tests.mail.circles import Circles

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
    before_a_letter(world)
    clock.move_to(NOW + timedelta(days=8))
    worker.job("ties.look")
    worker.drain()
    a_letter(world, worker, clock)
    clock.move_to(NOW)


def before_a_letter(world) -> None:
    """Pau’s letters begin, and somebody will be due for him."""
    notifications.choose_way(world.pau, "catchups.asked", "letter")
    notifications.place_letter(world.pau)
    for one, other in ((world.pau, world.cora), (world.cora, world.pau)):
        side = ties.begin(one.id, other.id, origin="hand", on=date(2026, 2, 1))
        ties.set_wishes(one, side, rhythm_weeks=4, quiet_times=PRIVATE)


def a_letter(world, worker, clock) -> None:
    """Pau’s letter: Mo waits for an answer, Ana has shared something, Lin and Pau will meet, and Cora is somebody to reach out to."""
    catchups.ask(world.mod, world.pau, times=times(20), **WORDS)
    agreed = catchups.ask(world.pau, world.lin, times=times(11), **WORDS)
    catchups.accept(world.lin, agreed, starts_at=times(11)[0])
    milestones.tell(
        world.ana, subject=world.ana, kind="new_role", on=date(2026, 10, 28), words=PRIVATE, audience="everyone"
    )
    worker.drain()
    clock.move_to(NOW + timedelta(days=9, minutes=5))
    worker.job("notifications.letters")
    worker.drain()


def lived_through(world, make, worker, mails) -> dict[str, EmailMessage]:
    with time_machine.travel(NOW, tick=False) as clock:
        everything_that_mails(world, worker, clock)
        Circles(world, worker, make, private=PRIVATE, is_listed=True).live(clock)
    kinds = dict(db.session.execute(db.select(OutgoingMail.message_id, OutgoingMail.kind)).all())
    found: dict[str, EmailMessage] = {}
    for message in mails:
        found.setdefault(kinds[str(message["Message-ID"])], message)
    return found
