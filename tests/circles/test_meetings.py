"""Meetings: planned, seen, answered, prepared, and who was there; each rule through the pages."""

from datetime import timedelta

import pytest
import time_machine

from community.circles import actions, queries
from community.circles.permissions import SEE_MEETING
from community.core import clock, wall_time
from community.core.policy import can
from tests.circles.making import meeting


@pytest.fixture
def seat(world, make):
    """Ana's row in a circle with Mia and Pau, who have signed."""
    return make.circle(world.ana, world.mia, world.pau, is_listed=False)


def path(one, *more):
    return "/".join([f"/circles/meetings/{one.public_id}", *more])


def after(one, minutes=10):
    """The clock stands some minutes after a meeting has begun."""
    return time_machine.travel(one.starts_at + timedelta(minutes=minutes), tick=False)


# --- planning ---------------------------------------------------------------------------------------------------


def test_the_next_meeting_is_the_first_of_a_series(seat):
    first = meeting(seat, rhythm="month", length=6)
    assert queries.next_meeting_at(seat.circle_id) == first.starts_at
    assert len(queries.meetings_ahead(seat.circle_id)) == 6


PLAN = {"when-at": "18:00", "minutes": "75", "rhythm": "fortnight", "length": "4", "agenda": "round", "place": "Room 7"}


def plan_of(**changes):
    return PLAN | {"when-day": (clock.now() + timedelta(days=10)).date().isoformat()} | changes


def test_the_facilitator_plans_a_series_on_their_own_clock(world, browse, seat):
    browser = browse(world.ana)
    browser.page(f"/circles/{seat.circle.public_id}/meetings/new")
    browser.send(f"/circles/{seat.circle.public_id}/meetings/new", plan_of())
    rows = queries.meetings_ahead(seat.circle_id)
    assert len(rows) == 4 and {row.zone for row in rows} == {"Europe/Berlin"}
    words = browser.page(path(rows[1])).words
    assert "Room 7" in words and "Every two weeks on" in words and "What became of what we meant to do" in words


def test_a_single_meeting_is_planned_once(world, browse, seat):
    browse(world.ana).send(f"/circles/{seat.circle.public_id}/meetings/new", plan_of(rhythm="once", length="6"))
    (one,) = queries.meetings_ahead(seat.circle_id)
    assert one.series is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"when-day": "2020-01-01"}, "already past"),
        ({"when-day": ""}, "Which day?"),
        ({"length": "25"}, "2 to 24 meetings"),
        ({"length": ""}, "How many meetings?"),
        ({"when-day": "2199-01-01"}, "within the next two years"),
        ({"place": "x" * 301}, "300 characters"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_on_its_field(world, browse, seat, changes, said):
    found = browse(world.ana).send(f"/circles/{seat.circle.public_id}/meetings/new", plan_of(**changes), status=422)
    assert said in found.words
    assert queries.next_meeting_at(seat.circle_id) is None


def test_there_are_at_most_48_meetings_ahead(world, browse, seat):
    for _number in range(2):
        meeting(seat, rhythm="week", length=24)
    found = browse(world.ana).send(f"/circles/{seat.circle.public_id}/meetings/new", plan_of(), status=409)
    assert "many meetings planned already" in found.words


def test_members_plan_nothing_and_others_find_nothing(world, browse, seat):
    one = meeting(seat)
    browse(world.mia).page(f"/circles/{seat.circle.public_id}/meetings/new", status=403)
    browse(world.mia).page(path(one, "change"), status=403)
    browse(world.mia).send(path(one, "cancellation"), {"scope": "one"}, status=403)
    browse(world.bea).page(path(one), status=404)
    browse(world.cora).page(path(one), status=404)
    browse(world.cora).page(f"/circles/{seat.circle.public_id}/meetings", status=404)


def test_who_has_not_signed_finds_no_meeting(world, browse, make, seat):
    one = meeting(seat)
    make.seat(seat.circle, world.lin, signed=False)
    browse(world.lin).page(path(one), status=404)
    browse(world.lin).send(path(one, "answer"), {"answer": "yes"}, status=404)


def test_a_newcomer_finds_what_comes_and_not_what_was(world, browse, make, seat):
    before = meeting(seat, starts_at=clock.now() + timedelta(days=1))
    coming = meeting(seat, starts_at=clock.now() + timedelta(days=30), agenda="Bring a question.")
    with after(before, minutes=300):
        make.seat(seat.circle, world.lin)
        browser = browse(world.lin)
        browser.page(path(before), status=404)
        assert not can(world.lin, SEE_MEETING, before) and can(world.lin, SEE_MEETING, coming)
        assert "Bring a question." in browser.page(path(coming)).words
        listed = browser.page(f"/circles/{seat.circle.public_id}/meetings")
        assert coming.public_id in str(listed.links) and before.public_id not in str(listed.links)


# --- moving and cancelling --------------------------------------------------------------------------------------


def moved(one, **changes):
    at = one.starts_at + timedelta(days=1)
    values = {"when-day": at.date().isoformat(), "when-at": "20:00", "minutes": "60", "place": "", "scope": "one"}
    return values | changes


def test_one_meeting_of_a_series_is_moved_alone(world, browse, seat):
    meeting(seat, rhythm="week", length=4)
    second, *others = queries.meetings_ahead(seat.circle_id)[1:]
    browser = browse(world.ana)
    assert "Every week on" in browser.page(path(second, "change")).words
    browser.send(path(second, "change"), moved(second))
    assert second.differs and second.sequence == second.series.sequence == 1
    assert not any(one.differs for one in others)


def test_this_and_all_that_follow_become_a_series_of_their_own(world, browse, seat):
    first = meeting(seat, rhythm="week", length=5)
    second, third, fourth, fifth = queries.meetings_ahead(seat.circle_id)[1:]
    actions.cancel_meeting(world.ana, fourth)
    actions.change_meeting(world.ana, fifth, starts_at=fifth.starts_at + timedelta(days=1), minutes=30, place="")
    former = third.series
    browse(world.ana).send(path(third, "change"), moved(third, scope="following"))
    assert (former.length, former.sequence == former.ruled_at) == (2, True)
    assert first.series is second.series is former and third.series is fourth.series is fifth.series is not former
    assert third.series.uid != former.uid and third.uid == third.series.uid
    assert fifth.starts_at - third.starts_at == timedelta(weeks=2) and not fifth.differs
    assert fourth.is_cancelled and not third.is_cancelled


def test_those_that_follow_may_follow_one_that_was_moved_alone(world, seat):
    first = meeting(seat, rhythm="week", length=3)
    at, second = first.starts_at + timedelta(days=1), queries.meetings_ahead(seat.circle_id)[1]
    actions.change_meeting(world.ana, first, starts_at=at, minutes=first.minutes, place="")
    actions.answer_meeting(world.mia, first, answer="yes")
    actions.change_meeting(world.ana, first, starts_at=at, minutes=first.minutes, place="", following=True)
    assert second.starts_at == at + timedelta(weeks=1) and not first.differs
    assert queries.answer_of(first.id, world.mia.id).answer == "yes", "its own time is the same"


def test_changing_all_of_a_series_keeps_what_calendars_know_it_by(world, seat):
    first = meeting(seat, rhythm="week", length=3)
    uid = first.uid
    at = first.starts_at + timedelta(hours=1)
    actions.change_meeting(world.ana, first, starts_at=at, minutes=45, place="", following=True)
    rows = queries.meetings_ahead(seat.circle_id)
    assert {row.uid for row in rows} == {uid} and {row.minutes for row in rows} == {45}
    assert (first.series.length, first.series.ruled_at) == (3, 1)


def test_cancelling_all_that_follow_ends_the_series_there(world, browse, seat):
    meeting(seat, rhythm="week", length=4)
    third = queries.meetings_ahead(seat.circle_id)[2]
    former = third.series
    browse(world.ana).page(path(third, "cancellation"))
    browse(world.ana).send(path(third, "cancellation"), {"scope": "following"})
    assert former.length == 2 and len(queries.meetings_ahead(seat.circle_id)) == 2
    assert third.uid != former.uid, "a later word about it must not touch the series"
    assert "cancelled" in browse(world.mia).page(path(third)).words


def test_the_agenda_of_a_cancelled_meeting_stays_on_its_page(world, browse, seat):
    one = meeting(seat, agenda="Bread, and then tea.")
    actions.cancel_meeting(world.ana, one)
    assert "Bread, and then tea." in browse(world.mia).page(path(one)).words


def test_what_has_begun_is_neither_moved_nor_cancelled(world, browse, seat):
    one = meeting(seat)
    with after(one):
        browse(world.ana).page(path(one, "change"), status=403)
        browse(world.ana).send(path(one, "cancellation"), {"scope": "one"}, status=403)


def test_whoever_answered_is_asked_anew_when_the_time_is_another(world, browse, seat):
    one = meeting(seat)
    actions.answer_meeting(world.mia, one, answer="yes")
    place_only = moved(one, **{"when-day": one.starts_at.date().isoformat(), "place": "Elsewhere"})
    here = one.starts_at
    actions.change_meeting(world.ana, one, starts_at=here, minutes=one.minutes, place="Elsewhere")
    assert queries.answer_of(one.id, world.mia.id).answer == "yes" and one.sequence == 0
    browse(world.ana).send(path(one, "change"), place_only)
    assert queries.answer_of(one.id, world.mia.id).answer is None


def test_nothing_is_planned_any_more_when_the_circle_has_ended(world, worker, seat):
    meeting(seat, rhythm="week", length=4)
    single = meeting(seat, starts_at=clock.now() + timedelta(days=3))
    actions.cancel_meetings_ahead(seat.circle_id)
    assert queries.meetings_ahead(seat.circle_id) == [] and single.is_cancelled


# --- who comes --------------------------------------------------------------------------------------------------


def test_members_see_who_comes_and_only_the_facilitator_why_not(world, browse, seat):
    one = meeting(seat)
    mia = browse(world.mia)
    assert f"Only {world.ana.name} reads this" in mia.page(path(one)).words
    mia.send(path(one, "answer"), {"answer": "no", "reason": "At the doctor’s"})
    assert "At the doctor’s" in browse(world.ana).page(path(one)).words
    for other in (world.pau,):
        words = browse(other).page(path(one)).words
        assert world.mia.name in words and "At the doctor’s" not in words


def test_whoever_facilitates_later_does_not_read_what_was_told_before(world, browse, seat):
    one = meeting(seat)
    actions.answer_meeting(world.mia, one, answer="no", reason="At the doctor’s")
    seat.circle.facilitator_id = world.pau.id
    assert "At the doctor’s" not in browse(world.pau).page(path(one)).words


def test_somebody_alone_in_holding_the_circle_is_asked_for_no_reason(world, browse, seat):
    assert "Why, if you like" not in browse(world.ana).page(path(meeting(seat))).words


def test_a_block_hides_the_two_from_each_other_in_the_lists(world, browse, make, seat):
    one = meeting(seat)
    make.block(world.pau, world.mia)
    actions.answer_meeting(world.mia, one, answer="yes")
    actions.give_roles(world.ana, one, lead=world.mia.id)
    assert world.mia.name not in browse(world.pau).page(path(one)).words
    assert world.pau.name not in browse(world.mia).page(path(one)).words
    with after(one):
        actions.tell_presence(world.mia, one, was_there=True)
        assert world.mia.name not in browse(world.pau).page(path(one)).words


def test_an_answer_needs_to_be_one(world, browse, seat):
    found = browse(world.mia).send(path(meeting(seat), "answer"), {"answer": "perhaps"}, status=422)
    assert "yes, maybe or no" in found.words


# --- agenda, notes, who leads -----------------------------------------------------------------------------------


def test_whoever_leads_writes_the_agenda(world, browse, seat):
    one = meeting(seat)
    browse(world.mia).page(path(one, "agenda"), status=403)
    actions.give_roles(world.ana, one, lead=world.mia.id)
    browser = browse(world.mia)
    assert "Looking back: what we remember" in browser.page(path(one, "agenda") + "?begin=last").words
    browser.send(path(one, "agenda"), {"words": "Only one question.", "revision": "0"})
    words = browse(world.pau).page(path(one)).words
    assert "Only one question." in words and f"{world.mia.name} leads this meeting" in words
    assert "also who joins before the meeting" in browser.page(path(one, "agenda")).words
    with after(one):
        assert "also who joins" not in browse(world.mia).page(path(one, "agenda")).words


def test_two_who_write_notes_at_once_lose_nothing(world, browse, seat):
    one = meeting(seat)
    browse(world.mia).page(path(one, "notes"), status=403)
    with after(one):
        browse(world.mia).send(path(one, "notes"), {"words": "Mia’s notes", "revision": "0"})
        found = browse(world.pau).send(path(one, "notes"), {"words": "Pau’s notes", "revision": "0"}, status=422)
        assert "Somebody else has written here" in found.words and "Pau’s notes" in found.words
        browse(world.pau).send(path(one, "notes"), {"words": "Both", "revision": "1"})
        assert "Both" in browse(world.mia).page(path(one)).words


def test_members_lead_in_turn_where_the_circle_wishes_it(world, make):
    seat = make.circle(world.ana, world.mia, world.pau, takes_turns=True)
    meeting(seat, rhythm="week", length=3)
    rows = queries.meetings_ahead(seat.circle_id)
    assert {row.lead_id for row in rows} == {world.ana.id, world.mia.id, world.pau.id}


def test_who_leaves_leads_no_meeting_any_more(world, worker, make):
    seat = make.circle(world.ana, world.mia, takes_turns=True)
    meeting(seat, rhythm="week", length=4)
    actions.leave(world.mia, queries.seat(world.mia, seat.circle.public_id))
    worker.drain()
    rows = queries.meetings_ahead(seat.circle_id)
    assert {row.lead_id for row in rows} == {world.ana.id}


def test_one_person_cannot_do_two_things_at_once(world, browse, seat):
    one = meeting(seat)
    chosen = {"lead": world.mia.public_id, "co": world.mia.public_id, "shadow": ""}
    found = browse(world.ana).send(path(one, "roles"), chosen, status=422)
    assert "two things at once" in found.words


def test_a_yes_never_counts_for_another_time(world, browse, seat):
    one = meeting(seat)
    mia, before = browse(world.mia), one.starts_at
    assert before.isoformat() in mia.page(path(one)).text
    actions.change_meeting(world.ana, one, starts_at=before + timedelta(days=3), minutes=75, place="")
    page = mia.send(path(one, "answer"), {"answer": "yes", "at": before.isoformat()}, status=422)
    assert "at another time now" in page.words and one.starts_at.isoformat() in page.text
    assert queries.answer_of(one.id, world.mia.id) is None
    mia.send(path(one, "answer"), {"answer": "yes", "at": one.starts_at.isoformat()})
    assert queries.answer_of(one.id, world.mia.id).answer == "yes"


def test_why_not_is_read_by_whom_was_named_above_the_field_and_nobody_else(world, browse, db, seat):
    one, mia = meeting(seat), browse(world.mia)
    said = {"answer": "no", "reason": "At the doctor’s"}
    assert f'value="{world.ana.public_id}"' in mia.page(path(one)).text
    seat.circle.facilitator_id = world.pau.id
    db.flush()
    page = mia.send(path(one, "answer"), said | {"readers": world.ana.public_id}, status=422)
    assert "Somebody else holds the circle together now" in page.words and world.pau.public_id in page.text
    assert "doctor" not in browse(world.pau).page(path(one)).text
    mia.send(path(one, "answer"), said | {"readers": world.pau.public_id})
    assert "doctor" in browse(world.pau).page(path(one)).text


# --- who was there ----------------------------------------------------------------------------------------------


def test_each_says_for_themselves_and_the_facilitator_for_all(world, browse, seat):
    one = meeting(seat)
    browse(world.mia).send(path(one, "presence"), status=403)
    with after(one):
        browse(world.mia).send(path(one, "presence"))
        browse(world.mia).page(path(one, "attendance"), status=403)
        browser = browse(world.ana)
        browser.page(path(one, "attendance"))
        browser.send(path(one, "attendance"), {"present": [world.ana.public_id, world.mia.public_id]})
        words = browse(world.pau).page(path(one)).words
        assert world.ana.name in words and world.mia.name in words
        browse(world.mia).send(path(one, "absence"))
        assert world.mia.name not in browse(world.pau).page(path(one)).words


def test_what_somebody_says_of_themselves_meanwhile_stays(world, browse, seat):
    one = meeting(seat)
    with after(one):
        actions.tell_presence(world.pau, one, was_there=True)
        opened = {"shown": world.pau.public_id}
        actions.tell_presence(world.pau, one, was_there=False)
        actions.tell_presence(world.mia, one, was_there=True)
        ana = browse(world.ana)
        assert f'value="{world.mia.public_id}"' in ana.page(path(one, "attendance")).text
        ana.send(path(one, "attendance"), opened | {"present": [world.ana.public_id, world.pau.public_id]})
        there = {said.person_id for said in queries.answers_to(one.id) if said.was_there}
        assert there == {world.ana.id, world.mia.id}
        ana.send(path(one, "attendance"), {"shown": world.mia.public_id, "present": []})
        assert queries.answer_of(one.id, world.mia.id).was_there is False


def test_meeting_in_a_circle_is_contact_for_who_has_a_tie(world, make, worker, seat):
    tie = make.tie(world.ana, world.mia).tie
    one = meeting(seat)
    with after(one):
        ids = {person.id: True for person in (world.ana, world.mia)}
        actions.tell_attendance(world.ana, one, present=ids)
        worker.drain()
        assert tie.last_on == wall_time.wall(one.starts_at, one.zone).date()
        actions.tell_presence(world.mia, one, was_there=False)
        worker.drain()
        assert tie.last_on == tie.began_on, "what is corrected counts no more"


def test_of_an_older_and_a_newer_word_the_newer_counts(world, make, seat):
    from community.events import CircleMet
    from community.ties import subscribers

    tie = make.tie(world.ana, world.mia).tie
    on = clock.now().date()
    both = (world.ana.id, world.mia.id)
    subscribers.circle_met(CircleMet(7, (world.ana.id,), (world.mia.id,), on, 2))
    subscribers.circle_met(CircleMet(7, both, (), on, 1))
    assert tie.last_on == tie.began_on
