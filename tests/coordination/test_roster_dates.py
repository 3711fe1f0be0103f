"""Dates as people write them; day and month are never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.coordination.roster.dates import BadDate, DatesAmbiguous, date_orders, read_date
from community.coordination.roster.outcomes import Problem
from community.coordination.roster.source import open_roster

MAY = date(2016, 5, 3)


@pytest.mark.parametrize(
    "text",
    ["2016-05-03", " 2016-05-03 ", "2016/5/3", "2016.05.03", "20160503", "2016-05-03T10:30:00Z", "2016-05-03 10:30", "2016-05-03 00:00:00+02:00",
     "2016-05-03T10:30:00.000+0200", "3 May 2016", "3rd of May 2016", "03-May-16", "May 3, 2016", "May 3rd, 2016", "MAY 3 2016", "3. Mai 2016", "3 mai 2016",
     "3 de mayo de 2016", "03/05/2016", "3.5.16", "3. 5. 2016", "03-05-2016 10:30 am", "03/05/2016 10:30:00"],
)  # fmt: skip
def test_dates_are_read_in_many_forms(text):
    assert read_date(text, "dmy") == MAY


def test_month_first_is_read_month_first():
    assert read_date("05/03/2016", "mdy") == read_date("5-3-16 9:15 PM", "mdy") == MAY


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a"])
def test_no_date_is_no_date(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("31/02/2016", "date_impossible"), ("2016-02-30", "date_impossible"), ("45/45/2016", "date_impossible"), ("05/23/2016", "date_other_order"),
     ("soon", "date_unreadable"), ("2016", "date_unreadable"), ("May 2016", "date_unreadable"), ("42513", "date_unreadable"), ("3 Foo 2016", "date_unreadable"),
     ("03/05-2016", "date_unreadable"), ("0016-05-03", "date_far"), ("2999-05-03", "date_far"), ("1" * 5000, "date_unreadable")],
)  # fmt: skip
def test_what_is_no_date_says_why(text, code):
    with pytest.raises(BadDate) as bad:
        read_date(text, "dmy")
    assert bad.value.code == code


@pytest.mark.parametrize(
    ("values", "orders"),
    [(["03/05/2016", "23/05/2016"], {"dmy"}), (["03/05/2016", "05/23/2016"], {"mdy"}), (["03/05/2016", "04/05/2016"], {"dmy", "mdy"}),
     (["2016-05-03", "3 May 2016", "", "soon", "05/05/2016"], set()), (["23/05/2016", "05/23/2016"], {"dmy", "mdy"}),
     (["23/05/2016"] * 60 + ["05/23/2016"], {"dmy"})],
)  # fmt: skip
def test_the_order_is_decided_over_the_whole_file(values, orders):
    assert date_orders(values) == orders


def roster(*starts: str) -> bytes:
    lines = [f"Ana Bell,a{n}@example.org,Bo Cook,b{n}@example.org,Trees,{start}" for n, start in enumerate(starts)]
    return "\n".join(["mentor,mentor email,coachee,coachee email,programme,start", *lines]).encode()


def test_doubtful_dates_are_asked_about_with_examples_and_read_as_answered():
    source = open_roster(roster("03/05/2016", "04/06/2016"))
    with pytest.raises(DatesAmbiguous) as ask:
        source.rows()
    assert ask.value.examples == ("03/05/2016", "04/06/2016")
    assert next(source.rows(dates="dmy")).started_on == MAY
    assert next(source.rows(dates="mdy")).started_on == date(2016, 3, 5)


def test_a_file_in_both_orders_is_asked_about_and_the_other_order_is_named():
    source = open_roster(roster("23/05/2016", "05/23/2016"))
    with pytest.raises(DatesAmbiguous):
        source.rows()
    first, second = source.rows(dates="dmy")
    assert first.started_on == date(2016, 5, 23)
    assert isinstance(second, Problem) and (second.line, second.code) == (3, "date_other_order")


FORMS = {"dmy": ["{0.day}/{0.month}/{0.year}", "{0.day:02}.{0.month:02}.{0.year}", "{0.day}-{0.month}-{0.year}"],
         "mdy": ["{0.month}/{0.day}/{0.year}", "{0.month:02}-{0.day:02}-{0.year}"]}  # fmt: skip


@given(st.sampled_from(["dmy", "mdy"]), st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=1), st.data())
def test_what_is_written_in_a_proved_order_is_read_back(order, days, data):
    days.append(date(2016, 5, 23))
    form = data.draw(st.sampled_from(FORMS[order]))
    texts = [form.format(day) for day in days]
    (proved,) = date_orders(texts)
    assert proved == order and [read_date(text, proved) for text in texts] == days


@given(st.text(max_size=70), st.sampled_from(["dmy", "mdy", None]))
def test_any_text_is_a_date_or_a_bad_date(text, order):
    try:
        assert read_date(text, order) is None or isinstance(read_date(text, order), date)
    except BadDate as bad:
        assert bad.code.startswith("date_")
