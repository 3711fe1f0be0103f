"""What remains of a circle: ties between two who both wish, a no that never shows, and a new circle."""

import pytest
from sqlalchemy import select

from community.circles import queries
from community.circles.actions.ending import end
from community.circles.models import INVITED, PARTS, CircleTieWish
from community.core.extensions import db as database
from community.ties import queries as tie_queries
from tests.circles.making import closing, post
from tests.postbox import text_of

pytestmark = pytest.mark.usefixtures("hour")


@pytest.fixture
def circle(world, make):
    """Ana's circle with Lin and Pau, which is not listed and has ended."""
    made = make.circle(world.ana, world.lin, world.pau, is_listed=False, size=8).circle
    end(queries.locked(made.id))
    return made


@pytest.fixture
def address(circle):
    return f"/circles/{circle.public_id}/ties"


@pytest.fixture
def renewal(circle):
    return f"/circles/{circle.public_id}/renewal"


def wish(browser, address, *people):
    return browser.send(address, {"people": [person.public_id for person in people]})


def test_two_who_both_wish_have_a_tie(world, browse, address, worker, mails, circle):
    wish(browse(world.ana), address, world.lin)
    worker.drain()
    mails.empty()
    pau = browse(world.lin)
    assert "said so too" in pau.follow(wish(pau, address, world.ana)).words
    worker.drain()
    tie = tie_queries.between(world.ana.id, world.lin.id)
    assert tie is not None and tie.tie.origin == "circle"
    assert "You both said so" in browse(world.ana).page(address).words
    (mail,) = mails.to("ana@example.org")
    assert "Lin" in mail["Subject"] and circle.name not in mail["Subject"] + text_of(mail)
    assert not mails.to("lin@example.org")


def test_one_wish_is_told_to_nobody(world, browse, address, worker, mails):
    worker.drain()  # what the inbox says of the end of the circle, it says before
    before = browse(world.lin).page(address).words
    wish(browse(world.ana), address, world.lin)
    worker.drain()
    mails.empty()
    assert browse(world.lin).page(address).words == before
    lin = browse(world.lin)
    assert "said so too" not in lin.follow(wish(lin, address)).words
    worker.drain()
    assert not list(mails) and tie_queries.between(world.ana.id, world.lin.id) is None
    assert "You both said so" not in browse(world.ana).page(address).words


def test_a_no_is_stored_like_a_yes(world, browse, address, circle):
    wish(browse(world.ana), address, world.lin)
    rows = database.session.execute(select(CircleTieWish.__table__.c.other_id)).scalars().all()
    assert set(rows) == {world.lin.id, world.pau.id}, "whom one leaves out has a row as well"
    stored = database.session.connection().exec_driver_sql("SELECT answer FROM circle_tie_wishes").scalars().all()
    assert len({len(one) for one in stored}) == 1 and not {"0", "1"} & set(stored)


def test_a_wish_can_be_changed_until_both_know(world, browse, address, circle):
    ana = browse(world.ana)
    wish(ana, address, world.lin)
    assert "checked" in ana.page(address).text
    wish(ana, address)
    lin = browse(world.lin)
    assert "said so too" not in lin.follow(wish(lin, address, world.ana)).words
    wish(ana, address, world.lin)
    wish(ana, address)  # known to both by now: it stays
    assert queries.tie_wishes_of(circle.id, world.ana.id)[world.lin.id].is_yes
    assert "You both said so" in ana.page(address).words


def test_nobody_wishes_for_somebody_who_is_not_there(world, make, browse, address, circle):
    wish(browse(world.ana), address, world.mia, world.cora, world.ana)
    assert set(queries.tie_wishes_of(circle.id, world.ana.id)) == {world.lin.id, world.pau.id}


def test_whom_a_block_parts_is_not_offered_and_never_found(world, make, browse, address, worker):
    wish(browse(world.pau), address, world.ana)
    make.block(world.ana, world.pau)
    ana = browse(world.ana)
    assert "Pau Ferrer" not in ana.page(address).words
    wish(ana, address, world.pau)
    worker.drain()
    assert tie_queries.between(world.ana.id, world.pau.id) is None


def test_it_is_asked_from_the_closing_round_on_and_of_members_only(world, make, browse, address):
    running = make.circle(world.ana, world.lin).circle
    there = f"/circles/{running.public_id}/ties"
    browse(world.ana).page(there, status=403)
    closing(world.ana, running)
    browse(world.ana).page(there)
    for person in (world.mia, world.cora, world.bea):
        browse(person).page(address, status=404)


def test_a_circle_goes_on_with_whom_one_chooses_and_its_charter(world, browse, circle, renewal, worker, mails):
    assert "Pau Ferrer" in browse(world.lin).page(renewal).words
    chosen = {"name": "Tides again", "purpose": "To go on.", "people": [world.pau.public_id]}
    page = browse(world.lin).send(renewal, chosen)
    fresh = queries.by_public_id(world.lin, page.response.location.rsplit("/", 1)[-1])
    assert fresh.facilitator_id == world.lin.id and fresh.renewed_from_id == circle.id
    assert not fresh.is_listed and fresh.size == circle.size
    old, new = queries.newest_charter(circle.id), queries.newest_charter(fresh.id)
    assert new.number == 1 and all(getattr(new, part) == getattr(old, part) for part in PARTS)
    assert queries.seat_by_ids(fresh.id, world.pau.id).state == INVITED
    assert queries.seat_by_ids(fresh.id, world.ana.id) is None
    assert [one.person_id for one in queries.members(fresh.id)] == [world.lin.id]
    worker.drain()
    assert [mail for mail in mails.to("pau@example.org") if "invites you" in mail["Subject"]]


def test_nothing_else_comes_along(world, make, browse):
    old = make.circle(world.ana, world.lin).circle
    post(world.lin, old, "cormorant")
    end(queries.locked(old.id))
    page = browse(world.ana).send(f"/circles/{old.public_id}/renewal", {"name": "On", "purpose": "To go on."})
    assert "cormorant" not in browse(world.ana).page(page.response.location).text


def test_nobody_is_enrolled_and_nobody_invited_who_was_not_in_it(world, browse, renewal):
    people = [world.mia.public_id, world.cora.public_id]
    page = browse(world.ana).send(renewal, {"name": "On", "purpose": "To go on.", "people": people})
    fresh = queries.by_public_id(world.ana, page.response.location.rsplit("/", 1)[-1])
    assert not queries.members(fresh.id, INVITED)


def test_a_new_circle_needs_a_name_and_a_purpose(world, browse, renewal):
    browse(world.ana).send(renewal, {"name": " ", "purpose": ""}, status=422)


def test_only_its_members_go_on_with_it(world, make, browse, renewal):
    for person in (world.mia, world.cora):
        browse(person).send(renewal, {"name": "On", "purpose": "To go on."}, status=404)
    running = make.circle(world.ana).circle
    browse(world.ana).page(f"/circles/{running.public_id}/renewal", status=403)
