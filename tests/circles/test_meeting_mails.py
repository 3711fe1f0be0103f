"""Mails about meetings: who gets which, the answer by the link in them, and the reminder a day before."""

import re
from datetime import timedelta

import pytest
import time_machine

from community.circles import actions, queries
from community.core import clock
from tests.circles.making import meeting
from tests.postbox import text_of


@pytest.fixture
def seat(world, make):
    return make.circle(world.ana, world.mia, world.pau, name="Lighthouse", is_listed=False)


def link_in(mail):
    return re.findall(r"http://localhost(/circles/meetings/by-mail/\S+)", text_of(mail))[0]


def test_the_link_in_the_mail_answers_signed_out(world, worker, mails, browse, seat):
    one = meeting(seat, place="Room 7", agenda="Bring a question")
    worker.drain()
    link = link_in(mails.to(world.mia.email)[-1])
    found = browse(None).page(link).words
    assert "Do you come?" in found and queries.answer_of(one.id, world.mia.id) is None
    for secret in ("Room 7", "Bring a question", "Lighthouse", world.ana.name):
        assert secret not in found
    browse(None).send(link, {"answer": "maybe"})
    assert queries.answer_of(one.id, world.mia.id).answer == "maybe"


def test_answering_by_mail_keeps_the_reason_told_on_the_site(world, worker, mails, browse, seat):
    one = meeting(seat)
    actions.answer_meeting(world.mia, one, answer="no", reason="At the doctor’s")
    worker.drain()
    browse(None).send(link_in(mails.to(world.mia.email)[-1]), {"answer": "maybe"})
    said = queries.answer_of(one.id, world.mia.id)
    assert (said.answer, said.reason) == ("maybe", "At the doctor’s")


def test_the_link_opens_nothing_for_who_left_the_circle(world, worker, mails, browse, seat):
    meeting(seat)
    worker.drain()
    link = link_in(mails.to(world.mia.email)[-1])
    actions.leave(world.mia, queries.seat(world.mia, seat.circle.public_id))
    browse(None).page(link, status=404)
    browse(None).send(link, {"answer": "yes"}, status=404)


def test_the_link_says_so_when_there_is_nothing_to_answer(world, worker, mails, browse, seat):
    one = meeting(seat)
    worker.drain()
    link = link_in(mails.to(world.mia.email)[-1])
    actions.cancel_meeting(world.ana, one)
    assert "was cancelled" in browse(None).page(link).words
    browse(None).send(link, {"answer": "yes"})
    assert queries.answer_of(one.id, world.mia.id) is None


def test_a_yes_by_mail_never_counts_for_another_time(world, worker, mails, browse, seat):
    one = meeting(seat)
    worker.drain()
    link, before = link_in(mails.to(world.mia.email)[-1]), one.starts_at
    assert before.isoformat() in browse(None).page(link).text
    actions.change_meeting(world.ana, one, starts_at=before + timedelta(days=3), minutes=75, place="")
    page = browse(None).send(link, {"answer": "yes", "at": before.isoformat()}, status=422)
    assert one.starts_at.isoformat() in page.text and queries.answer_of(one.id, world.mia.id) is None


def test_an_answer_by_mail_needs_to_be_one(world, worker, mails, browse, seat):
    meeting(seat)
    worker.drain()
    link = link_in(mails.to(world.mia.email)[-1])
    browse(None).send(link, {}, status=422)
    browse(None).send(link, {"answer": "perhaps"}, status=422)


def a_day_before(one):
    return time_machine.travel(one.starts_at - timedelta(hours=23), tick=False)


def test_a_day_before_everybody_is_reminded_but_who_said_no(world, worker, mails, seat):
    one = meeting(seat)
    actions.answer_meeting(world.mia, one, answer="no")
    actions.answer_meeting(world.pau, one, answer="yes")
    worker.drain()
    mails.empty()
    with a_day_before(one):
        worker.job("circles.remind_to_meet")
        worker.drain()
        worker.job("circles.remind_to_meet")
        worker.drain()
    assert [len(mails.to(one.email)) for one in (world.ana, world.mia, world.pau)] == [1, 0, 1]
    assert "Soon: a meeting of your circle" in mails[0]["subject"]


def test_whoever_said_no_after_the_reminder_was_posted_is_left_in_peace(world, worker, mails, seat):
    one = meeting(seat)
    worker.drain()
    mails.empty()
    with a_day_before(one):
        actions.remind_of_meeting(one.id, clock.now())
        actions.answer_meeting(world.mia, one, answer="no")
        worker.drain()
    assert mails.to(world.mia.email) == [] and len(mails) == 2


def test_a_meeting_that_was_moved_reminds_of_its_new_time_only(world, worker, mails, seat):
    one = meeting(seat)
    before = one.starts_at
    actions.change_meeting(world.ana, one, starts_at=before + timedelta(days=7), minutes=75, place="")
    worker.drain()
    mails.empty()
    with time_machine.travel(before - timedelta(hours=23), tick=False):
        worker.job("circles.remind_to_meet")
        worker.drain()
        assert len(mails) == 0
    with a_day_before(one):
        worker.job("circles.remind_to_meet")
        worker.drain()
    assert len(mails) == 3


def test_nobody_is_reminded_of_what_is_cancelled(world, worker, mails, seat):
    one = meeting(seat)
    actions.cancel_meeting(world.ana, one)
    worker.drain()
    mails.empty()
    with a_day_before(one):
        worker.job("circles.remind_to_meet")
        worker.drain()
    assert len(mails) == 0


def test_a_suspended_member_gets_no_mail(world, worker, mails, seat):
    world.mia.standing = "suspended"
    meeting(seat)
    worker.drain()
    assert mails.to(world.mia.email) == []


def test_what_changes_before_anybody_was_told_is_one_mail(world, worker, mails, seat):
    one = meeting(seat)
    actions.change_meeting(world.ana, one, starts_at=one.starts_at + timedelta(days=1), minutes=75, place="")
    worker.drain()
    (mail,) = mails.to(world.mia.email)
    assert "At another time" not in mail["subject"]


def test_who_knew_the_former_time_is_told_that_it_is_another(world, worker, mails, seat):
    one = meeting(seat)
    worker.drain()
    actions.change_meeting(world.ana, one, starts_at=one.starts_at + timedelta(days=1), minutes=75, place="")
    worker.drain()
    assert "At another time" in mails.to(world.mia.email)[-1]["subject"]


def test_a_newcomer_is_not_told_that_it_was_moved(world, worker, mails, make, seat):
    one = meeting(seat)
    actions.change_meeting(world.ana, one, starts_at=one.starts_at + timedelta(days=1), minutes=75, place="")
    worker.drain()
    make.seat(seat.circle, world.lin)
    worker.drain()
    (mail,) = mails.to(world.lin.email)
    assert "At another time" not in mail["subject"]


@pytest.mark.parametrize("kept", [0, 1])
def test_who_has_a_new_charter_to_sign_still_finds_a_cancelled_series_out_of_their_calendar(
    world, worker, mails, make, seat, kept
):
    meeting(seat, starts_at=clock.now() + timedelta(days=1))
    make.charter(seat)  # holds from that meeting on
    first = meeting(seat, starts_at=clock.now() + timedelta(days=3), rhythm="week", length=4)
    worker.drain()
    mails.empty()
    with time_machine.travel(clock.now() + timedelta(days=2)):
        mia = queries.seat(world.mia, seat.circle.public_id)
        assert not mia.has_signed(mia.circle, clock.now())
        actions.cancel_meeting(world.ana, queries.series_meetings(first.series_id)[kept], following=True)
        worker.drain()
    (mail,) = mails.to(world.mia.email)
    assert ("Changed" if kept else "Cancelled") in mail["subject"]
