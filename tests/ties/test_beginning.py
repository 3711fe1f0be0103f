"""Where ties come from: mentorships that ended, catch-ups after which both said "again". One for two people, each told once."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from community.accounts import actions as accounts
from community.core import audiences, panels
from community.core.outbox import Delivery, publish
from community.core.policy import can
from community.events import CatchUpAgain, CatchUpDidNotHappen, CatchUpHappened, MentorshipsEnded, MentorshipsImported
from community.mentorships import actions as mentorships
from community.ties import actions, queries
from community.ties.models import Contact, Tie, TieSide
from community.ties.permissions import SEE_TIE, visible_to
from tests.sql import statements
from tests.ties.conftest import LONG_SINCE, TODAY


def ties(db) -> list[tuple[int, int, str, date]]:
    db.expire_all()
    return [(tie.low_id, tie.high_id, tie.origin, tie.last_on) for tie in db.query(Tie).order_by(Tie.id)]


def test_an_import_of_ended_mentorships_begins_their_ties(world, make, db, worker):
    make.mentorship(world.mia, world.pau, ended_on=date(2019, 8, 31))
    publish(MentorshipsImported(import_id=1))
    worker.drain()
    pairs = [tuple(sorted(pair)) for pair in ((world.ana.id, world.mia.id), (world.mia.id, world.pau.id))]
    assert sorted(ties(db)) == sorted(
        [(*pairs[0], "mentorship", date(2016, 8, 30)), (*pairs[1], "mentorship", date(2019, 8, 31))]
    )
    side = queries.between(world.ana.id, world.mia.id)
    assert (side.rhythm_weeks, side.rested_at, side.wished_at, side.is_due) == (None, None, None, False)


def test_a_mentorship_is_told_once_on_the_day_it_ends(world, make, db, worker, clock):
    mentorship = make.mentorship(world.pau, world.lin, ended_on=TODAY + timedelta(days=2))
    make.mentorship(world.pau, world.mod, ended_on=None)
    worker.job("mentorships.tell_ended")
    worker.drain()
    assert queries.between(world.pau.id, world.lin.id) is None
    clock.shift(timedelta(days=2))
    for _ in range(3):
        worker.job("mentorships.tell_ended")
        worker.drain()
    assert queries.between(world.pau.id, world.lin.id) is not None
    assert queries.between(world.pau.id, world.mod.id) is None
    db.refresh(mentorship)
    assert mentorship.end_told_at is not None
    assert db.query(Delivery).filter_by(event="MentorshipsEnded").count() == 2  # ana and mia's of 2016, and this


def test_an_end_corrected_into_the_future_dissolves_no_tie(world, make, db, worker):
    worker.job("mentorships.tell_ended")
    worker.drain()
    mentorships.correct(
        world.ana, world.mentorship, started_on=date(2016, 5, 1), ended_on=TODAY + timedelta(days=90), focus=""
    )
    worker.job("mentorships.tell_ended")
    worker.drain()
    assert len(ties(db)) == 1


def test_a_disputed_mentorship_makes_no_tie_until_it_is_said_to_be_right(world, db, worker):
    mentorships.dispute(world.ana, world.mentorship)
    worker.job("mentorships.tell_ended")
    worker.drain()
    assert ties(db) == []
    mentorship = world.mentorship
    mentorship.disputed_by_id = mentorship.disputed_at = None
    worker.job("mentorships.tell_ended")
    worker.drain()
    assert len(ties(db)) == 1


def test_an_event_names_at_most_two_hundred_pairs(make, db, worker):
    mentor = make.person()
    cohort = make.cohort()
    for _ in range(401):
        make.mentorship(mentor, make.person(), cohort=cohort)
    worker.job("mentorships.tell_ended")
    told = [len(one.payload["pairs"]) for one in db.query(Delivery).filter_by(event="MentorshipsEnded")]
    assert sorted(told) == [2, 200, 200]  # and the one of the cast
    with statements() as seen:
        worker.drain()
    assert len(ties(db)) == 402 and len(seen) < 60


def test_a_tie_that_is_there_is_left_as_it_is(world, make, db, worker):
    side = make.tie(world.ana, world.mia, on=date(2022, 2, 2), origin="hand", rhythm=8)
    actions.write_note(world.ana, side, note="where we left off")
    publish(MentorshipsEnded(((world.mia.id, world.ana.id, date(2016, 8, 30)),)))
    worker.drain()
    assert [tie[2:] for tie in ties(db)] == [("hand", date(2022, 2, 2))]
    assert queries.between(world.ana.id, world.mia.id).note == "where we left off"


def test_of_two_ends_in_one_roster_the_later_counts_and_nobody_ties_with_themselves(world, db):
    pairs = [
        (world.mia.id, world.ana.id, date(2018, 1, 1)),
        (world.ana.id, world.mia.id, date(2016, 1, 1)),
        (world.ana.id, world.ana.id, date(2016, 1, 1)),
    ]
    assert actions.begin_many(pairs, origin="mentorship") == 1
    assert actions.begin_many(pairs, origin="mentorship") == 0
    assert [tie[3] for tie in ties(db)] == [date(2018, 1, 1)]
    with pytest.raises(ValueError, match="moon"):
        actions.begin_many(pairs, origin="moon")
    with pytest.raises(ValueError, match="two people"):
        actions.begin(world.ana.id, world.ana.id, origin="hand", on=TODAY)


def test_again_by_both_begins_a_tie_with_the_catchup_as_its_first_contact(world, db, worker):
    event = CatchUpAgain(catchup_id=12, person_ids=(world.pau.id, world.ana.id), on=TODAY)
    for _ in range(2):
        publish(event)
        worker.drain()
    assert [tie[2:] for tie in ties(db)] == [("catchup", TODAY)]
    contact = db.query(Contact).one()
    assert (contact.kind, contact.source, contact.on) == ("catchup", "catchup:12", TODAY)


def test_a_catchup_that_happened_counts_until_it_is_taken_back(world, make, db, worker, reads):
    make.due(world.ana, world.mia)
    pair = (world.mia.id, world.ana.id)
    publish(CatchUpHappened(catchup_id=12, person_ids=pair, on=TODAY, kind="messages"))
    worker.drain()
    assert reads(world.ana, world.mia) == "in_touch" and db.query(Contact).one().kind == "messages"
    publish(CatchUpDidNotHappen(catchup_id=12, person_ids=pair))
    worker.drain()
    assert reads(world.ana, world.mia) == "due"


@pytest.mark.parametrize("order", [*permutations(range(3))])
@pytest.mark.parametrize("told", [2, 3])
def test_words_on_a_catchup_may_come_in_any_order_and_twice(world, make, worker, reads, order, told):
    """Happened, taken back, and perhaps told again; an outbox that tries again may turn them round."""
    make.due(world.ana, world.mia)
    pair = (world.mia.id, world.ana.id)
    words = [
        CatchUpHappened(catchup_id=12, person_ids=pair, on=TODAY, revision=1),
        CatchUpDidNotHappen(catchup_id=12, person_ids=pair, revision=2),
        CatchUpHappened(catchup_id=12, person_ids=pair, on=TODAY, revision=3),
    ][:told]
    for number in (*order, *order):
        for word in words[number : number + 1]:
            publish(word)
            worker.drain()
    assert reads(world.ana, world.mia) == ("due" if told == 2 else "in_touch")


# --- blocks, and who is not there --------------------------------------------------------------------------------


def test_a_block_lets_the_tie_rest_for_who_blocks_and_hides_it_from_both(world, make, worker, db, reads):
    side = make.due(world.ana, world.mia)
    tie = side.tie.public_id
    accounts.block(world.mia, world.ana)
    assert queries.side_of(world.ana, tie) is None and queries.side_of(world.mia, tie) is None
    worker.drain()
    for person in (world.ana, world.mia):
        assert queries.list_of(person).items == [] and queries.to_remind_of(person, TODAY) == []
    accounts.unblock(world.mia, world.ana)
    assert [line.state for line in queries.list_of(world.mia)] == ["resting"]


@pytest.mark.parametrize("was", ["due", "in_touch"])
def test_after_a_block_nothing_tells_the_blocked_one_that_there_was_one(world, make, worker, browse, reads, was):
    make.due(world.ana, world.mia) if was == "due" else make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    before = queries.list_of(world.ana).items
    accounts.block(world.mia, world.ana)
    worker.drain()
    accounts.unblock(world.mia, world.ana)
    worker.drain()
    assert queries.list_of(world.ana).items == before and reads(world.ana, world.mia) == was


def test_the_side_of_who_blocks_is_enough_for_reminders_to_neither(world, make, worker, week, reads):
    make.tie(world.ana, world.mia, on=LONG_SINCE, rhythm=4)
    accounts.block(world.mia, world.ana)
    worker.drain()
    accounts.unblock(world.mia, world.ana)
    week(2)
    assert (reads(world.ana, world.mia), reads(world.mia, world.ana)) == ("in_touch", "resting")


def test_for_who_blocks_a_tie_begins_at_rest(world, worker, db, reads):
    publish(MentorshipsEnded(((world.bea.id, world.ana.id, date(2016, 8, 30)),)))
    worker.drain()
    assert (reads(world.ana, world.bea), reads(world.bea, world.ana)) == ("resting", "long_ago")


@pytest.mark.parametrize("who", ["sam", "lou", "ina"])
def test_ties_of_people_who_are_not_there_are_shown_to_nobody(world, make, who):
    other = getattr(world, who)
    side = make.tie(world.ana, other)
    assert queries.list_of(world.ana).items == []
    assert queries.side_of(world.ana, side.tie.public_id) is None
    other.standing = "active"
    assert [line.name for line in queries.list_of(world.ana)] == [other.name]


def test_a_tie_is_for_its_two_alone(world, make):
    tie = make.tie(world.ana, world.mia).tie.public_id
    for person in (world.pau, world.lin, world.bea, world.mod, world.cora, world.sam, world.lou, world.ina, None):
        assert queries.side_of(person, tie) is None
    assert queries.side_of(world.ana, tie).person_id == world.ana.id
    assert queries.side_of(world.mia, tie).person_id == world.mia.id


def test_the_permission_and_its_twin_agree_about_everybody(world, make, db):
    for other in world.everyone.values():
        if other.id != world.ana.id:
            make.tie(world.ana, other)
    sides = db.query(TieSide).all()
    for actor in (None, *world.everyone.values()):
        by_sql = {(side.tie_id, side.person_id) for side in db.query(TieSide).where(visible_to(actor))}
        assert by_sql == {(side.tie_id, side.person_id) for side in sides if can(actor, SEE_TIE, side)}
    assert len([side for side in sides if can(world.ana, SEE_TIE, side)]) == 5


def test_a_tie_relates_the_two_even_at_rest(world, make, db):
    side = make.tie(world.pau, world.lin)
    assert audiences.is_related(world.pau.id, world.lin.id)
    actions.rest(world.pau, side)
    db.flush()
    assert audiences.is_related(world.pau.id, world.lin.id) and audiences.is_related(world.lin.id, world.pau.id)
    assert not audiences.is_related(world.pau.id, world.mod.id)


# --- what mentorships say of two people --------------------------------------------------------------------------


def test_the_mentorship_is_what_the_two_share(app, world, make):
    with app.test_request_context():
        seen = [
            (one.on, str(one.words)) for one in panels.shared_past(world.ana, world.mia) if "mentor" in str(one.words)
        ]
        assert seen == [(date(2016, 8, 30), f"{world.mia.name} was your mentor: Summer of Code 2016")]
        words = [str(one.words) for one in panels.shared_past(world.mia, world.ana)]
        assert f"You were the mentor of {world.ana.name}: Summer of Code 2016" in words
        assert not any("mentor" in str(one.words) for one in panels.shared_past(world.ana, world.pau))
        assert not any("mentor" in str(one.words) for one in panels.shared_past(world.ana, world.lin))
        make.block(world.mia, world.ana)
        assert not any("mentor" in str(one.words) for one in panels.shared_past(world.ana, world.mia))


def test_a_mentorship_that_has_just_ended_is_a_good_moment(app, world, make):
    def said(person) -> list[str]:
        with app.test_request_context():
            return [str(one.words) for one in panels.at_home(person)[1] if "mentorship" in str(one.words)]

    assert said(world.lin) == []
    make.mentorship(world.lin, world.pau, ended_on=TODAY - timedelta(days=59))
    make.mentorship(world.lin, world.mod, ended_on=TODAY - timedelta(days=61))
    make.mentorship(world.lin, world.cora, ended_on=TODAY + timedelta(days=1))
    make.mentorship(world.lin, world.sam, ended_on=TODAY - timedelta(days=1))
    assert said(world.lin) == [f"Your mentorship with {world.pau.name} ended on 22 August 2026"]
    assert said(world.pau) == [f"Your mentorship with {world.lin.name} ended on 22 August 2026"]
    assert said(world.ana) == []


def test_sides_go_with_their_people(world, make, db):
    friend = make.person()
    make.tie(world.ana, friend)
    db.delete(friend)
    db.flush()
    assert db.query(Tie).count() == db.query(TieSide).count() == 0
