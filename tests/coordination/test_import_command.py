"""`flask import-roster`: one last line, honest exit statuses, and the two real rosters to the last row."""

import csv

import pytest
from sqlalchemy import func, select

from community.accounts.models import Cohort, Participation, Person, Programme
from community.coordination.models import RosterFile, RosterImport, RosterLine
from community.core.database import transaction
from community.core.extensions import db
from community.mentorships.models import Mentorship
from tests.coordination.conftest import MIA_AND_ANA, ROSTERS, TWO_NEW, roster

MESSY_PROBLEMS = {
    18: "same mentorship as on line 2", 19: "same mentorship as on line 3", 20: "“Coachee: e-mail” is empty",
    21: "not a complete e-mail address: not-an-address", 22: "same person: member208@example.org",
    23: "a day that does not exist: 31/02/2016", 24: "ends (2017-05-30) before it starts (2017-08-30)",
    25: "spreadsheet formula", 26: "web page code", 27: "has 20000 characters", 28: "“Mentor: name” is empty. “Coachee: name” is empty",
    29: "13 cells", 30: "cut short", 31: "line is empty", 32: "no dates and is the same mentorship as on line 15",
    33: "turn the direction of writing",
}  # fmt: skip


@pytest.fixture
def run(fresh_app):
    """run(FILE, …) is the command on an empty installation."""

    def invoke(*arguments):
        with fresh_app.app_context():
            return fresh_app.test_cli_runner().invoke(args=["import-roster", *map(str, arguments)])

    return invoke


@pytest.fixture
def count(fresh_app):
    """count(Model): how many rows are there."""

    def rows(model, *where):
        with fresh_app.app_context(), transaction(write=False):
            return db.session.scalar(select(func.count()).select_from(model).where(*where))

    return rows


def last_line(result):
    return result.stdout.strip().splitlines()[-1]


def test_the_real_roster_imports_everybody_and_every_mentorship_once_and_again_changes_nothing(run, count):
    result = run(ROSTERS / "whole.csv")
    assert result.exit_code == 0
    assert result.stdout == "people: 5118 new, 0 known; mentorships: 4563 new, 0 changed, 0 known; problems: 0\n"
    assert (count(Person), count(Mentorship), count(Programme), count(Cohort)) == (5118, 4563, 271, 374)
    assert count(Person, Person.standing != "invited") == 0
    parts = count(Participation)
    again = run(ROSTERS / "whole.csv")
    assert last_line(again) == "people: 0 new, 5118 known; mentorships: 0 new, 0 changed, 4563 known; problems: 0"
    assert (count(Person), count(Mentorship), count(Participation)) == (5118, 4563, parts)


def test_the_messy_roster_keeps_every_good_row_and_names_every_bad_one(run, tmp_path):
    result = run(ROSTERS / "messy.csv", "--problems", tmp_path / "problems.csv")
    assert result.exit_code == 0
    assert last_line(result) == "people: 28 new, 0 known; mentorships: 16 new, 0 changed, 0 known; problems: 16"
    told = dict(line.removeprefix("line ").split(": ", 1) for line in result.stdout.splitlines()[:-1])
    assert {int(number) for number in told} == set(MESSY_PROBLEMS)
    for number, words in MESSY_PROBLEMS.items():
        assert words in told[str(number)]
    rows = list(csv.reader((tmp_path / "problems.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [int(row[0]) for row in rows[1:]] == sorted(MESSY_PROBLEMS)
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


def test_a_dry_run_says_the_same_and_writes_nothing(run, count):
    result = run(ROSTERS / "messy.csv", "--dry-run")
    assert last_line(result) == "people: 28 new, 0 known; mentorships: 16 new, 0 changed, 0 known; problems: 16"
    assert count(Person) == count(Mentorship) == count(RosterImport) == 0


def test_a_file_that_is_no_table_ends_with_status_2(run, tmp_path):
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    result = run(picture)
    assert result.exit_code == 2
    assert "Save it as CSV or XLSX" in result.stderr
    assert run(tmp_path / "missing.csv").exit_code == 2


def test_ambiguous_dates_are_asked_about_and_never_guessed(run, tmp_path, fresh_app):
    file = tmp_path / "dates.csv"
    file.write_bytes(roster(TWO_NEW.replace("2020-05-01,2020-08-31", "03/04/2020,05/06/2020")))
    asked = run(file)
    assert asked.exit_code == 2
    assert "03/04/2020" in asked.stderr
    assert "--dates dmy or --dates mdy" in asked.stderr
    assert run(file, "--dates", "mdy").exit_code == 0
    with fresh_app.app_context(), transaction(write=False):
        assert db.session.scalar(select(Mentorship.started_on)).isoformat() == "2020-03-04"


def test_columns_are_said_by_hand(run, tmp_path):
    file = tmp_path / "odd.csv"
    file.write_bytes(roster("Noa,noa@example.net,Ole,ole@example.net,Tides", headings="A1,A2,B1,B2,C"))
    asked = run(file)
    assert asked.exit_code == 2
    assert "A1, A2, B1, B2, C" in asked.stderr
    said = "mentor_name=A1,mentor_email=2,coachee_name=B1,coachee_email=B2,programme=C"
    assert last_line(run(file, "--columns", said)).startswith("people: 2 new, 0 known; mentorships: 1 new")
    assert run(file, "--columns", "mentor_name=Nothing").exit_code == 2


def test_of_an_import_only_what_there_is_to_say_is_kept(run, count, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_bytes(roster(MIA_AND_ANA, TWO_NEW, "broken,line"))
    run(file)
    assert count(RosterImport, RosterImport.state == "done") == 1
    assert count(RosterLine) == 1
    assert count(RosterFile) == 0
