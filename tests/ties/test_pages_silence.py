"""Nothing of what one side wishes can be inferred by the other: their pages are the same, byte for byte, and no mail goes out."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from community.accounts.models import Person
from community.core import clock as core_clock
from community.core.extensions import db as database
from community.notifications import actions as notifications
from community.ties import actions, queries
from tests.ties.conftest import NOW, wish

ONCE = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"')


def test_pages_are_byte_identical_whatever_the_other_side_sets(world, make, browse, worker, mails):
    tie = make.tie(world.ana, world.mia, on=date(2019, 8, 31))
    due = make.due(world.ana, world.pau, on=date(2020, 1, 31))
    for side in (tie, due):
        actions.set_wishes(world.ana, side, rhythm_weeks=13)
    actions.offer(world.ana, world.lin)
    worker.drain()
    browser = browse(world.ana, checks=False)
    paths = ["/", "/ties", *(f"/ties?state={state}" for state in ("due", "long_ago", "in_touch", "quiet", "resting"))]
    paths += [f"/ties/{side.tie.public_id}" for side in (tie, due)]
    paths += [f"/ties/warm-up?to={tie.tie.public_id}", "/notifications", "/members", "/catchups"]
    paths += [f"/members/{one.public_id}" for one in (world.mia, world.pau, world.lin)]

    def fetched():
        answers = {path: browser.get(path) for path in paths}
        return {path: (ONCE.sub("", answer.text), sorted(answer.headers.keys())) for path, answer in answers.items()}

    fetched()
    before, sent = fetched(), len(mails)
    for change in everything_of_the_others(world, make, tie, due):
        change()
        worker.drain()
        assert fetched() == before
        assert len(mails) == sent


def everything_of_the_others(world, make, tie, due):
    """One after the other: all that Mia, Pau and Lin can set."""
    later = core_clock.today() + timedelta(days=40)
    for person, side in ((world.mia, make.side(world.mia, tie)), (world.pau, make.side(world.pau, due))):
        for weeks in (2, 52, None):
            yield lambda p=person, s=side, w=weeks: actions.set_wishes(
                p, s, rhythm_weeks=w, channel="call" if w else None, quiet_times="not in August"
            )
        yield lambda p=person, s=side: actions.write_note(p, s, note="Where we left off")
        yield lambda p=person, s=side: actions.quiet_until(p, s, until=later)
        yield lambda p=person, s=side: actions.rest(p, s)
        yield lambda p=person, s=side: actions.take_up(p, s)
        yield lambda p=person: notifications.choose_way(p, "ties.reminder", "never")
    yield lambda: actions.answer_offer(world.lin, world.ana, yes=False)


def test_own_pages_do_change_so_that_the_test_above_means_something(world, make, browse):
    tie = make.tie(world.ana, world.mia, on=date(2019, 8, 31))
    browser = browse(world.ana)
    before = browser.get("/ties").text
    actions.rest(world.ana, tie)
    assert ONCE.sub("", browser.get("/ties").text) != ONCE.sub("", before)
    assert queries.side_of(world.mia, tie.tie.public_id).rested_at is None


# --- over weeks: once due, nothing the other sets shows in anything one reads --------------------------------------

WEEKS = 8
Steps = dict[int, Callable[[Person, Person], None]]


def _side(person: Person, other: Person):
    return queries.between(person.id, other.id)


def _rests(person: Person, other: Person) -> None:
    actions.rest(person, _side(person, other))


def _takes_up(person: Person, other: Person) -> None:
    actions.take_up(person, _side(person, other))


def _wants_quiet(person: Person, other: Person) -> None:
    actions.quiet_until(person, _side(person, other), until=core_clock.today() + timedelta(days=25))


def _wishes(weeks: int | None) -> Callable[[Person, Person], None]:
    return lambda person, other: wish(person, other, weeks)


# What the other side sets, by the day; it is found due within the first week.
LIVES: dict[str, Steps] = {
    "rests before the mail": {8: _rests, 30: _takes_up},
    "slower, then none, then fast": {8: _wishes(52), 15: _wishes(None), 36: _wishes(2)},
    "quiet twice": {8: _wants_quiet, 33: _wants_quiet},
}
OWN: dict[str, Steps] = {"nothing": {}, "later": {12: _wants_quiet}}


@pytest.mark.parametrize("own", OWN)
def test_for_eight_weeks_pages_and_mails_are_the_same_whatever_the_other_sets(
    world, make, browse, worker, mails, clock, own
):
    make.tie(world.ana, world.mia, on=date(2020, 8, 31), rhythm=8)
    notifications.choose_way(world.ana, "ties.reminder", "now")
    ana, mia = world.ana.id, world.mia.id
    database.session.commit()

    def lived(life: Steps) -> list[object]:
        """Eight weeks of Ana's pages and mails; undone afterwards."""
        database.session.remove()
        clock.move_to(NOW)
        mails.empty()
        undone = database.engine.begin_nested()
        browser = browse(database.session.get_one(Person, ana), checks=False)
        days = [_day(day, life, browser) for day in range(7 * WEEKS)]
        database.session.remove()
        undone.rollback()
        return [days, _mails_to("ana", mails)]

    def _day(day: int, life: Steps, browser) -> list[str]:
        clock.move_to(NOW + timedelta(days=day))
        one, other = (database.session.get_one(Person, each) for each in (ana, mia))
        for steps, me, them in ((OWN[own], one, other), (life, other, one)):
            if day in steps:
                steps[day](me, them)
        worker.job("ties.look")
        worker.drain()
        paths = ("/", "/ties", f"/ties/{_side(one, other).tie.public_id}") if day % 4 == 3 else ()
        return [ONCE.sub("", browser.get(path).text) for path in paths]

    nothing = lived({})
    assert any("A word now would be well timed" in page for pages in nothing[0] for page in pages)
    assert ("A word now would be well timed" in nothing[0][-1][1]) == (own == "later") and nothing[1]
    for name, life in LIVES.items():
        days, sent = lived(life)
        differs = [day for day, (one, other) in enumerate(zip(nothing[0], days, strict=True)) if one != other]
        assert (differs, sent) == ([], nothing[1]), name


def _mails_to(name: str, mails) -> list[tuple[str, str]]:
    """Subject and words of the mails somebody got, without the tokens in their links."""
    return [
        (str(mail["Subject"]), re.sub(r"by-mail/\S+", "", mail.get_body(("plain",)).get_content()))
        for mail in mails
        if mail["To"].addresses[0].addr_spec.startswith(name)
    ]
