"""Not now: one click; and what may be said beside it: when to ask again, and whom to ask instead."""

from datetime import date, timedelta

import pytest
from flask import current_app

from community.accounts.models import Availability
from community.catchups import actions, queries
from community.core import panels
from community.core.errors import Conflict, Invalid
from tests.catchups.conftest import NOW
from tests.postbox import text_of

MAY = date(2027, 5, 1)


def happenings(actor):
    """What home would say happened to people the actor knows, as far as catch-ups know."""
    with current_app.test_request_context("/"):
        return [one for one in panels.at_home(actor)[1] if "asked you to ask again" in str(one.words)]


def refusal_of(catchup):
    return f"/catchups/{catchup.public_id}/refusal"


def test_not_now_is_one_click(world, browse, asked):
    catchup = asked(world.ana, world.mia)
    page = browse(world.mia).page(f"/catchups/{catchup.public_id}")
    assert ("post", refusal_of(catchup)) in page.forms
    browse(world.mia).send(refusal_of(catchup))
    assert (catchup.state, catchup.ask_after, catchup.suggested_id) == ("declined", None, None)
    assert "would be glad if you asked again" not in browse(world.ana).page(f"/catchups/{catchup.public_id}").words


def test_the_next_weeks_say_quietly_that_it_did_not_fit(world, browse, asked, clock):
    browse(world.mia).send(refusal_of(asked(world.ana, world.mia)))
    said = f"It did not fit for Mia Chen 陈 on {NOW.day} {NOW:%B}."
    pages = [f"/members/{world.mia.public_id}/{way}" for way in ("catch-up", "message")]
    for path in pages:
        assert said in browse(world.ana).page(path).words
    assert "It did not fit" not in browse(world.mia).page(f"/members/{world.ana.public_id}/catch-up").words
    clock.move_to(NOW + timedelta(days=29))
    for path in pages:
        assert "It did not fit" not in browse(world.ana).page(path).words


def test_the_page_that_refuses_offers_to_write_where_the_two_write_already(world, browse, asked, db):
    availability = queries.availability_of(world.mia)
    availability.catchups = "not_now"
    db.add(availability)
    write, path = f"/members/{world.mia.public_id}/message", f"/members/{world.mia.public_id}/catch-up"
    assert write not in browse(world.ana).page(path).links
    actions.write(world.ana, actions.write_first(world.mia, world.ana, words="How are you?"), words="Well!")
    assert write in browse(world.ana).page(path).links


# --- ask me after … -------------------------------------------------------------------------------------------


def test_until_the_day_the_asker_is_kindly_refused_and_then_reminded(world, browse, asked, clock):
    catchup = asked(world.ana, world.mia)
    browse(world.mia).send(refusal_of(catchup), {"ask_after": MAY.isoformat()})
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "Mia Chen 陈 would be glad if you asked again after 1 May 2027" in page.words
    path = f"/members/{world.mia.public_id}/catch-up"
    assert path not in page.links
    assert "would be glad if you asked again after 1 May" in browse(world.ana).page(path).words
    with pytest.raises(Conflict):
        asked(world.ana, world.mia)
    assert happenings(world.ana) == []
    clock.move_to(NOW.replace(year=2027, month=5, day=1))
    (happening,) = happenings(world.ana)
    assert str(happening.words) == "Mia Chen 陈 asked you to ask again after 1 May."
    assert (happening.person_id, happening.url) == (world.mia.id, path)
    assert path in browse(world.ana).page(f"/catchups/{catchup.public_id}").links
    asked(world.ana, world.mia, times=[])
    assert happenings(world.ana) == [], "she has asked again"


@pytest.mark.parametrize("gone", ["blocked", "quiet", "left", "closed", "old"])
def test_nobody_is_reminded_of_who_cannot_be_asked(gone, world, make, asked, clock, db):
    actions.say_not_now(world.mia, asked(world.ana, world.mia), ask_after=date(2026, 11, 1))
    clock.move_to(NOW + timedelta(days=20))
    assert len(happenings(world.ana)) == 1
    if gone == "blocked":
        make.block(world.mia, world.ana)
    elif gone == "closed":
        db.add(Availability(person_id=world.mia.id, catchups="not_now"))
    elif gone == "old":
        clock.move_to(NOW + timedelta(days=90))
    else:
        world.mia.standing = gone
    db.flush()
    assert happenings(world.ana) == []


def test_who_was_asked_to_wait_may_be_asked_themselves(world, asked):
    actions.say_not_now(world.mia, asked(world.ana, world.mia), ask_after=MAY)
    assert asked(world.mia, world.ana).state == "asked"


@pytest.mark.parametrize("day", ["2026-10-20", "2025-01-01", "2028-01-01", "soon"])
def test_a_day_that_is_none_within_a_year_is_refused_and_kept(day, world, browse, asked):
    catchup = asked(world.ana, world.mia)
    page = browse(world.mia).send(refusal_of(catchup), {"ask_after": day}, 422)
    assert f'value="{day}"' in page.text
    assert catchup.state == "asked"


# --- maybe ask X instead --------------------------------------------------------------------------------------


def offered(page):
    return [option.get("value") for option in page.find_all("option") if option.get("value")]


def test_somebody_else_can_be_suggested_and_only_the_page_says_whom(world, browse, make, worker, mails, asked):
    jo = make.acquaintance(of=world.mia, name="Jo March")
    catchup = asked(world.ana, world.mia)
    assert jo.public_id in offered(browse(world.mia).page(refusal_of(catchup)))
    browse(world.mia).send(refusal_of(catchup), {"instead": jo.public_id})
    worker.drain()
    (mail,) = mails.to("ana@example.org")
    assert "left a suggestion for you" in text_of(mail)
    assert "Jo" not in mail.as_string() + text_of(mail)
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "Jo March" in page.words
    assert f"/members/{jo.public_id}/catch-up" in page.links


@pytest.mark.parametrize("why", ["stranger", "asker", "self", "blocked", "related only", "not now", "quiet"])
def test_who_could_not_be_asked_is_not_offered_and_refused(why, world, browse, make, asked, db):
    jo = make.acquaintance(of=world.mia)
    catchup = asked(world.ana, world.mia)
    if why == "stranger":
        jo = world.lin
    elif why == "asker":
        jo = world.ana
    elif why == "self":
        jo = world.mia
    elif why == "blocked":
        make.block(jo, world.mia)
    elif why == "quiet":
        jo.standing = "quiet"
    else:
        db.add(Availability(person_id=jo.id, catchups={"related only": "related", "not now": "not_now"}[why]))
    db.flush()
    assert jo.public_id not in offered(browse(world.mia).page(refusal_of(catchup)))
    browse(world.mia).send(refusal_of(catchup), {"instead": jo.public_id}, 422)
    with pytest.raises(Invalid):
        actions.say_not_now(world.mia, catchup, instead=jo)


@pytest.mark.parametrize("blocker", ["jo", "ana"])
def test_a_block_between_asker_and_suggested_shows_to_nobody(blocker, world, browse, make, worker, mails, asked):
    """Who knows both would read the block from the name that is missing; so it is there, and taken like any other."""
    jo = make.acquaintance(of=world.mia, name="Jo March")
    catchup = asked(world.ana, world.mia)
    before = offered(browse(world.mia).page(refusal_of(catchup)))
    make.block(*(jo, world.ana) if blocker == "jo" else (world.ana, jo))
    assert offered(browse(world.mia).page(refusal_of(catchup))) == before == [jo.public_id]
    taken = browse(world.mia).send(refusal_of(catchup), {"instead": jo.public_id})
    assert taken.status == 303 and catchup.state == "declined"
    worker.drain()
    (mail,) = mails.to("ana@example.org")
    assert "suggestion" not in text_of(mail)
    page = browse(world.ana).page(f"/catchups/{catchup.public_id}")
    assert "Jo March" not in page.text and "suggests" not in page.words


@pytest.mark.parametrize("change", ["closes", "blocks", "leaves", "is full"])
def test_a_suggestion_is_shown_only_as_long_as_it_can_be_followed(change, world, browse, make, asked, db):
    jo = make.acquaintance(of=world.mia, name="Jo March")
    catchup = asked(world.ana, world.mia)
    actions.say_not_now(world.mia, catchup, instead=jo)
    if change == "closes":
        db.add(Availability(person_id=jo.id, catchups="not_now"))
    elif change == "is full":
        db.add(Availability(person_id=jo.id, catchups_per_month=0))
    elif change == "blocks":
        make.block(jo, world.ana)
    else:
        jo.standing = "left"
    db.flush()
    assert "Jo March" not in browse(world.ana).page(f"/catchups/{catchup.public_id}").text


def test_a_day_of_not_now_that_has_passed_is_open_again(world, browse, make, asked, db):
    jo = make.acquaintance(of=world.mia)
    yesterday = NOW.date() - timedelta(days=1)
    db.add(Availability(person_id=jo.id, catchups="not_now", catchups_until=yesterday, catchups_then="anyone"))
    db.flush()
    assert jo.public_id in offered(browse(world.mia).page(refusal_of(asked(world.ana, world.mia))))


def test_at_most_twenty_are_offered(world, browse, make, asked):
    for _number in range(25):
        make.acquaintance(of=world.mia)
    assert len(offered(browse(world.mia).page(refusal_of(asked(world.ana, world.mia))))) == 20


def test_what_the_page_for_more_is_open_to(world, browse, asked):
    path = refusal_of(asked(world.ana, world.mia))
    for key, status in (("ana", 403), ("lin", 404), ("bea", 404), ("cora", 404), ("mia", 200)):
        browse(getattr(world, key)).page(path, status)
    for person in (None, world.sam):
        assert "/login" in browse(person).page(path, 303).response.location
    browse(world.mia).send(path)
    browse(world.mia).page(path, 409)
