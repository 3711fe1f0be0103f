"""The feed: of whom, narrowed by what, in which order, page by page; and what home and profiles take from it."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import Engine, event, select

from community.alumni.actions import ensure_profile, reindex_person
from community.core import clock as core_clock
from community.core import search
from community.core.extensions import db
from community.core.prepared import rows
from community.milestones import actions, queries
from community.milestones.queries import Wanted
from tests.sql import statements

feed_module = sys.modules["community.milestones.queries.feed"]
lists_module = sys.modules["community.milestones.queries.lists"]


@contextmanager
def statements_with_values(seen: list) -> Iterator[None]:
    """Keep the statements sent while inside, with their values."""

    def note(connection, cursor, statement, parameters, context, executemany):
        seen.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def time():
    with time_machine.travel(core_clock.now(), tick=False) as traveller:
        yield traveller


def ids(found):
    return [row.id for row in found]


def shared(make, subject, **values):
    return make.milestone(subject, **values).id


def test_my_people_and_everyone(world, make, time):
    found = {}
    for name in ("pau", "lin", "mia", "ana"):
        time.shift(60)
        found[name] = shared(make, getattr(world, name))
    assert ids(queries.feed(world.ana, Wanted(of="people"))) == [found["ana"], found["mia"]]
    assert ids(queries.feed(world.ana, Wanted(of="everyone"))) == [found[name] for name in ("ana", "mia", "lin", "pau")]
    make.tie(world.ana, world.lin)
    assert ids(queries.feed(world.ana, Wanted(of="people"))) == [found[name] for name in ("ana", "mia", "lin")]


@pytest.mark.parametrize("of", ["people", "everyone"])
def test_page_by_page_nothing_is_skipped_or_shown_twice(world, make, time, of):
    made = []
    for number in range(45):
        if number % 3:  # some at the very same moment
            time.shift(1)
        made.append(shared(make, world.mia, audience=("everyone", "mentorships")[number % 2]))
    seen, after = [], None
    while True:
        page = queries.feed(world.ana, Wanted(of=of), after)
        seen += ids(page)
        if (after := page.next_after) is None:
            break
    assert seen == made[::-1]


def test_every_way_to_reach_a_reader_stands_in_the_feed_once(world, make, time):
    make.tie(world.lin, world.ana)
    cohort = {"audience": "cohort", "which": world.cohort.public_id}
    made = [
        shared(make, world.mia, audience="mentorships"),
        shared(make, world.mia, audience="everyone"),
        shared(make, world.mia, **cohort),
        shared(make, world.lin, audience="ties"),
        shared(make, world.ana, audience="mentorships"),
        shared(make, world.lin, author=world.ana, audience="ties"),
    ]
    for of in ("people", "everyone"):
        assert sorted(ids(queries.feed(world.ana, Wanted(of=of)))) == made, of
    assert ids(queries.feed(world.pau, Wanted(of="everyone"))) == [made[2], made[1]]


def test_narrowed_by_kind(world, make):
    talk = shared(make, world.mia, kind="publication")
    shared(make, world.mia, kind="move")
    for of in ("people", "everyone"):
        assert ids(queries.feed(world.ana, Wanted(of=of, kind="publication"))) == [talk]
        assert ids(queries.feed(world.ana, Wanted(of=of, kind="personal"))) == []


@pytest.fixture
def known(world, db):
    """Everybody's profile knows their cohorts; they show them to all."""

    def know(**hidden):
        for name, person in world.everyone.items():
            profile = ensure_profile(person)
            profile.audiences = profile.audiences | {"cohorts": hidden.get(name, "members")}
            db.flush()
            reindex_person(person.id)

    return know


@pytest.mark.parametrize("field", ["programme", "cohort"])
@pytest.mark.parametrize("rare", [True, False])
def test_narrowed_by_programme_and_cohort(world, make, known, field, rare, monkeypatch):
    monkeypatch.setattr(feed_module, "RARE", 5_000 if rare else 0)
    known()
    in_it, out_of_it = shared(make, world.pau), shared(make, world.lin)
    row = next(one for one in queries.filters() if one.cohort == world.cohort.public_id)
    for of in ("people", "everyone"):
        found = ids(queries.feed(world.ana, Wanted(of=of, **{field: getattr(row, field)})))
        assert found == ([in_it] if of == "everyone" else []), of
    assert out_of_it not in ids(queries.feed(world.ana, Wanted(of="everyone", **{field: "no-such"})))


@pytest.mark.parametrize("rare", [True, False])
def test_by_a_cohort_somebody_hides_nothing_of_theirs_is_found(world, make, known, rare, monkeypatch):
    monkeypatch.setattr(feed_module, "RARE", 5_000 if rare else 0)
    known(pau="me")
    shared(make, world.pau)
    wanted = Wanted(of="everyone", cohort=world.cohort.public_id)
    assert ids(queries.feed(world.lin, wanted)) == []
    assert len(queries.feed(world.lin, Wanted(of="everyone"))) == 1
    known(pau="members")
    assert len(queries.feed(world.lin, wanted)) == 1


# --- words ----------------------------------------------------------------------------------------------------


def test_found_by_words_and_name_and_no_longer_when_taken_back(world, make):
    milestone = make.milestone(world.mia, words="I wrote about **lighthouses** and their keepers.")
    for words in ("lighthouse", "LIGHTHOUSES keep", "mia lighthouse", "chen"):
        assert ids(queries.feed(world.lin, Wanted(of="everyone", words=words))) == [milestone.id], words
        assert ids(queries.feed(world.ana, Wanted(of="people", words=words))) == [milestone.id], words
    assert ids(queries.feed(world.lin, Wanted(of="people", words="lighthouse"))) == []
    actions.edit(world.mia, milestone, kind="move", on=date(2020, 1, 1), words="I moved house.")
    assert not ids(queries.feed(world.lin, Wanted(of="everyone", words="lighthouse")))
    assert ids(queries.feed(world.lin, Wanted(of="everyone", words="moved")))
    assert not ids(queries.feed(world.lin, Wanted(of="everyone", words="moved", kind="project")))
    actions.take_back(world.mia, milestone)
    assert not ids(queries.feed(world.lin, Wanted(of="everyone", words="moved")))
    kept = select(search.entries.c.id).where(search.entries.c.kind == "milestone")
    assert db.session.execute(kept).all() == [], "the index keeps no word of what was taken back"


def test_found_by_the_new_name_of_its_subject(world, make):
    milestone = make.milestone(world.mia)
    world.mia.name = "Mia Faro"
    actions.reindex_of(world.mia.id)
    assert ids(queries.feed(world.lin, Wanted(of="everyone", words="faro"))) == [milestone.id]


def test_reindexing_finds_the_same(world, make, db):
    from community.milestones.bulk import entries_of_everything

    milestone = make.milestone(world.mia, words="Tidewrack")
    make.milestone(world.ana, world.mia, approved=False, words="Tidewrack")
    assert search.rebuild("milestone", entries_of_everything()) == 1
    assert ids(queries.feed(world.ana, Wanted(of="everyone", words="tidewrack"))) == [milestone.id]


# --- home and profiles ----------------------------------------------------------------------------------------


def lately(actor):
    return queries.lately_for(actor, core_clock.now() - timedelta(days=30))


def news_of(actor):
    return ids(row for row in lately(actor) if row.is_new)


def to_congratulate(actor):
    return ids(row for row in lately(actor) if row.to_congratulate)


def test_news_is_what_my_people_shared_and_i_have_not_seen(world, make, time):
    one = make.milestone(world.mia)
    shared(make, world.pau)
    shared(make, world.ana)
    assert news_of(world.ana) == [one.id]
    actions.note_opened(world.ana, one)
    assert news_of(world.ana) == []
    time.shift(60)
    another = shared(make, world.mia)
    assert news_of(world.ana) == [another]
    actions.note_feed_read(world.ana)
    assert news_of(world.ana) == []
    time.shift(timedelta(minutes=10))
    third = shared(make, world.mia)
    assert news_of(world.ana) == [third]


def test_happening_is_what_i_have_not_congratulated(world, make, time):
    one, other = make.milestone(world.mia), make.milestone(world.mia)
    assert set(to_congratulate(world.ana)) == {one.id, other.id}
    make.congratulation(world.ana, one)
    actions.applaud(world.ana, other)
    assert to_congratulate(world.ana) == news_of(world.ana) == []
    time.shift(timedelta(days=31))
    assert to_congratulate(world.ana) == []


def test_one_statement_finds_the_news_and_whom_to_congratulate(world, make, browse):
    """Seen but not congratulated: no news any more, and still a reason to reach out."""
    milestone = make.milestone(world.mia)
    actions.note_opened(world.ana, milestone)
    (row,) = lately(world.ana)
    assert not row.is_new and row.to_congratulate
    page = browse(world.ana).page("/")
    assert "Your people’s news" not in page.words and f"{world.mia.name} shared a milestone today" in page.words
    make.milestone(world.mia)
    with statements() as seen:
        page = browse(world.ana).page("/")
    assert "Your people’s news" in page.words
    assert len([one for one in seen if "milestones.words" in one]) == 1


def test_what_was_read_twice_within_a_minute_is_no_news(world, make, browse):
    mia = browse(world.mia)
    for words in ("The lamp is lit.", "The boat is back."):
        make.milestone(world.ana, words=words)
        assert words in mia.page("/").words and words in mia.page("/milestones").words
        assert words not in mia.page("/").words


def test_a_profile_shows_what_the_reader_may_see(world, make):
    own = shared(make, world.mia, audience="mentorships")
    everyone = shared(make, world.mia)
    assert set(ids(queries.on_profile(world.ana, world.mia))) == {own, everyone}
    assert ids(queries.on_profile(world.lin, world.mia)) == [everyone]
    assert ids(queries.of_person(world.lin, world.mia)) == [everyone]


def test_a_shared_past_is_what_one_said_to_the_others(world, make):
    one, other = make.milestone(world.mia), make.milestone(world.ana)
    make.congratulation(world.ana, one)
    actions.applaud(world.mia, other)
    assert ids(queries.said_to_each_other(world.ana, world.mia)) == [one.id]
    assert ids(queries.said_to_each_other(world.mia, world.ana)) == [one.id]
    actions.set_audience(world.mia, one, audience="cohort", which=world.cohort.public_id)
    make.block(world.mia, world.ana)
    assert ids(queries.said_to_each_other(world.ana, world.mia)) == []


# --- at any size ----------------------------------------------------------------------------------------------


def plan_of(statement, actor, values) -> str:
    """How the database would go about it, as if every table were large."""
    connection = db.session().connection()
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    seen = []
    with statements_with_values(seen):
        rows(statement, actor, **values)
    sql, given = seen[-1]
    explained = connection.exec_driver_sql(f"{'EXPLAIN QUERY PLAN' if sqlite else 'EXPLAIN'} {sql}", given).all()
    return "\n".join(str(row[-1]) for row in explained)


@pytest.mark.parametrize("of_people", [True, False])
@pytest.mark.parametrize("asked", [(), ("kind",), ("cohort",), ("kind", "programme")])
@pytest.mark.parametrize("started", [True, False])
def test_every_page_of_the_feed_is_found_by_index(world, make, of_people, asked, started):
    make.milestone(world.mia)
    values = dict.fromkeys(asked, "move")
    if started:
        values |= {"place_0": core_clock.now(), "place_1": 1}
    for rare in (True, False):
        plan = plan_of(feed_module._page(of_people, asked, rare, started), world.ana, values)
        assert not re.search(
            r"SCAN (milestones|people|tie_sides|facets)\b|Seq Scan on (milestones|tie_sides|facets)", plan
        ), plan


def test_what_waits_for_my_yes_is_found_by_its_people(world, make):
    make.milestone(world.mia)
    plan = plan_of(lists_module._waiting_for(), world.ana, {"most": 20})
    assert not re.search(
        r"SCAN milestones\b|Seq Scan on milestones|milestones USING INTEGER PRIMARY KEY \(rowid>", plan
    ), plan
