"""Columns are recognised by their headings, and what is not certain is said."""

from __future__ import annotations

import pytest

from community.coordination.roster.columns import FIELDS, ColumnsUnclear, recognise
from community.coordination.roster.source import open_roster

LANGUAGES = {
    "canonical": "mentor_name,mentor_email,coachee_name,coachee_email,programme,cohort,started_on,ended_on,focus",
    "camel": "mentorName,mentorEmail,menteeName,menteeEmail,program,intake,startDate,endDate,topic",
    "joined": "MENTOR,MENTOREMAIL,MENTEE,MENTEEMAIL,PROGRAM,COHORT,START,END,FOCUS",
    "spaced": "Mentor's full name,Mentor E-Mail Address,Protégé,Protégé e-mail,Programme name,Year,Begin,Until,Project title",
    "from and to": "Mentor,Mentor mail,Coachee,Coachee mail,Mentoring Program,Cohort,From,To,Subject",
    "German": "Mentorin,E-Mail-Adresse der Mentorin,Mentee,E-Mail Mentee,Programm,Jahrgang,Beginn (TT.MM.JJJJ),Ende,Thema",
    "German 2": "Mentor*in Name,Mentor*in E-Mail,Schützling,Schützling E-Mail,Programm,Kohorte,Startdatum,Enddatum,Schwerpunkt",
    "French": "Mentor,Courriel du mentor,Mentoré,Courriel du mentoré,Programme,Cohorte,Date de début,Date de fin,Sujet",
    "French 2": "Nom de la marraine,Adresse mail de la marraine,Filleule,Mail filleule,Programme,Année,Début,Fin,Thème",
    "Spanish": "Mentora,Correo electrónico de la mentora,Mentorizado,Correo electrónico del mentorizado,Programa,Año,Fecha de inicio,Fecha de fin,Tema",
}


@pytest.mark.parametrize("headings", LANGUAGES.values(), ids=LANGUAGES)
def test_headings_are_recognised_in_many_words(headings):
    mapping = recognise(headings.split(","))
    assert mapping.columns == {field: column for column, field in enumerate(FIELDS)}
    assert mapping.is_clear


@pytest.mark.parametrize(
    "heading",
    ["", "Name", "E-mail", "Mentor phone", "Mentor organisation", "Mentee id", "Mentor start date", "Line", "Reason",
     "Start year", "Project manager e-mail", "Mentor's mentee", "Notes", "Title"],
)  # fmt: skip
def test_a_heading_that_means_something_else_is_left_alone(heading):
    assert recognise([heading]).columns == {}


def test_what_is_missing_is_said():
    mapping = recognise(["Mentor", "Mentee", "Start"])
    assert mapping.missing == ("mentor_email", "coachee_email", "programme")
    assert not mapping.is_clear


def test_the_stronger_word_wins_and_the_weaker_column_is_named_as_unused():
    mapping = recognise(["Year", "Cohort", "Notes"])
    assert mapping.columns == {"cohort": 1} and mapping.certainty == {"cohort": "sure"}
    assert mapping.unused == (0, 2)
    assert recognise(["Year"]).certainty == {"cohort": "likely"}


def test_two_equally_good_columns_are_asked_about_and_settled_by_hand():
    mapping = recognise([*LANGUAGES["canonical"].split(","), "Programme"])
    assert mapping.ambiguous == {"programme": (4, 9)} and "programme" not in mapping.columns
    assert mapping.by_hand({"programme": 9}).is_clear


def test_an_address_right_after_a_name_belongs_to_it():
    mapping = recognise(["Mentor", "E-mail", "Mentee", "E-mail", "Program"])
    assert (mapping.columns["mentor_email"], mapping.columns["coachee_email"]) == (1, 3)
    assert mapping.certainty["coachee_email"] == "likely"


def test_mapping_by_hand_overrides_and_refuses_what_cannot_be():
    mapping = recognise(LANGUAGES["canonical"].split(","))
    changed = mapping.by_hand({"focus": 5, "ended_on": None})
    assert changed.columns["focus"] == 5 and "cohort" not in changed.columns and "ended_on" not in changed.columns
    assert changed.certainty["focus"] == "by hand"
    for impossible in ({"focus": 9}, {"focus": -1}, {"shoe_size": 1}, {"focus": 1, "cohort": 1}):
        with pytest.raises(ValueError):
            mapping.by_hand(impossible)


def test_rows_are_not_begun_before_the_columns_are_clear():
    source = open_roster(b"Mentor,Mentee\nAna,Bo\n")
    with pytest.raises(ColumnsUnclear) as unclear:
        source.rows()
    assert "programme" in unclear.value.mapping.missing
