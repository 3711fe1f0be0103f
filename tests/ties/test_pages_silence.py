"""Nothing of what one side wishes can be inferred by the other: their pages are the same, byte for byte, and no mail goes out."""

import re
from datetime import date, timedelta

from community.core import clock
from community.ties import actions, queries

ONCE = re.compile(r'nonce="[^"]*"|name="csrf_token" value="[^"]*"')


def test_pages_are_byte_identical_whatever_the_other_side_sets(world, make, browse, worker, mails):
    tie = make.tie(world.ana, world.mia, on=date(2019, 8, 31))
    due = make.due(world.ana, world.pau, on=date(2020, 1, 31))
    for side in (tie, due):
        actions.set_wishes(world.ana, side, rhythm_weeks=13)
    actions.offer(world.ana, world.lin)
    worker.drain()
    browser = browse(world.ana)
    paths = ["/", "/ties", *(f"/ties?state={state}" for state in ("due", "long_ago", "in_touch", "quiet", "resting"))]
    paths += [f"/ties/{side.tie.public_id}" for side in (tie, due)]
    paths += [f"/ties/warm-up?to={tie.tie.public_id}", "/ties/reminders", "/members", "/catchups"]
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
    later = clock.today() + timedelta(days=40)
    for person, side in ((world.mia, make.side(world.mia, tie)), (world.pau, make.side(world.pau, due))):
        for weeks in (2, 52, None):
            yield lambda p=person, s=side, w=weeks: actions.set_wishes(
                p, s, rhythm_weeks=w, channel="call" if w else None, quiet_times="not in August"
            )
        yield lambda p=person, s=side: actions.write_note(p, s, note="Where we left off")
        yield lambda p=person, s=side: actions.quiet_until(p, s, until=later)
        yield lambda p=person, s=side: actions.rest(p, s)
        yield lambda p=person, s=side: actions.take_up(p, s)
        yield lambda p=person: actions.set_reminder_time(p, every="never", weekday=0, hour=7)
    yield lambda: actions.answer_offer(world.lin, world.ana, yes=False)


def test_own_pages_do_change_so_that_the_test_above_means_something(world, make, browse):
    tie = make.tie(world.ana, world.mia, on=date(2019, 8, 31))
    browser = browse(world.ana)
    before = browser.get("/ties").text
    actions.rest(world.ana, tie)
    assert ONCE.sub("", browser.get("/ties").text) != ONCE.sub("", before)
    assert queries.side_of(world.mia, tie.tie.public_id).rested_at is None
