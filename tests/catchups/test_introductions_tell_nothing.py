"""Whatever one side of an introduction says, the other side and the proposer read, get and pay the same to the byte.

Each scenario is lived through from the same beginning (a savepoint), so that even random addresses must agree.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from community.catchups import actions
from community.catchups.links import INTRODUCED
from community.catchups.models import Introduction, IntroductionSide
from tests.catchups.conftest import NOW
from tests.sql import statements

ANSWERS = {"no": False, "silence": None, "yes": True}
MOMENTS = (timedelta(hours=2), timedelta(days=8), timedelta(days=30, hours=2))
CHANGES_EACH_TIME = re.compile(
    r'nonce="[^"]*"|name="csrf_token" value="[^"]*"|<meta name="csrf[^>]*>|value="[\w-]+\.[\w-]+\.[\w-]+"'
)


@pytest.fixture
def sides(world, make, worker, db) -> dict[str, int]:
    """Mia has introduced Ana and Pau, and both have their mail: side ids by name."""
    introduction_id = make.introduction(world.mia, world.ana, world.pau).id
    worker.drain()
    found = select(IntroductionSide).where(IntroductionSide.introduction_id == introduction_id)
    names = {world.ana.id: "ana", world.pau.id: "pau"}
    return {names[side.person_id]: side.id for side in db.scalars(found)}


@pytest.fixture
def seen(db, world, browse, worker, mails, sides, clock):
    """seen(reader, ana=…, pau=…): all that one person can learn over thirty days when the two answer like this."""

    def look(reader: str, *, ana: str, pau: str, late: bool = False) -> list[Any]:
        clock.move_to(NOW)
        mails.empty()
        savepoint = db.begin_nested()
        db.connection()
        try:
            return live_through(reader, {"ana": ana, "pau": pau}, late)
        finally:
            savepoint.rollback()
            db.expire_all()

    def live_through(reader: str, answers: dict[str, str], late: bool) -> list[Any]:
        learnt: list[Any] = []
        order = sorted(answers, reverse=late)
        for minute, name in enumerate(order):
            clock.move_to(NOW + timedelta(minutes=minute))
            said = answer(name, answers[name])
            if name == reader:
                learnt.append(said)
        learnt += visit(reader)
        for moment in MOMENTS:
            clock.move_to(NOW + moment)
            worker.job("catchups.settle_introductions")
            worker.job("catchups.remind_to_answer")
            worker.job("catchups.lapse")
            worker.drain()
            learnt += visit(reader)
        person = getattr(world, reader)
        letters = [(letter["Subject"], letter.get_body(("plain",)).get_content()) for letter in mails.to(person.email)]
        return [*learnt, letters]

    def answer(name: str, said: str) -> Any:
        if ANSWERS[said] is None:
            return None
        side = db.get(IntroductionSide, sides[name])
        browser = browse(getattr(world, name), checks=False)
        path = f"/catchups/introductions/{side.public_id}/answer"
        with statements() as asked:
            response = browser.post(path, data={"wants": said})
        return response.status_code, response.location, len(asked)

    def visit(reader: str) -> list[Any]:
        browser = browse(getattr(world, reader), checks=False)
        return [fetch(browser, path) for path in addresses(reader)]

    def fetch(browser: Any, path: str) -> Any:
        with statements() as asked:
            response = browser.get(path)
        headers = {key: value for key, value in response.headers if key not in {"Set-Cookie", "Date"}}
        headers = {
            key: CHANGES_EACH_TIME.sub("", re.sub(r"'nonce-[^']*'", "", value)) for key, value in headers.items()
        }
        headers.pop("Content-Length", None)
        return path, response.status_code, headers, CHANGES_EACH_TIME.sub("", response.text), len(asked)

    def addresses(reader: str) -> list[str]:
        found = ["/", "/catchups", "/catchups/introductions", "/catchups/introductions/new"]
        found += [f"/members/{getattr(world, name).public_id}" for name in ("ana", "pau")]
        found += [f"/members/{world.ana.public_id}/catch-up", f"/members/{world.pau.public_id}/catch-up"]
        for side_id in sides.values():
            found.append(f"/catchups/introductions/{db.get(IntroductionSide, side_id).public_id}")
        if reader in sides:
            found += [
                f"/catchups/introduced/{INTRODUCED.token(getattr(world, reader), sides[reader], wants)}"
                for wants in (True, False)
            ]
        return found

    return look


LIVES = [(reader, other, own, False) for reader, other in (("ana", "pau"), ("pau", "ana")) for own in ANSWERS]


@pytest.mark.parametrize(("reader", "other", "own", "late"), [*LIVES, ("ana", "pau", "yes", True)])
def test_the_answer_of_the_other_cannot_be_told(reader, other, own, late, seen):
    learnt = {said: seen(reader, **{reader: own, other: said}, late=late) for said in ANSWERS}
    assert learnt["no"] == learnt["silence"]
    if own == "yes":
        assert learnt["yes"] != learnt["no"], "both said yes: a catch-up has begun"
    else:
        assert learnt["yes"] == learnt["no"]


def test_the_proposer_learns_nothing_from_any_pair_of_answers(seen):
    first = seen("mia", ana="silence", pau="silence")
    for ana in ANSWERS:
        for pau in ANSWERS:
            assert seen("mia", ana=ana, pau=pau) == first, (ana, pau)


def test_the_proposer_reads_the_same_line_for_ever(world, browse, make, clock, worker, db):
    made = make.introduction(world.mia, world.ana, world.pau)
    untold = make.introduction(world.mia, world.pau, world.ana)
    assert (made.state, untold.state) == ("open", "untold")
    line = "You introduced {} and {} on 20 October 2026."
    for days in (0, 29, 31, 400):
        clock.move_to(NOW + timedelta(days=days))
        worker.job("catchups.settle_introductions")
        page = browse(world.mia).page("/catchups/introductions")
        for one, other in ((world.ana, world.pau), (world.pau, world.ana)):
            assert line.format(one.name, other.name) in page.words
        assert not [link for link in page.links if link.startswith("/catchups/introductions/") and "new" not in link]


def test_what_waits_for_the_worker_goes_to_both_or_to_nobody(world, make, worker, db):
    """Between the second yes and the clock's look nothing is under way that could arrive early."""
    introduction = make.introduction(world.mia, world.ana, world.pau)
    sides = list(introduction.sides)
    worker.drain()
    for person, side in zip((world.ana, world.pau), sides, strict=True):
        actions.answer_introduction(person, side, wants=True)
        assert worker.drain() == 0
    worker.job("catchups.settle_introductions")
    assert worker.drain() > 0
    assert db.scalar(select(Introduction.state)) == "begun"
