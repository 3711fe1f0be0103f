"""Search, the same on both databases."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    create_engine,
    insert,
    inspect,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Session

from community.core import search
from community.core.search import sqlite
from community.core.search.parse import Term, indexed, parse, split

PEOPLE = {
    1: ("Łukasz Żółć", "teacher of mathematics, likes climbing"),
    2: ("Ana María López", "engineer; can help with interviews and applications"),
    3: ("凤英 丁", "doctor"),
    4: ("胡利", "nurse"),
    5: ("Aoife O'Brien", "engineer, interviews people for the radio"),
    6: ("Jean-Luc Müller", "Ingenieur für Straßenbau"),
    7: ("María Anabel", "applications help"),
    8: ("สมชาย ใจดี", "chef"),
    9: ("김민수", "designer"),
}
few_examples = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
people = Table(
    "searched_people",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("town", String(10)),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request, postgresql_url):
    made = create_engine("sqlite://" if request.param == "sqlite" else postgresql_url)
    with made.begin() as connection:
        people.create(connection)
        connection.execute(insert(people), [{"id": n, "town": "Bonn" if n % 2 else "Rome"} for n in range(1, 10)])
        for statement in search.create_statements(made.dialect.name):
            connection.execute(statement)
    yield made
    with made.begin() as connection:
        for statement in search.drop_statements(made.dialect.name):
            connection.execute(statement)
        people.drop(connection)
    made.dispose()


@pytest.fixture
def session(engine, monkeypatch):
    with Session(engine) as opened:

        class Database:
            session = opened

        monkeypatch.setattr(search, "db", Database)
        for row_id, (title, body) in PEOPLE.items():
            search.put("person", row_id, "members", title, body)
        yield opened


def found(session, words, kind="person", **conditions):
    """Ids, best first."""
    hits = search.matching(kind, words, **conditions)
    return list(session.scalars(select(hits.c.row_id).order_by(hits.c.rank.desc(), hits.c.row_id)))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("lukasz", [1]),
        ("ŁUKASZ zolc", [1]),
        ("maria", [2, 7]),
        ("ana", [2, 7]),
        ("lopez ana", [2]),
        ("ana engineer", [2]),
        ("engin", [2, 5]),
        ("engin help", []),
        ("help engin", [2]),
        ("丁", [3]),
        ("凤英", [3]),
        ("英凤", []),
        ("利", [4]),
        ("胡利", [4]),
        ("o'brien", [5]),
        ("obrien", [5]),
        ("O’Brien", [5]),
        ("jean-luc", [6]),
        ("strassenbau", [6]),
        ("straße", [6]),
        ('"help with"', [2]),
        ('"with help"', []),
        ('"interviews', [2, 5]),
        ("“can help”", [2]),
        ('"appl"', []),
        ("appl", [2, 7]),
        ("สมชาย", [8]),
        ("ชาย", [8]),
        ("민수", [9]),
        ("nobody", []),
        ("person", []),
        ("members", []),
        ('"López engineer"', []),
    ],
)
def test_words_find_people_whatever_their_accents_and_script(session, words, ids):
    assert found(session, words) == ids


def test_a_word_in_the_title_and_a_whole_word_come_first(session):
    search.put("person", 20, "members", "Radio Days", "")
    search.put("person", 21, "members", "Radiology", "")
    search.put("person", 22, "members", "Somebody", "listens to radiology")
    assert found(session, "radio") == [20, 21, 5, 22]
    search.put("person", 23, "members", "Radiology", "radio")
    assert found(session, '"radio"') == [20, 5, 23]


@pytest.mark.parametrize("words", ["", "   ", '"', '""', "!?*", "-", ":*", "\x00", "'", "\ud800", None])
def test_nothing_to_look_for_finds_nothing_and_says_so(session, words):
    assert not search.asks(words)
    assert found(session, words) == []


@few_examples
@given(words=st.text() | st.text(alphabet="ab \"'*:()-+^&|!<>\\{}NEAROTD%_丁"))
def test_nothing_a_person_types_is_an_error(session, words):
    few = select(people.c.id)
    assert set(found(session, words)) <= set(PEOPLE)
    assert set(found(session, words, among=few)) <= set(PEOPLE)


@few_examples
@given(title=st.text(), body=st.text())
def test_whatever_was_written_can_be_put_and_is_found_by_its_words(session, title, body):
    search.put("note", 1, "members", title, body)
    for word in (split(title) + split(body))[:5]:
        assert found(session, f'"{word}"', kind="note") == [1]


def test_putting_again_replaces_what_was_said(session):
    search.put("person", 1, "members", "Lukas", "painter")
    assert found(session, "teacher") == [] and found(session, "painter") == [1]
    assert session.scalar(text("SELECT count(*) FROM search_entries WHERE row_id = 1")) == 1


def test_what_was_dropped_is_found_by_nobody(session):
    search.put("person", 1, "ties", "Łukasz", "secretly a poet")
    search.put("circle", 1, "members", "Łukasz's circle")
    search.drop("person", 1)
    assert found(session, "lukasz") == []
    assert found(session, "lukasz", kind="circle") == [1]


def test_one_kind_is_not_found_as_another(session):
    search.put("circle", 1, "members", "Radio engineers")
    assert found(session, "engineer") == [2, 5]
    assert found(session, "engineer", kind="circle") == [1]


def readable_for(*ties):
    entry = search.entries.c
    return or_(entry.audience == "members", and_(entry.audience == "ties", entry.row_id.in_(ties)))


@pytest.mark.parametrize("among", [None, select(people.c.id)])
def test_a_word_for_ties_finds_only_for_ties_and_each_row_once(session, among):
    search.put(
        "person",
        1,
        "ties",
        "Łukasz Żółć",
        "teacher of mathematics, likes climbing; secretly a poet",
    )
    assert found(session, "poet", readable=readable_for(2), among=among) == []
    assert found(session, "poet", readable=readable_for(1, 2), among=among) == [1]
    assert found(session, "teacher", readable=readable_for(1, 2), among=among) == [1]
    assert found(session, "teacher", readable=readable_for(2), among=among) == [1]
    search.put("person", 1, "ties", "Łukasz Żółć, teacher", "poet")
    assert found(session, "teacher", readable=readable_for(1, 2), among=among) == [1]


WAYS = [
    {},
    {"A_FEW": 0},
    {"_are_many": lambda *_: True},
]  # by the words, by each match, by each row


@pytest.mark.parametrize("way", WAYS)
def test_other_conditions_are_obeyed_however_many_rows_meet_them(session, monkeypatch, way):
    for name, value in way.items():
        monkeypatch.setattr(sqlite, name, value)
    in_rome = select(people.c.id).where(people.c.town == "Rome")
    assert found(session, "engineer", among=in_rome) == [2]
    assert found(session, "maria", among=in_rome) == [2]
    assert found(session, "engin", among=in_rome) == [2]
    assert found(session, '"help with"', among=in_rome) == [2]
    assert found(session, "dingsbums", among=in_rome) == []
    assert found(session, "maria", among=in_rome, kind="circle") == []


@few_examples
@given(
    words=st.lists(
        st.sampled_from(
            [
                "ana",
                "an",
                "maria",
                "engineer",
                "help with",
                '"help with"',
                "interviews",
                "丁",
                "o'brien",
            ]
        ),
        max_size=3,
    )
)
def test_few_and_many_rows_are_searched_alike(session, words):
    among = select(people.c.id)
    asked = " ".join(words)
    plain = found(session, asked)
    for way in WAYS:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in way.items():
                patch.setattr(sqlite, name, value)
            assert found(session, asked, among=among) == plain


def test_only_the_newest_matches_are_ranked(session, monkeypatch):
    from community.core.search import postgres

    for backend in (sqlite, postgres):
        monkeypatch.setattr(backend, "MOST_RANKED", 2)
    for n in range(101, 105):
        search.put("person", n, "members", "Mountaineer", "")
    assert found(session, "mountaineer") == [103, 104]


def test_hits_join_into_a_query_of_the_caller(session):
    hits = search.matching("person", "maria", among=select(people.c.id))
    joined = (
        select(people.c.id, people.c.town, hits.c.rank).join(hits, hits.c.row_id == people.c.id).order_by(people.c.id)
    )
    assert [(row.id, row.town) for row in session.execute(joined)] == [(2, "Rome"), (7, "Bonn")]


def test_rebuilding_a_kind_changes_nothing_that_was_right(session):
    search.put("circle", 1, "members", "Radio engineers")
    questions = [w for t, b in PEOPLE.values() for w in split(t) + split(b)]
    before = {word: found(session, word) for word in questions}
    rows = ((row_id, "members", title, body) for row_id, (title, body) in PEOPLE.items())
    assert search.rebuild("person", rows) == len(PEOPLE)
    assert {word: found(session, word) for word in questions} == before
    assert found(session, "engineers", kind="circle") == [1]
    search.rebuild("person", [])
    assert found(session, "maria") == []


def test_rebuilding_goes_in_batches(session):
    rows = [(n, "members", f"Nummer n{n}", "") for n in range(1, 2_502)]
    assert search.rebuild("person", rows) == 2_501
    assert found(session, '"n2501"') == [2_501] and found(session, '"n1"') == [1]
    search.put("person", 2_502, "members", "Nummer n2502")
    assert found(session, '"n2502"') == [2_502]


def test_an_endless_word_and_an_endless_text_are_kept_within_bounds(session):
    search.put("note", 1, "members", "x" * 20_000, "word " * 20_000 + "last " + "déjà " * 300)
    assert found(session, "x" * 300, kind="note") == [1]
    assert found(session, "word", kind="note") == [1]


@pytest.mark.parametrize(
    "written",
    ["x" * 50_000, "a'" * 25_000, "'" * 50_000, "丁" * 50_000, "नि" * 25_000, "_" * 50_000],
)
def test_no_text_takes_long_to_split(written):
    begun = time.perf_counter()
    indexed(written)
    assert time.perf_counter() - begun < 2


def test_both_databases_split_a_question_the_same_way():
    assert parse('ana "help with" o\'br') == (
        Term(("ana",)),
        Term(("help", "with")),
        Term(("o", "br"), prefix=True),
    )
    assert parse("a a a") == (Term(("a",)), Term(("a",), prefix=True))
    assert len(parse("word " * 500)) <= 12
    assert parse("丁") == (Term(("丁",)),)


@given(st.text())
def test_split_words_hold_nothing_a_query_language_could_mean(words):
    for word in split(words):
        assert word and not set(word) & set(" '\"*:&|!()<>\\-\x00") and len(word) <= 64


def test_alembic_is_told_which_tables_are_ours(session):
    names = inspect(session.connection()).get_table_names()
    assert {name for name in names if search.is_search_table(name)} == set(names) - {"searched_people"} - {
        name for name in names if name.startswith("paged_")
    }


def test_a_kind_must_be_a_plain_word(session):
    with pytest.raises(ValueError, match="is no kind"):
        search.put("x' OR 1", 1, "members", "a", "b")


def test_a_snippet_marks_the_words_and_nothing_else():
    shown = search.snippet("<b>María</b> helps; marías too", "maria")
    assert shown == "&lt;b&gt;<mark>María</mark>&lt;/b&gt; helps; <mark>marías</mark> too"
    assert search.snippet("胡利 nurse", "胡") == "<mark>胡利</mark> nurse"
    assert search.snippet("nothing here", "zzz") == "nothing here"


def test_a_snippet_shows_the_part_around_the_word():
    shown = search.snippet("start " + "filler " * 60 + "the needle is here " + "filler " * 60, "needle", 80)
    assert "<mark>needle</mark>" in shown and shown.startswith("…") and shown.endswith("…")
    assert len(shown) < 120


@given(st.text(), st.text(max_size=20), st.integers(10, 60))
def test_a_snippet_never_lets_markup_through(shown, words, length):
    marked = str(search.snippet(shown, words, length)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in marked and ">" not in marked
