"""A mentorship from its import to a third catch-up, over two years of two people who are rarely here; and every mail on the way."""

import io
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select

from community.accounts import actions as accounts
from community.accounts.queries import person_by_email
from community.catchups.forms.answering import name_of
from community.catchups.models import CatchUp
from community.core import clock as core_clock
from community.core import registry
from community.core.mail import OutgoingMail
from community.notifications.models import LETTER_MAIL
from community.ties import queries as ties
from tests.accounts.test_joining import walk
from tests.journeys.years import SILENT_JOBS, Years, as_in_a_real_house
from tests.postbox import text_of

BEGIN = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)
LARS, JULIE = "lars@example.net", "julie@example.net"
ROSTER = (
    "mentor_name,mentor_email,coachee_name,coachee_email,programme,cohort,started_on,ended_on,focus\n"
    f"Lars Öberg,{LARS},Julie Tran,{JULIE},Tides,2026,2026-05-01,2026-09-30,Reading the sea\n"
)
ZONES = {LARS: "Europe/Berlin", JULIE: "America/New_York"}
# What two people get in two years in which they meet three times, telephone once, once do not find a time, and each share
# something with the other. Whatever has time comes with the letter, which comes when it is time for a word, and to Julie
# once more with the news of Lars; her news Lars, who mentored her, gets at once.
MEETINGS = {"catchups.agreed": 3, "catchups.tomorrow": 3, "catchups.did_you_meet": 3}
BOTH = {**MEETINGS, "accounts.invitation": 1, "alumni.check": 1}
EXPECTED = {
    LARS: {**BOTH, "notifications.letter": 5, "catchups.asked": 2, "catchups.not_now": 1, "milestones.shared": 1},
    JULIE: {**BOTH, "notifications.letter": 6, "catchups.asked": 2},
}
LAST = (
    "Your mentorship ended in September 2026.",
    "Last in touch in January.",
    "Last in touch in May.",
    "Last in touch in November 2027.",
    "Last in touch in May.",
)
REMINDED = "A word with {} would be well timed. {}"
IN_LETTERS = {
    LARS: [REMINDED.format("Julie Tran", last) for last in LAST],
    JULIE: [REMINDED.format("Lars Öberg", last) for last in LAST],
}
IN_LETTERS[JULIE].insert(3, "Lars Öberg finished a piece of work.")


@pytest.fixture
def years(app, worker, monkeypatch):
    """years.pass_until(day): time passes, the jobs run and what is due is delivered, as in a house that is left alone."""
    as_in_a_real_house(app, monkeypatch)
    with time_machine.travel(BEGIN, tick=False) as clock:
        yield Years(clock, worker, [name for name in registry.of_app().jobs if not SILENT_JOBS.search(name)])


class Someone:
    """One of the two: their browser, the mails they got, and what they do with them."""

    def __init__(self, email, browse, mails):
        self.email, self.person, self.mails = email, person_by_email(email), mails
        self.public_id = self.person.public_id
        self.browse, self.elsewhere = browse, browse()

    @property
    def browser(self):
        """Signed in anew: nobody stays signed in for months."""
        return self.browse(self.person)

    def link(self, words):
        """The link of ours that follows these words in the newest mail which has them."""
        for message in reversed(self.mails.to(self.email)):
            found = re.search(re.escape(words) + r"\s*:?\s*http://localhost(/\S+)", text_of(message))
            if found:
                return found.group(1)
        raise AssertionError(
            f"no mail with a link after {words!r}; the newest: {text_of(self.mails.to(self.email)[-1])}"
        )

    def say_by_mail(self, words, **typed):
        """Open a link of a mail, signed out, and press the one button of its page."""
        path = self.link(words)
        self.elsewhere.page(path)
        self.elsewhere.follow(self.elsewhere.send(path, typed))

    def share(self, words):
        """Tell everyone of something good."""
        told = {"kind": "project", "on": core_clock.today().isoformat(), "words": words, "audience": "everyone"}
        self.browser.follow(self.browser.send("/milestones/new", told))

    def ask(self, other, *, days, kind="call"):
        """Ask the other for a catch-up at a time in so many days; gives that time."""
        wished = (core_clock.now() + timedelta(days=days)).replace(hour=16, minute=0)
        wall = wished.astimezone(ZoneInfo(ZONES[self.email]))
        page = self.browser.send(
            f"/members/{other.public_id}/catch-up",
            {
                "kind": kind, "mode": "remote", "minutes": "30", "topic": "How are you?", "words": "It has been a while.",
                "who_proposes": "me", "times-0-day": wall.date().isoformat(), "times-0-at": wall.strftime("%H:%M"),
            },
        )  # fmt: skip
        self.browser.follow(page)
        return wished


def test_one_mentorship_over_two_years(app, db, world, browse, mails, worker, years):
    import_roster(world, browse, worker)
    join(world, browse, mails, worker, LARS)
    join(world, browse, mails, worker, JULIE)
    worker.drain()
    lars, julie = Someone(LARS, browse, mails), Someone(JULIE, browse, mails)

    tie = the_tie(db)
    assert (tie.origin, tie.last_on) == ("mentorship", date(2026, 9, 30))
    assert "Julie Tran" in lars.browser.page("/").words, "home names whom one has known"
    lars.browser.send(f"/ties/{tie.public_id}/wishes", {"wishes-rhythm": "13", "wishes-way": "none"})
    julie.browser.send(f"/ties/{tie.public_id}/wishes", {"wishes-rhythm": "8", "wishes-way": "none"})

    # Thirteen weeks after the end, not eight: the slower rhythm counts. One letter to each, and the first catch-up.
    years.pass_until(date(2026, 12, 28))
    assert letters(db) == 0
    years.pass_until(date(2027, 1, 18))
    assert letters(db) == 2
    meet(years, db, asker=julie, asked=lars, by_mail=True)

    # Reminded again in spring: this time they just telephone, and Lars says so from the letter.
    years.pass_until(date(2027, 5, 20))
    assert letters(db) == 4
    lars.say_by_mail("We talked")
    assert newest(db) == core_clock.today()

    # In September Julie has no time, and says when; the second catch-up is in November.
    years.pass_until(date(2027, 9, 10))
    assert letters(db) == 6
    lars.ask(julie, days=6)
    worker.drain()
    asked = open_request(db)
    julie.browser.send(f"/catchups/{asked.public_id}/refusal", {"ask_after": "2027-11-01", "instead": ""})
    years.pass_until(date(2027, 11, 5))
    assert "Julie Tran" in lars.browser.page("/").words
    meet(years, db, asker=lars, asked=julie, by_mail=False)

    # In winter both share something: each hears of it once, and the letter of February does not say it again.
    years.pass_until(date(2028, 1, 10))
    for somebody in (lars, julie):
        somebody.share("A winter by the sea.")
    years.pass_until(date(2028, 1, 20))
    assert letters(db) == 7

    # The third in the spring of the second year, after another reminder.
    years.pass_until(date(2028, 5, 20))
    meet(years, db, asker=julie, asked=lars, by_mail=True)
    years.pass_until(date(2028, 10, 20))

    assert db.query(CatchUp).filter_by(state="happened").count() == 3
    demand_few_mails(db, mails)


def import_roster(world, browse, worker):
    """The coordinator imports, and invites both."""
    coordinator = browse(world.cora)
    answer = coordinator.post(
        "/coordination/import",
        data={"file": (io.BytesIO(ROSTER.encode()), "roster.csv")},
        content_type="multipart/form-data",
    )
    coordinator.send(f"{answer.location}/carrying-out")
    worker.drain()
    for email in (LARS, JULIE):
        accounts.send_invitation(world.cora, person_by_email(email))
    worker.drain()


def join(world, browse, mails, worker, email):
    """Take the invitation up; who may see the mentorship: everybody."""
    (invitation,) = mails.to(email)
    path = re.search(r"http://localhost(/join/\S+)", text_of(invitation)).group(1)
    name = person_by_email(email).name
    walk(browse(), path, **{"about-you": {"name": name, "pronouns": "", "time_zone": ZONES[email], "language": "en"}})
    worker.drain()


def meet(years, db, *, asker, asked, by_mail):
    """One asks, the other says yes, they meet, and say so."""
    when = asker.ask(asked, days=5)
    years.one_round()
    request = open_request(db)
    yes = {name_of(when): "yes", "place": ""}
    if by_mail:
        asked.say_by_mail("Answer without signing in", **yes)
    else:
        asked.browser.send(f"/catchups/{request.public_id}/answers", yes)
    years.pass_until((when + timedelta(days=1)).date(), hour=18, step=timedelta(hours=12))
    if by_mail:
        asked.say_by_mail("Yes, we met")
    else:
        asker.browser.send(f"/catchups/{request.public_id}/outcome", {"met": "yes"})
    years.one_round()
    db.refresh(request)
    assert request.state == "happened"
    assert newest(db) == when.date(), "any contact restarts the clock"


def open_request(db):
    return db.scalar(select(CatchUp).where(CatchUp.state == "asked"))


def newest(db):
    db.expire_all()
    return the_tie(db).last_on


def the_tie(db):
    """The tie of Lars and Julie."""
    return ties.between(person_by_email(LARS).id, person_by_email(JULIE).id).tie


def letters(db):
    """How many have been sent; those that had nothing to say were not."""
    return db.query(OutgoingMail).filter_by(kind=LETTER_MAIL, state="sent").count()


def demand_few_mails(db, mails):
    """Every mail that was sent on the way, and every line of the letters: these, and no others. So nothing is said twice, and
    no reminder comes before the slower rhythm has passed."""
    sent = db.scalars(select(OutgoingMail).where(OutgoingMail.state == "sent").order_by(OutgoingMail.id)).all()
    assert len(sent) == len(mails)
    told = [(one.sent_at.date(), one.address, one.kind) for one in sent if one.address in ZONES]
    listed = "\n".join(f"{day} {email:20} {kind}" for day, email, kind in told)
    for email, expected in EXPECTED.items():
        assert Counter(kind for _day, address, kind in told if address == email) == expected, listed
        assert [line for message in mails.to(email) for line in points_of(message)] == IN_LETTERS[email]
    letters_of_lars = [day for day, address, kind in told if kind == LETTER_MAIL and address == LARS]
    assert min(later - day for day, later in pairwise(letters_of_lars)) > timedelta(weeks=13), listed


def points_of(message):
    """What a letter says, point by point: each stands above the address it leads to. Other mails have none."""
    lines = text_of(message).splitlines()
    return [one.strip() for one, below in pairwise(lines) if one.startswith("  ") and below.startswith("  http")]
