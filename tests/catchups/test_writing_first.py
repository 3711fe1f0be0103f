"""Writing to somebody first: one page, one field; the answer is the yes; and nothing that only a meeting has."""

from datetime import timedelta

import pytest

from community.accounts.models import Availability
from community.catchups import actions, queries
from community.catchups.models import CatchUp
from community.core.errors import Conflict, Invalid, Missing
from community.events import CatchUpHappened
from tests.catchups.conftest import NOW
from tests.postbox import text_of

HELLO = "I read about your boat, and thought of you."


def path_to(person):
    return f"/members/{person.public_id}/message"


def newest(db):
    found = db.query(CatchUp.id).order_by(CatchUp.id.desc()).first()
    return queries.by_id(found.id) if found else None


@pytest.fixture
def written(world, db):
    """Ana has written to Mia."""
    return queries.by_id(actions.write_first(world.ana, world.mia, words=HELLO).id)


def test_one_page_one_field_and_who_can_read_it(world, browse, db):
    page = browse(world.ana).page(path_to(world.mia))
    assert page.text.index("Mia Chen 陈 can read this, nobody else") < page.text.index('name="words"')
    assert len(page.find_all("textarea")) == 1
    sent = browse(world.ana).send(path_to(world.mia), {"words": HELLO})
    catchup = newest(db)
    assert sent.response.location == f"/catchups/{catchup.public_id}#thread"
    assert (catchup.kind, catchup.mode, catchup.state, catchup.words, catchup.times) == (
        "messages",
        "remote",
        "asked",
        "",
        [],
    )
    assert queries.newest_message(catchup.id).words == HELLO


def test_writing_back_is_the_yes(world, browse, written, monkeypatch):
    told = []
    monkeypatch.setattr("community.catchups.actions.talking.publish", told.append)
    path = f"/catchups/{written.public_id}"
    page = browse(world.mia).page(path)
    assert page.text.index(HELLO) < page.text.index("Write back to Ana")
    browse(world.mia).send(f"{path}/messages", {"words": "How lovely."})
    assert (written.state, written.agreed_at, written.turn_id, written.lapses_at) == ("happened", NOW, None, None)
    happened = CatchUpHappened(written.id, (world.ana.id, world.mia.id), NOW.date(), "messages")
    assert told[0] == happened
    browse(world.ana).send(f"{path}/messages", {"words": "And you?"})
    browse(world.mia).send(f"{path}/messages", {"words": "Fine."})
    assert told.count(happened) == 1
    assert "are writing to each other" in browse(world.ana).page(path).words


def test_not_now_is_an_answer_too(world, browse, written):
    browse(world.mia).send(f"/catchups/{written.public_id}/refusal")
    assert written.state == "declined"
    assert "does not fit for Mia" in browse(world.ana).page(f"/catchups/{written.public_id}").words
    browse(world.mia).send(f"/catchups/{written.public_id}/messages", {"words": "Or yes?"}, 409)


def test_nothing_speaks_of_times_or_of_meeting(world, browse, written, db):
    pages = []
    path = f"/catchups/{written.public_id}"
    for _state in ("asked", "happened"):
        pages += [browse(person).page(path) for person in (world.ana, world.mia)]
        pages += [browse(person).page("/catchups") for person in (world.ana, world.mia)]
        pages += [browse(person).page("/") for person in (world.ana, world.mia)]
        if written.state == "asked":
            actions.write(world.mia, written, words="Hello Ana")
    for page in pages:
        for word in ("Did you meet", "suggested a time", "Propose", "you met", "have met", "15 minutes", "calendar"):
            assert word not in page.words, (page.path, word)
    assert "you wrote" in browse(world.ana).page("/catchups").words
    for form in ("proposal", "cancellation"):
        browse(world.mia).page(f"{path}/{form}", 409)


def test_its_mails_speak_of_words_and_hold_none(world, written, worker, mails, clock):
    worker.drain()
    clock.shift(8 * 24 * 3600)
    worker.job("catchups.remind_to_answer")
    worker.drain()
    clock.shift(7 * 24 * 3600)
    worker.job("catchups.lapse")
    worker.drain()
    assert [(mail.envelope_to[0], mail["Subject"]) for mail in mails] == [
        ("mia@example.org", "Ana Ruiz Gómez has written to you"),
        ("mia@example.org", "Ana Ruiz Gómez would be glad of an answer"),
        ("ana@example.org", "No answer yet: Messages with Mia Chen 陈"),
    ]
    for mail in mails:
        assert HELLO not in text_of(mail) and "time" not in text_of(mail).replace("timezone", ""), text_of(mail)


@pytest.mark.parametrize(
    ("key", "status"), [("ana", 403), ("bea", 404), ("sam", 404), ("lou", 404), ("ina", 404), ("mia", 200)]
)
def test_who_can_be_written_to(key, status, world, browse):
    browse(world.ana).page(path_to(getattr(world, key)), status)
    response = browse(world.ana).post(path_to(getattr(world, key)), data={"words": HELLO})
    assert response.status_code == (303 if status == 200 else status)


def test_a_block_put_up_meanwhile_counts(world, make):
    make.block(world.pau, world.ana)
    with pytest.raises(Missing):
        actions.write_first(world.ana, world.pau, words=HELLO)


def test_the_limits_of_asking_hold(world, browse, make, db):
    db.add(Availability(person_id=world.mia.id, catchups="not_now"))
    page = browse(world.ana).page(path_to(world.mia))
    assert 'name="words"' not in page.text
    assert "not taking new catch-ups at the moment" in page.words
    browse(world.ana).send(path_to(world.mia), {"words": HELLO}, 409)
    db.add(Availability(person_id=world.pau.id, catchups_per_month=1))
    db.flush()
    actions.write_first(make.person(), world.pau, words=HELLO)
    with pytest.raises(Conflict):
        actions.write_first(world.ana, world.pau, words=HELLO)


def test_an_answered_exchange_counts_for_the_month_of_the_asked(world, make, db):
    db.add(Availability(person_id=world.mia.id, catchups_per_month=1))
    catchup = actions.write_first(world.ana, world.mia, words=HELLO)
    actions.write(world.mia, catchup, words="Hello")
    with pytest.raises(Conflict):
        actions.write_first(make.person(), world.mia, words=HELLO)


@pytest.mark.parametrize("words", ["", " \n ", "y" * 4001])
def test_no_words_and_too_many_are_refused_and_kept(words, world, browse, db):
    page = browse(world.ana).send(path_to(world.mia), {"words": words}, 422)
    assert words.strip() in page.text
    assert newest(db) is None
    with pytest.raises(Invalid):
        actions.write_first(world.ana, world.mia, words=words)


# --- where the two write to each other already -------------------------------------------------------------------


def test_what_is_open_is_the_place_to_write(world, browse, written, clock, db):
    path = f"/catchups/{written.public_id}#thread"
    for person, other in ((world.ana, world.mia), (world.mia, world.ana)):
        assert browse(person).page(path_to(other), 303).response.location == path
    actions.write(world.mia, written, words="Hello")
    clock.shift(89 * 24 * 3600)
    assert browse(world.ana).page(path_to(world.mia), 303).response.location == path
    assert browse(world.ana).send(path_to(world.mia), {"words": "Still here"}).response.location == path
    clock.shift(2 * 24 * 3600)
    browse(world.ana).page(path_to(world.mia))
    browse(world.ana).send(path_to(world.mia), {"words": "A new one"})
    assert newest(db).id != written.id


def test_two_who_write_first_to_each_other_have_begun(world, db):
    first = actions.write_first(world.ana, world.mia, words=HELLO)
    second = actions.write_first(world.mia, world.ana, words="I thought of you too")
    assert first.id == second.id
    assert queries.by_id(first.id).state == "happened"


def test_who_waits_for_the_first_answer_does_not_press(world, browse, written, db, clock):
    actions.write_first(world.ana, world.mia, words=HELLO)  # the same words once more: a second click
    browse(world.ana).send(path_to(world.mia), {"words": "Hello?"}, 409)
    assert 'name="words"' not in browse(world.ana).page(f"/catchups/{written.public_id}").text
    assert queries.newest_message(written.id).words == HELLO


def test_an_open_request_for_a_coffee_is_the_place_to_write(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    page = browse(world.mia).page(path_to(world.ana), 303)
    assert page.response.location == f"/catchups/{catchup.public_id}#thread"
    browse(world.mia).send(path_to(world.ana), {"words": "Where?"})
    assert queries.newest_message(catchup.id).words == "Where?"


def test_after_not_now_and_after_a_lapse_one_can_write_anew(world, written, clock, db):
    actions.say_not_now(world.mia, written)
    again = actions.write_first(world.ana, world.mia, words="Another day")
    assert again.id != written.id
    actions.lapse(again.id, NOW + timedelta(days=15))
    assert actions.write_first(world.mia, world.ana, words="Late, but here").id != again.id
