"""A member tells the coordinators what is wrong: who reads it, and who does not."""

import pytest
from sqlalchemy import select

from community.circles import actions, queries
from community.circles.models import CircleReport
from tests.circles import making

WORDS = "He will not stop writing to me at night."


@pytest.fixture
def circle(world, make):
    return make.circle(world.ana, world.mia, world.pau, name="Harbour lights", is_listed=False).circle


def tell(circle) -> str:
    return f"/circles/{circle.public_id}/report"


def the_report(db) -> CircleReport:
    return db.execute(select(CircleReport)).scalar_one()


def test_a_member_tells_the_coordinators_and_one_of_them_answers(world, circle, browse, worker, mails, db):
    mia = browse(world.mia)
    assert "Cora Lindt" in mia.page(tell(circle)).words, "who reads it is said before it is typed"
    page = mia.follow(mia.send(tell(circle), {"words": WORDS}))
    assert WORDS in page.words
    worker.drain()
    (mail,) = [one for one in mails if one["To"].endswith("cora@example.org>") or "cora@" in one["To"]]
    assert "Harbour" not in mail.as_string() and WORDS not in mail.as_string()
    report = the_report(db)
    cora = browse(world.cora)
    assert "asks for help" in cora.page("/coordination/circles").words
    assert WORDS in cora.page(f"/circles/reports/{report.public_id}").words
    cora.send(f"/circles/reports/{report.public_id}/answer", {"words": "I have spoken with him."})
    assert "asks for help" not in cora.page("/coordination/circles").words
    assert "I have spoken with him." in mia.page(f"/circles/reports/{report.public_id}").words
    worker.drain()
    (told,) = [one for one in mails if "mia@" in one["To"]]
    assert "spoken" not in told.as_string()
    assert "answered" in mia.page("/circles/reports").words


def test_nobody_in_the_circle_learns_of_it(world, circle, browse, db):
    report = making.report(world.mia, circle, WORDS)
    for person in (world.ana, world.pau, world.lin, world.mod):
        browse(person).page(f"/circles/reports/{report.public_id}", status=404)
        browse(person).send(f"/circles/reports/{report.public_id}/answer", {"words": "Found."}, status=404)


def test_a_coordinator_who_is_or_was_in_the_circle_reads_nothing_of_it(world, make, circle, browse):
    make.seat(circle, world.cora)
    other = make.person(role="coordinator", name="Otto Outside")
    page = browse(world.mia).page(tell(circle))
    assert "Otto Outside" in page.words and "Cora" not in page.words.split("Read by")[1]
    report = making.report(world.mia, circle, WORDS)
    browse(world.cora).page(f"/circles/reports/{report.public_id}", status=404)
    assert "asks for help" not in browse(world.cora).page("/coordination/circles").words
    browse(other).page(f"/circles/reports/{report.public_id}")
    actions.leave(world.cora, queries.seat(world.cora, circle.public_id))
    browse(world.cora).page(f"/circles/reports/{report.public_id}", status=404)


def test_a_coordinator_whom_a_block_parts_from_the_reporter_does_not_look_after_it(world, make, circle, browse, worker):
    other = make.person(role="coordinator", name="Otto Outside")
    report = making.report(world.mia, circle, WORDS)
    make.block(world.mia, world.cora)
    browse(world.cora).page(f"/circles/reports/{report.public_id}", status=404)
    browse(other).page(f"/circles/reports/{report.public_id}")
    assert "Cora" not in browse(world.mia).page(tell(circle)).words


def test_without_a_coordinator_outside_it_is_said_and_nothing_is_sent(world, make, circle, browse, db):
    make.seat(circle, world.cora)
    assert "Speak to somebody you trust" in browse(world.mia).page(tell(circle)).words
    browse(world.mia).send(tell(circle), {"words": WORDS}, status=403)
    assert db.execute(select(CircleReport)).first() is None


def test_who_has_left_or_not_signed_may_tell_too_and_others_may_not(world, make, circle, browse):
    make.seat(circle, world.lin, signed=False)
    browse(world.lin).send(tell(circle), {"words": WORDS})
    actions.leave(world.pau, queries.seat(world.pau, circle.public_id))
    page = browse(world.pau).page(tell(circle))
    assert "Harbour" not in page.words
    page = browse(world.pau).follow(browse(world.pau).send(tell(circle), {"words": WORDS}))
    assert "a circle you were in" in page.words and "Harbour" not in page.words
    browse(world.mod).page(tell(circle), status=404)


def test_of_a_post_its_words_are_not_sent_along(world, circle, browse, db):
    post = making.post(world.ana, circle, "Marmalade at midnight.")
    path = f"/circles/posts/{post.public_id}/report"
    browse(world.lin).page(path, status=404)
    browse(world.mia).send(path, {"words": WORDS})
    report = the_report(db)
    assert report.post_id == post.id
    page = browse(world.cora).page(f"/circles/reports/{report.public_id}")
    assert "about one of its posts" in page.words and "Marmalade" not in page.text


def test_nothing_and_too_much_are_refused_on_the_field(world, circle, browse):
    assert "Please write a few words" in browse(world.mia).send(tell(circle), {"words": " "}, status=422).words
    assert "shorter" in browse(world.mia).send(tell(circle), {"words": "x" * 4001}, status=422).words


def test_the_second_coordinator_to_answer_is_told_that_it_was_looked_after(world, make, circle, browse):
    report = making.report(world.mia, circle, WORDS)
    path = f"/circles/reports/{report.public_id}/answer"
    browse(world.cora).send(path, {"words": "Done."})
    browse(make.person(role="coordinator")).send(path, {"words": "Done too."}, status=403)


def test_words_are_kept_encrypted(world, circle, db):
    report = making.report(world.mia, circle, WORDS)
    actions.answer_report(world.cora, report, words="I have spoken with him.")
    row = db.execute(select(CircleReport.__table__).where(CircleReport.id == report.id)).mappings().one()
    raw = db.connection().exec_driver_sql("SELECT words, answer FROM circle_reports").one()
    assert row["words"] == WORDS and WORDS not in str(raw) and "spoken" not in str(raw)
