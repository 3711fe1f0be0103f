""" "I would like to keep in touch": a tie once both would; a no is written down for nobody to read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from community.accounts import actions as accounts
from community.core.errors import Conflict, Missing
from community.notifications.models import Notice
from community.ties import actions, queries
from community.ties.models import TieOffer
from tests.ties.conftest import TODAY


def names(rows) -> list[str]:
    return [row.name for row in rows]


@pytest.fixture
def links(mails):
    """The subjects that arrived."""
    return lambda: [str(mail["Subject"]) for mail in mails]


def test_an_offer_asks_the_other_by_mail_and_at_home(world, worker, mails):
    assert actions.offer(world.ana, world.pau) is None
    worker.drain()
    assert [(mail["To"].addresses[0].addr_spec, str(mail["Subject"])) for mail in mails] == [
        (world.pau.email, f"{world.ana.name} would like to keep in touch with you")
    ]
    assert names(queries.offers_to(world.pau)) == [world.ana.name]
    assert queries.known_of(world.ana, world.pau).has_offered and queries.offers_to(world.ana) == []


def test_yes_begins_the_tie(world, db):
    actions.offer(world.ana, world.pau)
    side = actions.answer_offer(world.pau, world.ana, yes=True)
    assert (side.person_id, side.tie.origin, side.last_on) == (world.pau.id, "hand", TODAY)
    assert actions.answer_offer(world.pau, world.ana, yes=True).tie_id == side.tie_id
    assert queries.offers_to(world.pau) == [] and not queries.known_of(world.ana, world.pau).has_offered
    with pytest.raises(Conflict):
        actions.answer_offer(world.pau, world.ana, yes=False)


def test_both_offering_is_a_tie_at_once(world):
    actions.offer(world.ana, world.pau)
    side = actions.offer(world.pau, world.ana)
    assert side.person_id == world.pau.id
    assert queries.offers_to(world.ana) == queries.offers_to(world.pau) == []


def test_an_offer_twice_is_one_and_one_mail(world, worker, mails, db):
    for _ in range(2):
        actions.offer(world.ana, world.pau)
        worker.drain()
    assert len(list(mails)) == db.query(TieOffer).count() == 1


def test_a_no_changes_nothing_that_who_offered_can_read(world, make, worker, mails):
    def seen() -> tuple[object, ...]:
        return (
            queries.known_of(world.ana, world.pau),
            queries.open_offers_by(world.ana),
            queries.list_of(world.ana).items,
        )

    actions.offer(world.ana, world.pau)
    worker.drain()
    mails.empty()
    before = seen()
    for _ in range(2):
        actions.answer_offer(world.pau, world.ana, yes=False)
    worker.drain()
    assert seen() == before and list(mails) == []
    assert queries.offers_to(world.pau) == [] and queries.waits_for(world.pau, world.ana) is None


def test_who_said_no_is_not_asked_again(world, worker, mails):
    actions.offer(world.ana, world.pau)
    actions.answer_offer(world.pau, world.ana, yes=False)
    actions.take_back_offer(world.ana, world.pau)
    actions.offer(world.ana, world.pau)
    worker.drain()
    assert queries.offers_to(world.pau) == [] and list(mails) == []
    assert queries.known_of(world.ana, world.pau).has_offered


def test_a_no_can_become_a_yes_by_link_or_by_offering_oneself(world):
    actions.offer(world.ana, world.pau)
    actions.answer_offer(world.pau, world.ana, yes=False)
    assert actions.answer_offer(world.pau, world.ana, yes=True) is not None
    actions.offer(world.ana, world.lin)
    actions.answer_offer(world.lin, world.ana, yes=False)
    assert actions.offer(world.lin, world.ana) is not None


def test_an_offer_that_was_taken_back_cannot_be_answered(world, worker, mails):
    actions.offer(world.ana, world.pau)
    for _ in range(2):
        actions.take_back_offer(world.ana, world.pau)
    worker.drain()
    assert list(mails) == [] and queries.offers_to(world.pau) == []
    assert not queries.known_of(world.ana, world.pau).has_offered
    for yes in (True, False):
        with pytest.raises(Conflict):
            actions.answer_offer(world.pau, world.ana, yes=yes)


def test_a_mail_answered_meanwhile_is_not_sent(world, make, worker, mails, db):
    actions.offer(world.ana, world.pau)
    actions.answer_offer(world.pau, world.ana, yes=True)
    actions.offer(world.ana, world.lin)
    accounts.go_quiet(world.lin, until=TODAY + timedelta(days=9))
    actions.offer(world.ana, world.mod)
    make.block(world.mod, world.ana)
    worker.drain()
    assert list(mails) == []
    assert names(queries.offers_to(world.lin)) == [world.ana.name]
    (waits,) = db.scalars(select(Notice))
    assert (waits.person_id, waits.way) == (world.lin.id, "letter"), "who is quiet finds it when they are back"


def test_at_most_ten_offers_stand_and_a_no_frees_no_place(world, make, db):
    others = [make.person() for _ in range(11)]
    for other in others[:10]:
        actions.offer(world.ana, other)
    actions.answer_offer(others[0], world.ana, yes=False)
    with pytest.raises(Conflict):
        actions.offer(world.ana, others[10])
    actions.take_back_offer(world.ana, others[0])
    actions.offer(world.ana, others[10])
    with pytest.raises(Conflict):
        actions.offer(world.ana, others[0])
    actions.answer_offer(others[1], world.ana, yes=True)
    actions.offer(world.ana, others[0])


@pytest.mark.parametrize("who", ["bea", "sam", "lou", "ina", "ana"])
def test_nobody_can_be_offered_who_is_not_to_be_seen_and_nobody_themselves(world, who):
    with pytest.raises(Missing):
        actions.offer(world.ana, getattr(world, who))
    with pytest.raises(Missing):
        actions.answer_offer(world.ana, getattr(world, who), yes=True)
    with pytest.raises(Missing):
        actions.offer(getattr(world, who), world.ana)


def test_a_stranger_cannot_answer(world):
    actions.offer(world.ana, world.pau)
    for person in (world.lin, world.cora):
        with pytest.raises(Conflict):
            actions.answer_offer(person, world.ana, yes=True)
    with pytest.raises(Conflict):
        actions.answer_offer(world.ana, world.pau, yes=True)


def test_who_keeps_in_touch_already_need_not_offer(world, make):
    make.tie(world.ana, world.mia)
    with pytest.raises(Conflict):
        actions.offer(world.ana, world.mia)


def test_a_block_ends_offers_quietly(world, worker, mails):
    actions.offer(world.ana, world.pau)
    worker.drain()
    mails.empty()
    accounts.block(world.pau, world.ana)
    worker.drain()
    assert list(mails) == [] and queries.open_offers_by(world.ana) == 0 and queries.offers_to(world.pau) == []
    with pytest.raises(Missing):
        actions.answer_offer(world.pau, world.ana, yes=True)
    accounts.unblock(world.pau, world.ana)
    with pytest.raises(Conflict):
        actions.answer_offer(world.pau, world.ana, yes=True)


def test_offers_of_somebody_who_is_gone_wait_unseen(world):
    actions.offer(world.ana, world.pau)
    accounts.suspend(world.cora, world.ana, reason="Wrote unkindly.")
    assert queries.offers_to(world.pau) == []
    with pytest.raises(Missing):
        actions.answer_offer(world.pau, world.ana, yes=True)
