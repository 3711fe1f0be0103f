"""A circle from its founding over six meetings to its closing, lived by four people on the site and by mail."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select

from community.circles.models import Circle, CircleMeeting
from community.core import clock as core_clock
from community.core import registry
from community.core.mail import OutgoingMail
from community.notifications.actions import place_letter
from community.ties import queries as ties
from tests.browser import Page
from tests.journeys.years import SILENT_JOBS, Years, as_in_a_real_house
from tests.postbox import text_of

BEGIN = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
NAME = "Keepers of small lights"
BERLIN = ZoneInfo("Europe/Berlin")
SECRET = "The lamp went out on Tuesday"
# What each gets in half a year: the series, the one meeting that is moved, a day before each; the end. Lin says no each time.
OF_THE_MEETINGS = {"circles.series": 1, "circles.meeting": 1, "circles.ended": 1}
EXPECTED = {
    "ana": {**OF_THE_MEETINGS, "circles.meeting_soon": 6, "circles.joined": 1, "circles.both_wish": 1},
    "mia": {**OF_THE_MEETINGS, "circles.meeting_soon": 6, "circles.invited": 1},
    "pau": {**OF_THE_MEETINGS, "circles.meeting_soon": 6, "circles.answered": 1},
    "lin": {**OF_THE_MEETINGS, "circles.answered": 1},
}


@pytest.fixture
def years(app, worker, monkeypatch):
    as_in_a_real_house(app, monkeypatch)
    with time_machine.travel(BEGIN, tick=False) as clock:
        yield Years(clock, worker, [name for name in registry.of_app().jobs if not SILENT_JOBS.search(name)])


class Circling:
    """The circle as its people use it: each with a browser of their own."""

    def __init__(self, browse, world, db):
        self.db = db
        self.people = {name: getattr(world, name) for name in ("ana", "mia", "pau", "lin")}
        self.browsers = {name: browse(person) for name, person in self.people.items()}
        self.path = ""

    def see(self, who: str, part: str = "", **options) -> Page:
        return self.browsers[who].page(f"{self.path}{part}", **options)

    def do(self, who: str, part: str, data=None, **options) -> Page:
        return self.browsers[who].send(f"{self.path}{part}", data, **options)

    def at(self, who: str, path: str, data=None, **options) -> Page:
        return self.browsers[who].send(path, data, **options)

    def meetings(self):
        self.db.expire_all()
        return self.db.scalars(select(CircleMeeting).order_by(CircleMeeting.starts_at)).all()

    def sign(self, who: str) -> None:
        self.do(who, "/charter/signature", hidden(self.see(who, "/charter"), "/charter/signature"))


def hidden(page: Page, action: str) -> dict[str, str]:
    """The hidden fields of the form on a page that leads there."""
    (form,) = [form for form in page.find_all("form") if (form.get("action") or page.path).endswith(action)]
    inputs = [one for one in form.iter() if one.tag.endswith("input") and one.get("type") == "hidden"]
    return {one.get("name"): one.get("value") or "" for one in inputs if one.get("name") != "csrf_token"}


def found_it(circle: Circling) -> None:
    """Ana starts it, and writes its charter."""
    told = {
        "name": NAME, "purpose": "To keep going.", "topics": "persistence", "language": "en", "mode": "remote", "size": "4",
        "planned_meetings": "6", "rhythm": "month", "minutes": "75", "joining": "on_request", "is_listed": "y",
    }  # fmt: skip
    circle.at("ana", "/circles/new", told)
    circle.path = f"/circles/{circle.db.scalar(select(Circle.public_id))}"
    charter = dict.fromkeys(("purpose", "expectations", "confidentiality", "exceptions", "hurt"), "We listen.")
    circle.do("ana", "/charter/new", {**charter, "replaces": "0", "review_on": "2027-05-01"})


def come_together(circle: Circling, years, mails, browse) -> None:
    """Mia is invited and says yes from her mail, signed out; Pau and Lin ask, and are welcome."""
    circle.do("ana", "/invite", {"person": circle.people["mia"].public_id})
    years.one_round()
    (invitation,) = [one for one in mails.messages if one["To"].addresses[0].addr_spec == "mia@example.org"]
    link = re.search(r"http://localhost(/circles/answer/\S+)", text_of(invitation)).group(1)
    browse().page(link)
    browse().send(link)
    for name in ("pau", "lin"):
        circle.do(name, "/ask", {"words": "I would like to."})
        page = circle.see("ana", "/people")
        (answer,) = [path for method, path in page.forms if path.startswith("/circles/requests/")][:1]
        circle.at("ana", answer, {"wants": "yes"})
    for name in ("mia", "pau", "lin"):
        circle.sign(name)
    assert circle.db.scalar(select(Circle.taken)) == 4


def test_a_circle_from_its_founding_over_six_meetings_to_its_closing(world, make, db, browse, mails, years):
    make.tie(world.ana, world.mia, on=date(2020, 5, 1))
    circle = Circling(browse, world, db)
    for person in circle.people.values():
        place_letter(person)
    found_it(circle)
    come_together(circle, years, mails, browse)
    first = {
        "when-day": "2026-11-24",
        "when-at": "19:00",
        "minutes": "75",
        "rhythm": "month",
        "length": "6",
        "agenda": "",
    }
    circle.do("ana", "/meetings/new", first)
    circle.do("pau", "/posts", {"words": SECRET})
    years.one_round()
    meet_six_times(circle, years)
    assert ties.between(world.ana.id, world.mia.id).last_on == circle.meetings()[-1].starts_at.date()
    close_it(circle, years)
    stays_to_be_read(circle, years, world)
    years.pass_until(core_clock.today() + timedelta(days=14))
    assert mails_of(world, db) == EXPECTED
    assert not [one for one in mails.messages if SECRET in text_of(one)]


def meet_six_times(circle: Circling, years) -> None:
    """Month after month, across the change to summer time; the third is a day later, and everybody is told."""
    assert len(circle.meetings()) == 6
    third = circle.meetings()[2]
    change = {"when-day": (third.starts_at.date() + timedelta(days=1)).isoformat(), "when-at": "19:00", "minutes": "75"}
    circle.at("ana", f"/circles/meetings/{third.public_id}/change", {**change, "scope": "one"})
    for number in range(6):
        meeting = circle.meetings()[number]
        path = f"/circles/meetings/{meeting.public_id}"
        assert meeting.starts_at.astimezone(BERLIN).hour == 19
        circle.at("mia", f"{path}/answer", {"answer": "yes", "reason": ""})
        circle.at("lin", f"{path}/answer", {"answer": "no", "reason": "The baby."})
        years.pass_until(meeting.starts_at.date() + timedelta(days=1), hour=12, step=timedelta(days=1))
        everybody = [circle.people[name].public_id for name in ("ana", "mia", "pau")]
        circle.at("ana", f"{path}/attendance", {"present": everybody})
        due = meeting.starts_at.date() + timedelta(days=20)
        circle.do("pau", "/promises", {"words": f"Promise {number}", "due_on": due.isoformat()})
        kept = [path for _method, path in circle.see("pau", "/promises").forms if path.endswith("/kept")]
        circle.at("pau", kept[0])
        years.one_round()


def close_it(circle: Circling, years) -> None:
    """The closing round: what each writes appears to who has written; with the last one the circle ends."""
    until = core_clock.today() + timedelta(days=14)
    circle.do("ana", "/closing", {"until": until.isoformat()})
    circle.do("ana", "/closing/words", {"keep": "Our evenings", "let_go": "", "took": ""})
    assert "Our evenings" not in circle.see("mia", "/closing").words
    for name in ("mia", "pau", "lin"):
        circle.do(name, "/closing/words", {"keep": f"Kept by {name}", "let_go": "", "took": ""})
    assert "Our evenings" in circle.see("mia", "/closing").words
    circle.do("ana", "/ties", {"people": [circle.people[name].public_id for name in ("pau", "lin")]})
    circle.do("pau", "/ties", {"people": [circle.people["ana"].public_id]})
    years.one_round()
    assert circle.db.scalar(select(Circle.state)) == "ended"


def stays_to_be_read(circle: Circling, years, world) -> None:
    """Its members read what was; nobody writes; two of them, who both wished it, are in touch."""
    assert SECRET in circle.see("mia").words
    circle.do("pau", "/posts", {"words": "One more thing"}, status=403)
    assert ties.between(world.ana.id, world.pau.id).tie.origin == "circle"
    assert ties.between(world.ana.id, world.lin.id) is None


def mails_of(world, db) -> dict[str, Counter]:
    """What each of the four got, by kind; what turned out not to be wanted was not sent."""
    sent = db.execute(select(OutgoingMail.person_id, OutgoingMail.kind).where(OutgoingMail.state == "sent")).all()
    names = {getattr(world, name).id: name for name in ("ana", "mia", "pau", "lin")}
    found = {name: Counter() for name in names.values()}
    for person_id, kind in sent:
        if person_id in names:
            found[names[person_id]][kind] += 1
    return found
