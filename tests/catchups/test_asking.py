"""Asking: the form, the times on two clocks, what is refused and in which words, and the limits that protect both."""

import pytest

from community.accounts.models import Availability
from community.catchups import actions, queries
from community.catchups.models import CatchUp
from community.core.errors import Conflict, Missing
from community.core.text import clean_text
from tests.catchups.conftest import FIRST, LATER, NOW

WISHES = {"kind": "walk", "mode": "in_person", "minutes": "45", "who_proposes": "me"}
AT_FOUR = {"times-0-day": "2026-11-03", "times-0-at": "16:00"}


def path_to(person):
    return f"/members/{person.public_id}/catch-up"


def newest(db):
    found = db.query(CatchUp.id).order_by(CatchUp.id.desc()).first()
    return queries.by_id(found.id) if found else None


def test_a_request_keeps_what_was_wished(world, browse, db):
    data = WISHES | AT_FOUR | {"topic": "Moving abroad", "words": "I thought of you.", "place": "Parc de la Ciutadella"}
    page = browse(world.ana).send(path_to(world.mia), data)
    catchup = newest(db)
    assert page.response.location == f"/catchups/{catchup.public_id}"
    assert (catchup.asker_id, catchup.asked_id, catchup.turn_id) == (world.ana.id, world.mia.id, world.mia.id)
    assert (catchup.kind, catchup.mode, catchup.minutes, catchup.state) == ("walk", "in_person", 45, "asked")
    assert (catchup.topic, catchup.words, catchup.place) == (
        "Moving abroad",
        "I thought of you.",
        "Parc de la Ciutadella",
    )
    assert [(time.starts_at, time.zone) for time in catchup.times] == [(FIRST, "Europe/Berlin")]


def test_a_call_is_never_in_person(world, browse, db):
    browse(world.ana).send(path_to(world.mia), WISHES | AT_FOUR | {"kind": "call"})
    assert newest(db).mode == "remote"


def test_the_other_is_asked_to_suggest_a_time(world, browse, db):
    browse(world.ana).send(path_to(world.mia), WISHES | {"who_proposes": "them"})
    assert newest(db).times == []
    assert "would be glad if you suggested a time" in browse(world.mia).page(f"/catchups/{newest(db).public_id}").words


def test_without_a_time_the_form_says_what_to_do_and_keeps_what_was_typed(world, browse, db):
    page = browse(world.ana).send(path_to(world.mia), WISHES | {"words": "Dear Mia"}, 422)
    assert "Give at least one time" in page.words
    assert "Dear Mia" in page.text
    assert newest(db) is None


def test_the_page_says_who_can_read_it_before_one_types(world, browse):
    page = browse(world.ana).page(path_to(world.mia))
    assert page.text.index("can read what you write here") < page.text.index('name="words"')


def test_the_letter_is_read_before_it_is_answered(world, browse, asked):
    catchup = asked(world.ana, world.mia, words="I thought of you.")
    page = browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert page.text.index("I thought of you.") < page.text.index("Send my answer")


# --- words ----------------------------------------------------------------------------------------------------

WORDS = [
    "",
    "Дорогая Миа, давно не виделись",
    "مرحبا، كيف حالك؟",
    "お元気ですか 🙂👩🏽‍💻",
    "<script>alert(1)</script> & <b>bold</b>",
    "one\n\ntwo\r\nthree",
    "x" * 2000,
]


@pytest.mark.parametrize("words", WORDS)
def test_words_come_back_as_they_were_written_and_never_as_markup(words, world, browse, db):
    browse(world.ana).send(path_to(world.mia), WISHES | AT_FOUR | {"words": words, "topic": words[:100]})
    catchup = newest(db)
    assert catchup.words == clean_text(words)
    page = browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert " ".join(clean_text(words).split()) in page.words
    assert not [script for script in page.find_all("script") if not script.get("src")]


def test_too_many_words_are_refused_and_kept(world, browse):
    page = browse(world.ana).send(path_to(world.mia), WISHES | AT_FOUR | {"words": "y" * 2001}, 422)
    assert "2000 characters" in page.words
    assert "y" * 2001 in page.text


@pytest.mark.parametrize(
    "changes", [{"kind": "date"}, {"mode": "psychic"}, {"minutes": "600"}, {"minutes": "x"}, {"who_proposes": "?"}]
)
def test_choices_nobody_offered_are_refused(changes, world, browse, db):
    browse(world.ana).send(path_to(world.mia), WISHES | AT_FOUR | changes, 422)
    assert newest(db) is None


# --- whom, and how often --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "status"), [("ana", 403), ("bea", 404), ("sam", 404), ("lou", 404), ("ina", 404), ("mia", 200)]
)
def test_who_can_be_asked(key, status, world, browse):
    browse(world.ana).page(path_to(getattr(world, key)), status)
    assert browse(world.ana).post(path_to(getattr(world, key)), data=WISHES | AT_FOUR).status_code == (
        303 if status == 200 else status
    )


def test_whoever_blocked_me_cannot_be_asked_either(world, browse):
    browse(world.bea).page(path_to(world.ana), 404)


def test_a_block_put_up_meanwhile_counts(world, make):
    make.block(world.pau, world.ana)
    with pytest.raises(Missing):
        actions.ask(world.ana, world.pau, kind="walk", mode="remote", minutes=15, times=[FIRST])


CLOSED = {"catchups": "not_now"}


@pytest.mark.parametrize(
    ("availability", "asker", "works"),
    [
        ({"catchups": "anyone"}, "lin", True),
        ({"catchups": "related"}, "lin", False),
        ({"catchups": "related"}, "ana", True),
        (CLOSED, "ana", False),
        (CLOSED | {"catchups_until": NOW.date()}, "ana", False),
        (CLOSED | {"catchups_until": NOW.date().replace(day=19)}, "ana", True),
        ({"catchups_per_month": 0}, "ana", False),
    ],
)
def test_availability_is_obeyed(availability, asker, works, world, browse, db):
    db.add(Availability(person_id=world.mia.id, **availability))
    page = browse(getattr(world, asker)).page(path_to(world.mia))
    assert ('name="words"' in page.text) is works
    if not works:
        assert "Look in the directory" in page.words
    response = browse(getattr(world, asker)).post(path_to(world.mia), data=WISHES | AT_FOUR)
    assert response.status_code == (303 if works else 409)


def test_nobody_quiet_is_asked_for_anything(world, browse):
    world.mia.standing = "quiet"
    assert "not taking new catch-ups at the moment" in browse(world.ana).page(path_to(world.mia)).words


def test_a_sixth_open_request_is_refused(world, make, asked, db):
    for _number in range(5):
        asked(world.ana, make.acquaintance(of=world.ana))
    someone = make.acquaintance(of=world.ana)
    with pytest.raises(Conflict) as refusal:
        asked(world.ana, someone)
    assert "asked 5 people" in str(refusal.value.message)
    actions.withdraw(world.ana, newest(db))
    assert asked(world.ana, someone).state == "asked"


def test_what_waits_and_what_was_agreed_counts_for_the_month_of_the_asked(world, make, asked, db, clock):
    db.add(Availability(person_id=world.mia.id, catchups_per_month=2))
    first = asked(make.person(), world.mia)
    actions.accept(world.mia, first, starts_at=FIRST)
    waiting = asked(make.person(), world.mia)
    with pytest.raises(Conflict):
        asked(make.person(), world.mia)
    actions.say_not_now(world.mia, waiting)
    assert asked(make.person(), world.mia).state == "asked"


def test_the_month_rolls_on(world, make, asked, db, clock):
    db.add(Availability(person_id=world.mia.id, catchups_per_month=1))
    first = asked(make.person(), world.mia)
    actions.accept(world.mia, first, starts_at=FIRST)
    clock.shift(31 * 24 * 3600)
    assert asked(make.person(), world.mia, times=[LATER.replace(month=12)]).state == "asked"


@pytest.mark.parametrize("again", ["ana", "mia"])
def test_only_one_request_is_open_between_two_people(again, world, browse, asked):
    catchup = asked(world.ana, world.mia)
    asker, person = (world.ana, world.mia) if again == "ana" else (world.mia, world.ana)
    browser = browse(asker)
    page = browser.page(path_to(person), status=303)
    assert page.response.location == f"/catchups/{catchup.public_id}"
    assert f"There is already an open request between you and {person.name}" in browser.follow(page).words
    browse(asker).send(path_to(person), WISHES | AT_FOUR, 409)
