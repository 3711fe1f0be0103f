"""Every good row is kept, every other line is named with its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.coordination.roster.addresses import normal_address
from community.coordination.roster.outcomes import Problem, RosterPerson, RosterRow
from community.coordination.roster.source import open_roster
from community.coordination.roster.words import in_words, reason_in_words

MESSY = (Path(__file__).parent / "rosters" / "messy.csv").read_bytes()
REAL = Path(__file__).parent / "rosters" / "whole.csv"

FAULTS = {
    18: ("repeated", "repeated", "same mentorship as on line 2"),
    19: ("repeated", "repeated", "same mentorship as on line 3"),  # case and blanks in an address are no difference
    20: ("refused", "missing", "“Coachee: e-mail” is empty."),
    21: ("refused", "address_broken", "“Mentor: e-mail” is not a complete e-mail address: not-an-address"),
    22: ("refused", "one_person", "the same person: member208@example.org"),
    23: ("refused", "date_impossible", "“Started on” is a day that does not exist: 31/02/2016"),
    24: ("refused", "ends_before_start", "It ends (2017-05-30) before it starts (2017-08-30)."),
    25: ("refused", "formula", "“Mentor: name” looks like a spreadsheet formula"),
    26: ("refused", "markup", "“Mentor: name” contains web page code: <script>alert(1)</script>"),
    27: ("refused", "too_long", "“Focus” has 20000 characters; at most 500 are possible."),
    28: ("refused", "missing", "“Mentor: name” is empty. “Coachee: name” is empty."),
    29: ("refused", "too_many_cells", "13 cells, but there are only 9 columns"),
    30: ("refused", "too_few_cells", "it has 4 cells of 9"),
    31: ("skipped", "empty_line", "This line is empty"),
    32: ("repeated", "repeated_without_dates", "no dates and is the same mentorship as on line 15"),
    33: ("refused", "turned_text", "“Mentor: name” contains invisible characters"),
}


def test_the_messy_roster_keeps_every_good_row_and_names_every_fault_by_line():
    source = open_roster(MESSY)
    assert (source.delimiter, source.encoding, source.date_orders()) == (";", "utf-8", {"dmy"})
    found = list(source.rows())
    assert [row.line for row in found if isinstance(row, RosterRow)] == list(range(2, 18))
    problems = {problem.line: problem for problem in found if isinstance(problem, Problem)}
    assert {line: (problem.kind, problem.code) for line, problem in problems.items()} == {
        line: fault[:2] for line, fault in FAULTS.items()
    }
    for line, (_, _, words) in FAULTS.items():
        assert words in reason_in_words(problems[line])


def test_the_real_roster_gives_every_person_and_mentorship_once_without_a_problem():
    rows = list(open_roster(REAL.read_bytes()).rows())
    assert len(rows) == 4563 and not any(isinstance(row, Problem) or row.notices for row in rows)
    people = {person for row in rows for person in (row.mentor, row.coachee)}
    assert len(people) == len({person.email for person in people}) == 5118


ANA = {"mentor": "Ana Bell", "mentor email": "ana@example.org", "coachee": "Bo Cook", "coachee email": "bo@example.org",
       "programme": "Trees", "cohort": "2016", "start": "2016-05-23", "end": "2016-08-30", "focus": "Oaks"}  # fmt: skip


def read(*changes: dict[str, str]) -> list[RosterRow | Problem]:
    lines = [list(ANA), *(list((ANA | change).values()) for change in changes)]
    return list(open_roster("\n".join("\t".join(cells) for cells in lines).encode()).rows())


def test_a_good_row_is_cleaned():
    (row,) = read(
        {
            "mentor": "  Ana \u00a0 Be\u0301ll ",
            "mentor email": " ANA@Example.ORG ",
            "focus": "brain\u00ad-computer\u200b",
        }
    )
    assert row == RosterRow(2, RosterPerson("Ana Béll", "ana@example.org"), RosterPerson("Bo Cook", "bo@example.org"),
                            "Trees", "2016", date(2016, 5, 23), date(2016, 8, 30), "brain-computer")  # fmt: skip


def test_dates_cohort_and_focus_may_be_missing():
    (row,) = read({"start": "", "end": "", "cohort": "", "focus": ""})
    assert (row.started_on, row.ended_on, row.cohort, row.focus) == (None, None, "", "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"programme": " "}, "missing"),
        ({"mentor": "+1 234"}, "formula"),
        ({"programme": "=1+1"}, "formula"),
        ({"cohort": "<b>2016</b>"}, "markup"),
        ({"mentor": "Ana > Bo"}, "markup"),
        ({"mentor": "ana@example.org"}, "address_as_name"),
        ({"coachee": "???"}, "no_letters"),
        ({"coachee": "Bo\u0007"}, "control_characters"),
        ({"focus": "a \u202e b"}, "turned_text"),
        ({"focus": "lost \ufffd"}, "garbled"),
        ({"mentor": "x" * 201}, "too_long"),
        ({"programme": "x" * 121}, "too_long"),
        ({"cohort": "x" * 121}, "too_long"),
        ({"mentor email": "a" * 250 + "@example.org"}, "too_long"),
        ({"mentor email": "a@b@example.org"}, "address_broken"),
        ({"mentor email": "ana@example"}, "address_broken"),
        ({"mentor email": "ana@example.org; bo@example.org"}, "address_broken"),
        ({"mentor email": "BO@example.org"}, "one_person"),
        ({"end": "2016-05-22"}, "ends_before_start"),
        ({"end": "soon"}, "date_unreadable"),
    ],
)
def test_a_bad_cell_refuses_its_row(change, code):
    bad, good = read(change, {"mentor email": "other@example.org"})
    assert (bad.line, bad.code, bad.kind) == (2, code, "refused") and reason_in_words(bad)
    assert isinstance(good, RosterRow)


def test_all_reasons_of_a_row_are_named_at_once():
    (bad,) = read({"mentor": "", "coachee email": "nobody", "start": "soon"})
    assert [reason.code for reason in bad.reasons] == ["missing", "address_broken", "date_unreadable"]


def test_a_free_text_may_say_what_a_name_may_not():
    (row,) = read({"focus": "- a <b> c = d"})
    assert row.focus == "- a <b> c = d"


def test_the_same_people_in_another_programme_or_cohort_are_another_mentorship():
    assert all(isinstance(row, RosterRow) for row in read({}, {"cohort": "2017"}, {"programme": "Rivers"}))


def test_a_mentorship_told_differently_stands_as_told_first():
    first, again = read({}, {"programme": "TREES", "end": "2016-09-30", "focus": "Elms"})
    assert (again.kind, again.code) == ("repeated", "repeated_differently")
    assert "Ended on, Focus" in reason_in_words(again) and first.focus == "Oaks"


def test_a_name_that_changed_a_little_is_kept_as_first_and_noticed():
    _, later = read({"mentor": "Ana Béll"}, {"mentor": "Ana Bell-Ortiz", "cohort": "2017"})
    assert later.mentor.name == "Ana Béll"
    assert "ana@example.org is called Ana Béll on line 2" in in_words(later.notices[0])
    _, same = read({"mentor": "Ana Béll"}, {"mentor": "ANA BELL", "cohort": "2017"})
    assert same.mentor.name == "Ana Béll" and same.notices == ()


def test_an_address_under_a_quite_different_name_is_a_problem():
    _, later = read({}, {"mentor": "Zoe Quist", "cohort": "2017"})
    assert later.code == "other_name" and "belongs to Ana Bell on line 2" in reason_in_words(later)


def test_a_refused_row_is_not_remembered():
    _, good = read({"mentor": "Zoe Quist", "end": "soon"}, {})
    assert isinstance(good, RosterRow)


@pytest.mark.parametrize(
    "address", ["ana@demo.example", "ana+x@mail.test", "o'neil@example.org", "ana@bücher.example", "josé@example.org"]
)
def test_special_use_and_foreign_addresses_are_addresses(address):
    assert normal_address(f" {address.upper()} ") == address


@given(st.one_of(st.emails(), st.text(max_size=80), st.from_regex(r"[a-z.@'\-]{1,12}@[a-z.\-]{1,12}", fullmatch=True)))
def test_an_address_has_one_normal_form(text):
    address = normal_address(text)
    assert address is None or (normal_address(address) == address == address.lower().strip() and "@" in address)
