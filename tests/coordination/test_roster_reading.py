"""Files of every make become the same rows; what is no table is refused in words."""

from __future__ import annotations

import csv
import datetime
import io
import pickle
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.coordination.roster.outcomes import Problem, RosterRow, Unreadable
from community.coordination.roster.source import Limits, open_roster

HEADINGS = ["Mentor", "Mentor e-mail", "Mentee", "Mentee e-mail", "Program", "Year", "Start", "End", "Topic"]
JANE = [
    "Jané Müller",
    "jane@example.org",
    "Zoë Łukasz",
    "zoe@example.org",
    "Bäume",
    "2016",
    "2016-05-23",
    "2016-08-30",
    "Wälder",
]
OTTO = [
    "Otto Groß",
    "otto@example.org",
    "Ève Noël",
    "eve@example.org",
    "Bäume",
    "2016",
    "2016-05-23",
    "2016-08-30",
    "Flüsse; Seen, Meer",
]


def csv_bytes(*rows: list[str], encoding: str = "utf-8", delimiter: str = ",", ending: str = "\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows([HEADINGS, *rows])
    return text.getvalue().encode(encoding, "replace")


def outcomes(data: bytes, **how: object) -> list[RosterRow | Problem]:
    return list(open_roster(data).rows(**how))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_delimiter_line_ending_and_unicode_form_is_read(delimiter, ending, encoding):
    jane, otto = outcomes(csv_bytes(JANE, OTTO, encoding=encoding, delimiter=delimiter, ending=ending))
    assert (jane.line, jane.mentor.name, jane.coachee.name) == (2, "Jané Müller", "Zoë Łukasz")
    assert (otto.line, otto.focus) == (3, "Flüsse; Seen, Meer")
    assert otto.started_on == datetime.date(2016, 5, 23)


WESTERN = ["Jané Müller", "Zoë Groß", "François Lefèvre", "Núria Peña", "Søren Åberg", "Inês Conceição"]
CENTRAL = [
    "Łukasz Wiśniewski",
    "Zdeněk Dvořák",
    "Małgorzata Dąbrowska",
    "Tomáš Šťastný",
    "Róża Koźmińska",
    "Jiří Žižka",
]
CYRILLIC = ["Мария Иванова", "Сергей Кузнецов", "Ольга Смирнова", "Дмитрий Попов", "Анна Соколова", "Пётр Лебедев"]


@pytest.mark.parametrize(
    ("encoding", "names"), [("cp1252", WESTERN), ("latin-1", WESTERN), ("cp1250", CENTRAL), ("cp1251", CYRILLIC)]
)
def test_the_encodings_of_old_spreadsheets_are_recognised(encoding, names):
    rows = [
        [name, f"m{n}@example.org", "Bo Bell", f"c{n}@example.org", "Trees", "2016", "", "", ""]
        for n, name in enumerate(names)
    ]
    source = open_roster(csv_bytes(*rows, encoding=encoding))
    assert [row.mentor.name for row in source.rows()] == names
    assert not source.encoding_is_sure and open_roster(csv_bytes(*rows)).encoding_is_sure


def test_a_single_accent_in_an_old_encoding_is_enough():
    assert (
        outcomes(csv_bytes([*JANE[:2], "Bo Bell", JANE[3], "P", "1", "", "", ""], encoding="cp1252"))[0].mentor.name
        == "Jané Müller"
    )


def test_the_encoding_can_be_said_by_hand():
    source = open_roster(csv_bytes(["Łukasz", *JANE[1:]], encoding="cp1250"), encoding="cp1250")
    assert next(source.rows()).mentor.name == "Łukasz"
    with pytest.raises(Unreadable, match="cannot be read as klingon"):
        open_roster(csv_bytes(JANE), encoding="klingon")


def test_one_line_with_broken_characters_costs_only_itself():
    data = csv_bytes(
        JANE,
        *(
            [
                ["Jané Müller", "jane@example.org", "Bo Bell", f"bo{n}@example.org", "Bäume", "2016", "", "", ""]
                for n in range(9)
            ]
        ),
    )
    data += b"J\xe9n,j@example.org,Bo Bell,b@example.org,Trees,2016,,,\n"
    *good, bad = outcomes(data)
    assert len(good) == 10 and all(isinstance(row, RosterRow) for row in good)
    assert (bad.line, bad.code) == (12, "garbled")


def test_a_quoted_line_break_belongs_to_its_cell_and_lines_count_as_in_an_editor():
    jane = [*JANE[:8], "one\ntwo\r\nthree"]
    first, second = outcomes(csv_bytes(jane, OTTO))
    assert (first.line, first.focus, second.line) == (2, "one two three", 5)


@pytest.mark.parametrize("place", range(9))
def test_an_open_quotation_mark_costs_only_its_own_line(place):
    broken = [cell if column != place else f'"{cell}' for column, cell in enumerate(JANE)]
    good = [
        ["A B", f"a{n}@example.org", "C D", f"c{n}@example.org", "Trees, tall", "2016", "", "", 'a "quoted", word']
        for n in range(200)
    ]
    data = csv_bytes() + ",".join(broken).encode() + b"\n" + csv_bytes(*good).split(b"\n", 1)[1]
    bad, *rest = outcomes(data)
    assert (bad.line, bad.code) == (2, "quote_open")
    assert [row.line for row in rest if isinstance(row, RosterRow)] == list(range(3, 203))


def test_a_cell_too_long_to_be_read_costs_only_its_line():
    bad, good = outcomes(csv_bytes([*JANE[:8], "x" * 200_000], OTTO))
    assert bad.code == "cell_huge" and good.line == 3


def test_headings_may_stand_below_a_title_and_lines_still_count_from_the_top():
    data = b"Our roster of 2016;;;;;;;;\n;;;;;;;;\n" + csv_bytes(JANE, delimiter=";")
    source = open_roster(data)
    assert source.heading_line == 3 and next(source.rows()).line == 4


def test_a_line_naming_the_delimiter_is_obeyed():
    source = open_roster(b"sep=|\r\n" + csv_bytes(JANE, delimiter="|"))
    assert (source.delimiter, next(source.rows()).line) == ("|", 3)


def test_a_file_without_headings_is_shown_with_letters_and_mapped_by_hand():
    source = open_roster(csv_bytes(JANE, OTTO).split(b"\n", 1)[1])
    assert source.headings == tuple("ABCDEFGHI") and source.mapping.columns == {}
    fields = ("mentor_name", "mentor_email", "coachee_name", "coachee_email", "programme")
    mapping = source.mapping.by_hand({field: column for column, field in enumerate(fields)})
    assert [row.line for row in source.rows(mapping)] == [1, 2]


def test_empty_lines_between_rows_are_named_and_those_at_the_end_are_not():
    found = outcomes(csv_bytes(JANE, [""] * 9, OTTO, [""] * 9, [""] * 9) + b"\n\n")
    assert [(outcome.line, isinstance(outcome, RosterRow)) for outcome in found] == [(2, True), (3, False), (4, True)]
    assert (found[1].code, found[1].kind) == ("empty_line", "skipped")


def workbook_bytes(fill) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    fill(book)
    book.save(data)
    return data.getvalue()


def test_a_workbook_is_read_from_its_first_sheet_with_data_and_its_real_dates():
    def fill(book):
        sheet = book.create_sheet("Roster")
        sheet.append([])
        sheet.append([None, *HEADINGS])
        sheet.append([None, *JANE[:5], 2016, datetime.date(2016, 5, 3), datetime.datetime(2016, 8, 30, 0, 0), 7.0])

    source = open_roster(workbook_bytes(fill))
    (row,) = source.rows()
    assert (row.line, row.cohort, row.focus) == (3, "2016", "7")
    assert (row.started_on, row.ended_on) == (datetime.date(2016, 5, 3), datetime.date(2016, 8, 30))
    assert source.date_orders() == frozenset() and source.last_line == 3


def test_a_reading_can_be_pickled_and_begun_again():
    source = open_roster(csv_bytes(JANE, OTTO), "roster.csv")
    again = pickle.loads(pickle.dumps(source))
    mapping = pickle.loads(pickle.dumps(source.mapping))
    assert list(again.rows(mapping)) == list(source.rows()) == list(source.rows())
    assert again.name == "roster.csv" and source.sample(1) == [tuple(JANE)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"just a letter\nto nobody\n", "not a table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a table"),
        (bytes(range(256)) * 20, "not a table"),
        (b"%PDF-1.4, a, b\n1,2,3", "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (workbook_bytes(lambda book: None), "empty"),
        (workbook_bytes(lambda book: None)[:-200], "damaged"),
        (workbook_bytes(lambda book: book.active.cell(1_000_000, 2_000, "far away")), "far too large"),
    ],
)
def test_what_is_no_roster_is_refused_in_words(data, words):
    with pytest.raises(Unreadable) as refusal:
        open_roster(data)
    assert words in str(refusal.value)


def test_more_than_the_limits_is_refused():
    data = csv_bytes(JANE, OTTO, JANE)
    assert len(outcomes(data)) == 3
    with pytest.raises(Unreadable, match="more than 2 rows"):
        open_roster(data, limits=Limits(rows=2))
    with pytest.raises(Unreadable, match="larger than"):
        open_roster(data, limits=Limits(bytes=20))


@pytest.mark.parametrize("told", [None, 100])
def test_a_workbook_that_unpacks_to_far_more_is_refused_even_if_it_lies_about_its_size(told):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    packed = data.getvalue()
    if told:
        packed = packed.replace((3_000_000).to_bytes(4, "little"), told.to_bytes(4, "little"))
    with pytest.raises(Unreadable, match="far too large"):
        open_roster(packed, limits=Limits(unpacked=1_000_000))


STARTS = [
    b"",
    b"PK\x03\x04",
    b"sep=;\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    csv_bytes(),
    csv_bytes(JANE),
    workbook_bytes(lambda book: book.active.append(HEADINGS)),
]


@given(
    st.sampled_from(STARTS),
    st.one_of(st.binary(max_size=300), st.text('",;\n\r\t\0a@.1/', max_size=200).map(str.encode)),
)
def test_no_bytes_raise_anything_but_unreadable(start, rest):
    try:
        source = open_roster(start + rest)
    except Unreadable as refusal:
        assert str(refusal)
        return
    mapping = source.mapping
    if not mapping.is_clear:
        fields = ("mentor_name", "mentor_email", "coachee_name", "coachee_email", "programme")
        if len(source.headings) < len(fields):
            return
        mapping = mapping.by_hand(
            dict.fromkeys(mapping.ambiguous) | {field: column for column, field in enumerate(fields)}
        )
    for outcome in source.rows(mapping, dates="dmy"):
        assert source.heading_line < outcome.line <= source.last_line
