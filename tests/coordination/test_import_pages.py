"""The roster import in the browser: look first, import once, see what became of it."""

import pytest
from sqlalchemy import func, select

from community.accounts.models import Participation, Person
from community.coordination.models import LogEntry, RosterFile, RosterImport
from community.mentorships.models import Mentorship
from tests.coordination.conftest import MIA_AND_ANA, TWO_NEW, roster


def number(db, model, *where):
    return db.scalar(select(func.count()).select_from(model).where(*where))


def test_nothing_is_written_before_import_is_pressed(db, world, browse, upload):
    before = number(db, Person), number(db, Mentorship)
    page = browse(world.cora).page(upload(roster(MIA_AND_ANA, TWO_NEW, "broken,line")))
    assert "Nothing has been written yet." in page.words
    assert "Noa Berg mentored Ole Dahl" in page.words
    assert "1 line is left out" in page.words
    assert (number(db, Person), number(db, Mentorship)) == before


def test_importing_writes_everything_once_and_shows_the_result(db, world, browse, upload, worker):
    coordinator = browse(world.cora)
    where = upload(roster(MIA_AND_ANA, TWO_NEW, "broken,line"))
    coordinator.send(where + "/carrying-out")
    assert "The worker has it in hand." in coordinator.page(where).words
    coordinator.send(where + "/carrying-out")  # pressed twice
    worker.drain()
    page = coordinator.page(where)
    assert "is imported" in page.words
    invite = next(link for link in page.links if "/invitations/choice" in link)
    assert "Invite the 2 new people of this roster" in page.words  # not ina, who came with another one
    chosen = coordinator.page(invite)
    assert "2 people would get an invitation" in chosen.words
    assert "Ina" not in chosen.words
    coordinator.send("/coordination/invitations", {"whom": invite.partition("whom=")[2].replace("%3A", ":")})
    assert "Invite the" not in coordinator.page(where).words
    assert "Nobody is left to invite here" in coordinator.page(invite).words
    assert coordinator.page(where + "/columns", status=303).response.location == where
    noa = db.scalar(select(Person).where(Person.email == "noa@example.net"))
    assert (noa.name, noa.standing) == ("Noa Berg", "invited")
    assert number(db, Mentorship, Mentorship.mentor_id == noa.id) == 1
    assert number(db, Participation, Participation.person_id == noa.id) == 1
    assert number(db, RosterFile) == 0
    coordinator.send(where + "/carrying-out")  # and once more when it is over
    worker.drain()
    assert number(db, Mentorship, Mentorship.mentor_id == noa.id) == 1


def test_the_same_file_twice_has_nothing_to_import(world, browse, upload, worker):
    coordinator = browse(world.cora)
    coordinator.send(upload(roster(TWO_NEW)) + "/carrying-out")
    worker.drain()
    page = coordinator.page(upload(roster(TWO_NEW)))
    assert "Everything in it is known already" in page.words


def test_the_preview_says_what_changes_and_for_whom_a_name_is_kept(db, world, browse, upload, worker):
    coordinator = browse(world.cora)
    changed = MIA_AND_ANA.replace("2016-08-30", "2016-09-15").replace("Ana Ruiz Gómez", "Ana Ruiz")
    where = upload(roster(changed))
    words = coordinator.page(where + "?outcome=changed").words
    assert "Ended on: 30 August 2016 becomes 15 September 2016." in words
    assert "Ana Ruiz Gómez has joined and keeps the name they chose" in words
    coordinator.send(where + "/carrying-out")
    worker.drain()
    assert world.mentorship.ended_on.isoformat() == "2016-09-15"
    assert world.ana.name == "Ana Ruiz Gómez"


def test_an_empty_cell_erases_nothing(world, browse, upload):
    page = browse(world.cora).page(
        upload(roster("Mia Chen 陈,mia@example.org,Ana Ruiz Gómez,ana@example.org,Summer of Code,2016,,,"))
    )
    assert "Everything in it is known already" in page.words


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("corrected_by_id", "one of the two has corrected it"),
        ("disputed_by_id", "one of the two says that this was not so"),
    ],
)
def test_what_a_side_has_said_is_not_overwritten(db, world, browse, upload, worker, what, words):
    setattr(world.mentorship, what, world.ana.id)
    coordinator = browse(world.cora)
    where = upload(roster(MIA_AND_ANA.replace("2016-08-30", "2016-09-15"), TWO_NEW))
    assert words in coordinator.page(where + "?outcome=known").words
    coordinator.send(where + "/carrying-out")
    worker.drain()
    assert world.mentorship.ended_on.isoformat() == "2016-08-30"


def test_a_person_not_joined_yet_takes_the_name_of_the_newer_roster(world, browse, upload, worker):
    coordinator = browse(world.cora)
    where = upload(roster(TWO_NEW.replace("Noa Berg,noa@example.net", "Ina Sörensen-Berg,ina@example.org")))
    coordinator.send(where + "/carrying-out")
    worker.drain()
    assert world.ina.name == "Ina Sörensen-Berg"


def test_unknown_headings_lead_to_the_question_which_column_is_what(world, browse, upload):
    coordinator = browse(world.cora)
    where = upload(roster("Noa,noa@example.net,Ole,ole@example.net,Tides", headings="A1,A2,B1,B2,C"))
    page = coordinator.follow(coordinator.page(where, status=303))
    assert "Which column is what?" in page.words
    answers = {"mentor_name": "0", "mentor_email": "1", "coachee_name": "2", "coachee_email": "3"}
    assert "Please choose a column for this one." in coordinator.send(where + "/columns", answers, status=422).words
    twice = coordinator.send(where + "/columns", {**answers, "programme": "0"}, status=422)
    assert "two of these are the same" in twice.words
    coordinator.send(where + "/columns", {**answers, "programme": "4"})
    assert "Noa mentored Ole" in coordinator.page(where).words


def test_dates_that_can_be_read_both_ways_are_asked_about(db, world, browse, upload, worker):
    coordinator = browse(world.cora)
    where = upload(roster(TWO_NEW.replace("2020-05-01,2020-08-31", "03/04/2020,05/06/2020")))
    page = coordinator.follow(coordinator.page(where, status=303))
    assert "03/04/2020" in page.words
    columns = {
        name: str(place)
        for place, name in enumerate(
            [
                "mentor_name",
                "mentor_email",
                "coachee_name",
                "coachee_email",
                "programme",
                "cohort",
                "started_on",
                "ended_on",
                "focus",
            ]
        )
    }
    coordinator.send(where + "/columns", columns, status=422)
    coordinator.send(where + "/columns", {**columns, "date_order": "dmy"})
    coordinator.send(where + "/carrying-out")
    worker.drain()
    assert db.scalar(select(Mentorship.started_on).where(Mentorship.focus == "Waves")).isoformat() == "2020-04-03"


def test_the_example_is_a_roster_that_can_be_imported(world, browse, upload):
    example = next(
        link for link in browse(world.cora).page("/coordination/import").links if link.endswith("roster.csv")
    )
    with browse(world.cora, checks=False).get(example) as answer:
        page = browse(world.cora).page(upload(answer.data))
    assert "Amina Diallo mentored Leo Hartmann" in page.words
    assert "12 May 2025" in page.words


def test_a_file_that_is_no_table_is_refused_on_its_field(world, browse):
    import io

    answer = browse(world.cora).post(
        "/coordination/import",
        data={"file": (io.BytesIO(b"\x89PNG" + bytes(99)), "photo.png")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "Save it as CSV or XLSX" in answer.get_data(as_text=True)
    assert "Please choose the file" in browse(world.cora).send("/coordination/import", status=422).words


def test_problems_come_as_a_file_with_line_numbers_and_safe_cells(world, browse, upload):
    where = upload(roster(TWO_NEW, '"=cmd()",bad,Ole,ole@example.net,Tides,2020,,,'))
    text = browse(world.cora).get(where + "/problems.csv").get_data(as_text=True)
    assert '"3","“Mentor: name” looks like a spreadsheet formula' in text
    assert '"\'=cmd()"' in text


def test_a_long_roster_is_compared_by_the_worker(world, browse, upload, worker):
    coordinator = browse(world.cora)
    lines = [f"Mentor {n},m{n}@example.net,Coachee {n},c{n}@example.net,Long,2020,,," for n in range(1_200)]
    where = upload(roster(*lines))
    assert "Comparing roster.csv" in coordinator.page(where).words
    fragment = browse(world.cora, checks=False).get(where + "/progress")
    assert "X-Poll" not in fragment.headers
    worker.drain()
    assert browse(world.cora, checks=False).get(where + "/progress").headers["X-Poll"] == "done"
    page = coordinator.page(where + "?outcome=new")
    assert "Mentor 49 mentored" in page.words
    assert "Mentor 50 mentored" not in page.words
    onward = next(link for link in page.links if "after=" in link)
    assert "Mentor 50 mentored" in coordinator.page(where + onward).words


def test_a_dropped_roster_is_forgotten(db, world, browse, upload):
    coordinator = browse(world.cora)
    where = upload(roster(TWO_NEW))
    coordinator.send(where + "/withdrawal")
    assert number(db, RosterFile) == 0
    assert coordinator.get(where).status_code == 409
    assert coordinator.post(where + "/carrying-out").status_code == 409


def test_an_import_that_fails_is_shown_and_can_be_tried_again(db, world, browse, upload, worker, monkeypatch):
    from community.coordination.actions import importing

    coordinator = browse(world.cora)
    where = upload(roster(TWO_NEW))
    coordinator.send(where + "/carrying-out")

    def crash(*arguments):
        raise ValueError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr(importing, "write", crash)
        worker.drain()
    page = coordinator.page(where)
    assert "was not imported" in page.words
    assert "Nothing of this roster was written." in page.words
    assert db.scalar(select(Person).where(Person.email == "noa@example.net")) is None
    coordinator.send(where + "/carrying-out")
    worker.drain()
    assert "is imported" in coordinator.page(where).words


def test_previews_left_alone_for_a_month_are_forgotten(db, world, upload, worker):
    from datetime import timedelta

    from community.core import clock

    upload(roster(TWO_NEW))
    roster_import = db.scalar(select(RosterImport))
    roster_import.created_at = clock.now() - timedelta(days=31)
    worker.job("coordination.forget_rosters")
    assert number(db, RosterFile) == 0
    assert db.scalar(select(RosterImport.state)) == "dropped"


def test_what_coordinators_do_with_rosters_is_in_the_log(db, world, browse, upload, worker):
    where = upload(roster(TWO_NEW))
    browse(world.cora).send(where + "/carrying-out")
    assert list(db.scalars(select(LogEntry.what).order_by(LogEntry.id))) == ["roster_uploaded", "roster_imported"]
