"""Nothing new escapes the confidence matrix: every column, address, panel, mail and job of circles is named here by somebody who
has read what it carries to whom; and what was confided is nowhere readable in the database as it lies on the disk.
"""

import dataclasses
import re
from pathlib import Path

import pytest
from sqlalchemy import JSON, String, Text, inspect, text

from community.circles import models
from community.core import registry
from community.core.extensions import db
from community.core.secrets import EncryptedJson, EncryptedText
from tests.at_once import written
from tests.circles.confiding import CASES, PLAIN, confide, word
from tests.make import Make
from tests.world import World, people_of_the_world

ROOT = Path(__file__).parents[2]

# Every encrypted column, and the cases of the matrix that stand in it.
CONFIDED = {
    "circle_charters.purpose": {"charter", "charterold"},
    "circle_charters.expectations": {"charter", "charterold"},
    "circle_charters.confidentiality": {"charter", "charterold"},
    "circle_charters.exceptions": {"charter", "charterold"},
    "circle_charters.hurt": {"charter", "charterold"},
    "circle_members.words": {"asking", "farewell"},
    "circle_posts.words": {"post", "postmia", "reply", "replyana", "postlate", "edited", "oldpost"},
    "circle_posts.html": {"post", "postmia", "reply", "replyana", "postlate", "edited", "oldpost"},
    "circle_meetings.place": {"place", "nextplace"},
    "circle_meetings.agenda": {"agenda", "nextagenda"},
    "circle_meetings.notes": {"notes", "oldnotes"},
    "circle_meeting_answers.reason": {"reason"},
    "circle_checkin_questions.words": {"question"},
    "circle_checkin_answers.words": {"answerana", "answermia", "answerparted"},
    "circle_promises.words": {"promiseana", "promisemia", "oldpromise"},
    "circle_closing_words.keep": {"closingana", "closingmia"},
    "circle_closing_words.let_go": set(),  # said together with what is kept, and read with it
    "circle_closing_words.took": set(),
    "circle_tie_wishes.answer": set(),  # yes or no, for its writer alone: tests/circles/test_parting.py
    "circle_wishes.topics": {"wish"},
    "circle_reports.words": {"report", "reportanswered"},
    "circle_reports.answer": {"reportanswer"},
    "circle_openings.reason": {"openingreason"},
    "circle_openings.notice": {"openingnotice"},
}
# Columns of text that are not encrypted: names of states, and what a circle says of itself to those outside.
OPEN_COLUMNS = {
    "circles.name": {"name", "oldname"},
    "circles.purpose": {"purpose"},
}
STATES = re.compile(
    r"\.(public_id|state|step|mode|language|joining|rhythm|zone|uid|answer|kind|suits|grounds|what|reason|name_folded|found_by"
    r"|topics|languages|hours|place|reason_for)$"
)


def columns_of_circles():
    for table in db.metadata.sorted_tables:
        if table.name.startswith("circle"):
            for column in table.columns:
                yield f"{table.name}.{column.name}", column


def test_every_column_that_holds_words_is_encrypted_and_stands_in_the_matrix(app):
    encrypted = {
        name for name, column in columns_of_circles() if isinstance(column.type, EncryptedText | EncryptedJson)
    }
    assert encrypted == set(CONFIDED), (
        "a new column holds words of the inside: give it a case in tests/circles/confiding.py, say who reads it in the "
        "matrix, and name it here"
    )
    assert set().union(*CONFIDED.values(), *OPEN_COLUMNS.values()) | {"editedbefore", "takenback"} == set(CASES)


def test_every_other_column_of_text_holds_no_words_of_the_inside(app):
    for name, column in columns_of_circles():
        kind = getattr(column.type, "impl", column.type)
        if name in CONFIDED or name in OPEN_COLUMNS or not isinstance(kind, String | Text | JSON):
            continue
        assert STATES.search(name), (
            f"{name} is not encrypted: if somebody may type into it what is for a circle alone, make it EncryptedText; if "
            "not, let it be found by STATES"
        )


# --- at rest ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(fresh_app):
    """The whole world of the matrix, truly committed, in a database of its own; with all deliveries done."""
    from community.core import outbox

    def build() -> None:
        people_of_the_world()
        db.session.flush()
        confide(World(), Make(), "open")

    written(fresh_app, build)
    with fresh_app.app_context():
        outbox.drain()
        db.session.remove()
    return fresh_app


def test_the_database_as_it_lies_on_the_disk_shows_no_word_of_the_inside(kept, mails):
    confided = [word(case) for case in CASES if case not in PLAIN]
    with kept.app_context(), db.engine.connect() as connection:
        seen = {}
        for table in inspect(db.engine).get_table_names():
            quoted = connection.dialect.identifier_preparer.quote(table)
            rows = "\n".join(str(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {quoted}")))
            seen[table] = rows
            for one in confided:
                assert one not in rows, f"the table {table} shows {one}"
        assert word("name") in seen["circles"], "the test looks at nothing"
        database = connection.engine.url.database
    if connection.dialect.name == "sqlite":
        files = [path for path in Path(database).parent.iterdir() if path.name.startswith(Path(database).name)]
        held = b"".join(path.read_bytes() for path in files)
        assert word("name").encode() in held
        for one in confided:
            assert one.encode() not in held, f"the file of the database shows {one}"


# --- what stands where ------------------------------------------------------------------------------------------------

# What the room says in places of others, by the list of the registry it stands in. Read what it carries to whom, let the
# matrix meet it (pages and mails it meets by itself), and name it.
SAID_ELSEWHERE = {
    "home_panels": {"asked_at_home", "due_at_home", "waiting_at_home", "news_at_home"},
    "profile_panels": {"on_profile"},
    "opened": {"opened"},
    "calendar_entries": {"entries"},  # read by tests/api/test_calendar.py
    "relations": {"related"},
    "groups": {"circles"},
    "named_groups": {"circle"},
    "jobs": {
        "circles.remind_to_meet", "circles.ask_about_charters", "circles.places", "circles.promises", "circles.end",
        "circles.render_anew", "circles.formings",
    },
}  # fmt: skip
# Places in which nothing of a circle may ever stand.
NEVER = ("search", "happenings", "shared_past", "reasons", "anniversaries", "asking_panels", "field_values")


def names_of_the_room(entries) -> set[str]:
    if not isinstance(entries, dict):
        return {name_of(entry) for entry in entries if is_of_the_room(entry)}
    found = set()
    for name, entry in entries.items():
        several = entry if isinstance(entry, list) else [entry]
        if any(is_of_the_room(one) for one in several):
            found.add(name)
    return found


def is_of_the_room(entry) -> bool:
    """A function of ours, or something that holds one."""
    several = entry if isinstance(entry, tuple) else (entry,)
    if dataclasses.is_dataclass(entry):
        several = tuple(getattr(entry, part.name) for part in dataclasses.fields(entry))
    return any((getattr(one, "__module__", "") or "").startswith("community.circles") for one in several)


def name_of(entry) -> str:
    several = entry if isinstance(entry, tuple) else (entry,)
    return next(one.__name__ for one in several if callable(one))


def test_everything_the_room_says_elsewhere_is_known_here(app):
    found = {}
    for part in dataclasses.fields(registry.Registry):
        if part.name in ("features", "permissions", "navigation", "subscribers", "mails", "topics", "inbox"):
            continue  # what they lead to is asked for, sent and read by the matrix
        if names := names_of_the_room(getattr(registry.of_app(), part.name)):
            found[part.name] = names
    assert found == SAID_ELSEWHERE
    assert not set(found) & set(NEVER), "nothing of the inside of a circle stands there"


def test_every_url_value_of_the_room_is_asked_for_by_the_matrix(app):
    known = {
        "circle", "post", "meeting", "question", "promise", "poll", "member", "invitation", "request", "report", "opening",
        "number", "person", "token",  # links of mails: asked for by themselves
        "forming", "seeker",  # the list of wishes: for coordinators, and about no circle
    }  # fmt: skip
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("circles."):
            assert rule.arguments <= known, (
                f"{rule.rule}: add the rows it can stand for to addresses() in tests/circles/test_confidence.py"
            )


# Who may read the tables of circles: the room itself, and for coordinators one module of it that holds no content.
ABOVE = {
    "coordination": {
        "community.circles", "community.circles.models", "community.circles.permissions",
        "community.circles.queries.overview", "community.circles.queries",
    },
}  # fmt: skip


def test_nobody_but_the_room_reads_its_tables():
    for path in (ROOT / "community").rglob("*.py"):
        room = path.relative_to(ROOT / "community").parts[0]
        if room in ("circles", "demo", "features.py"):
            continue
        source = path.read_text(encoding="utf-8")
        reached = set(re.findall(r"from (community\.circles[\w.]*) import", source))
        assert reached <= ABOVE.get(room, set()), (
            f"{path.relative_to(ROOT)} reaches into the room of circles: let the room say it, so that the matrix looks at it"
        )


def test_coordination_takes_of_circles_only_what_holds_no_content():
    """The page of coordinators imports models and permissions by name, and never a row's words."""
    source = (ROOT / "community/coordination/views/circles.py").read_text(encoding="utf-8")
    assert set(re.findall(r"circle_queries\.(\w+)", source)) <= {
        "openings_about", "openings_asked", "reports_about", "reports_waiting", "how_many_wish",
    }  # fmt: skip
    assert set(re.findall(r"from community\.circles\.models import (.*)", source)) == {"Circle"}


def test_the_overview_reads_no_column_that_is_encrypted():
    source = (ROOT / "community/circles/queries/overview.py").read_text(encoding="utf-8")
    for column in CONFIDED:
        table, _, name = column.partition(".")
        for kind in vars(models).values():
            if getattr(kind, "__tablename__", None) == table:
                assert f"{kind.__name__}.{name}" not in source, f"the overview of coordinators reads {column}"
