"""Finding a time together, in plain radio buttons; choosing one plans the meeting."""

from datetime import timedelta

import pytest

from community.circles import actions, queries
from community.circles.actions.ending import end
from community.circles.models import MOST_POLLS_OPEN
from tests.circles.making import closing, poll, seat_of
from tests.postbox import text_of

pytestmark = pytest.mark.usefixtures("hour")
TIMES = {"times-0-day": "2026-05-11", "times-0-at": "18:00", "times-1-day": "2026-05-12", "times-1-at": "19:30"}


@pytest.fixture
def asked(world, circle):
    return poll(world.ana, circle)


@pytest.fixture
def address(asked):
    return f"/circles/polls/{asked.public_id}"


def answers(asked, *said):
    return {at(time.starts_at): one for time, one in zip(asked.times, said, strict=True)}


def at(moment):
    return moment.strftime("at-%Y%m%dT%H%M%S")


def names_beside(page, moment):
    """What the list says of one time."""
    (item,) = (one for one in page.find_all("li") if f'datetime="{moment.isoformat()}"' in _html(one))
    return " ".join("".join(item.itertext()).split())


def _html(element):
    return "".join(f'datetime="{one.get("datetime")}"' for one in element.iter() if one.get("datetime"))


def test_the_facilitator_asks_on_their_own_clock(world, browse, circle):
    there = f"/circles/{circle.public_id}/polls/new"
    browse(world.ana).page(there)
    page = browse(world.ana).send(there, TIMES)
    asked = queries.poll(world.ana, page.response.location.rsplit("/", 1)[-1])
    assert [time.starts_at.hour for time in asked.times] == [16, 17], "18:00 and 19:30 in Berlin"
    words = browse(world.mia).page(page.response.location).words
    assert "12:00" in words.replace("\u202f", " ") and "New York" in words


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"times-0-day": "2026-05-11", "times-0-at": "18:00"},
        {**TIMES, "times-1-day": "2026-05-03"},
        {**TIMES, "times-1-day": "2026-05-11", "times-1-at": "18:00"},
        {**TIMES, "times-1-at": "soon"},
    ],
    ids=["none", "one", "past", "twice the same", "nonsense"],
)
def test_it_takes_two_different_times_to_come(world, browse, circle, typed):
    browse(world.ana).send(f"/circles/{circle.public_id}/polls/new", typed, status=422)
    assert not queries.open_polls(world.ana, circle.id)


def test_the_others_are_asked_by_mail_until_they_have_answered(world, circle, asked, worker, mails):
    actions.answer_poll(world.mia, asked, answers={time.starts_at: "yes" for time in asked.times})
    worker.drain()
    (mail,) = [mail for mail in mails if "When could you meet" in mail["Subject"]]
    assert "pau@example.org" in mail["To"] and circle.name not in mail["Subject"] + text_of(mail)


def test_each_says_of_each_time_whether_it_suits(world, browse, asked, address):
    page = browse(world.mia).page(address)
    radios = [one for one in page.find_all("input") if one.get("type") == "radio"]
    assert len(radios) == 9, "yes, if need be and no for each of three times"
    browse(world.mia).send(f"{address}/answers", answers(asked, "yes", "if_need_be", "no"))
    page = browse(world.pau).page(address)
    assert "Yes: Ana Ruiz Gómez, Mia Chen" in names_beside(page, asked.times[0].starts_at)
    assert "If need be: Mia Chen" in names_beside(page, asked.times[1].starts_at)
    assert "No: Mia Chen" in names_beside(page, asked.times[2].starts_at)


def test_an_answer_can_be_changed(world, browse, asked, address):
    browse(world.mia).send(f"{address}/answers", answers(asked, "no", "no", "no"))
    browse(world.mia).send(f"{address}/answers", answers(asked, "yes", "no", "no"))
    page = browse(world.mia).page(address)
    assert "Mia" in names_beside(page, asked.times[0].starts_at).partition("Choose")[0]
    assert sum(one.get("checked") is not None for one in page.find_all("input")) == 3


@pytest.mark.parametrize("said", [("yes", "yes", ""), ("yes", "no", "perhaps")])
def test_every_time_wants_an_answer(world, browse, asked, address, said):
    browse(world.mia).send(f"{address}/answers", answers(asked, *said), status=422)
    assert not queries.has_answered_poll(asked.id, world.mia.id)


def test_choosing_one_plans_the_meeting(world, browse, circle, asked, address):
    chosen = asked.times[1].starts_at
    browse(world.mia).send(f"{address}/choice", {"starts_at": chosen.isoformat()}, status=403)
    page = browse(world.ana).send(f"{address}/choice", {"starts_at": chosen.isoformat()})
    planned = queries.meeting(world.mia, page.response.location.rsplit("/", 1)[-1])
    assert planned.starts_at == chosen and planned.circle_id == circle.id
    assert "A time was chosen" in browse(world.mia).page(address).words
    browse(world.ana).send(f"{address}/choice", {"starts_at": chosen.isoformat()}, status=403)
    browse(world.mia).send(f"{address}/answers", answers(asked, "yes", "yes", "yes"), status=403)


@pytest.mark.parametrize("sent", ["", "soon", "2026-05-11T12:00:00", "2026-07-01T12:00:00+00:00"])
def test_only_one_of_its_times_can_be_chosen(world, browse, asked, address, sent):
    browse(world.ana).send(f"{address}/choice", {"starts_at": sent}, status=422)
    assert queries.next_meeting_at(asked.circle_id) is None


def test_what_is_past_is_neither_answered_nor_chosen(world, browse, asked, address, hour):
    first = asked.times[0].starts_at
    hour.move_to(first + timedelta(hours=1))
    assert at(first) not in browse(world.mia).page(address).text
    browse(world.ana).send(f"{address}/choice", {"starts_at": first.isoformat()}, status=422)


def test_none_of_them_fits(world, browse, asked, address):
    browse(world.mia).send(f"{address}/removal", status=403)
    browse(world.ana).send(f"{address}/removal")
    assert "None of these times was chosen" in browse(world.mia).page(address).words
    assert not queries.open_polls(world.ana, asked.circle_id)


def test_the_meetings_lead_to_it_by_what_there_is_to_do(world, browse, circle, asked):
    there = f"/circles/{circle.public_id}/meetings"
    assert "Choose a time" in browse(world.ana).page(there).words
    assert "Say which times suit you" in browse(world.mia).page(there).words
    actions.answer_poll(world.mia, asked, answers={time.starts_at: "yes" for time in asked.times})
    assert "You have answered; see what suits the others" in browse(world.mia).page(there).words
    assert "Say which times suit you" in browse(world.pau).page(there).words


def test_nobody_asks_more_than_a_few_questions_at_once(world, browse, circle):
    for _number in range(MOST_POLLS_OPEN):
        poll(world.ana, circle)
    browse(world.ana).send(f"/circles/{circle.public_id}/polls/new", TIMES, status=409)


def test_only_members_who_signed_see_it_and_only_who_holds_the_circle_asks(world, make, browse, circle, address):
    make.seat(circle, world.lin, signed=False)
    for person in (world.lin, world.bea, world.mod, world.cora):
        browse(person).page(address, status=404)
    browse(world.mia).send(f"/circles/{circle.public_id}/polls/new", TIMES, status=403)
    assert "Choose this time" not in browse(world.mia).page(address).words


def test_newcomers_say_what_suits_them_too(world, make, browse, circle, asked, address, hour):
    hour.shift(timedelta(hours=1))
    make.seat(circle, world.lin)
    browse(world.lin).send(f"{address}/answers", answers(asked, "yes", "yes", "yes"))


def test_names_of_whom_a_block_parts_or_who_has_left_are_not_there(world, make, browse, circle, asked, address):
    for person in (world.mia, world.pau):
        browse(person).send(f"{address}/answers", answers(asked, "yes", "yes", "yes"))
    make.block(world.pau, world.mia)
    assert "Mia" not in browse(world.pau).page(address).words
    assert "Pau" not in browse(world.mia).page(address).words.replace("Pau Ferrer Home", "")
    actions.leave(world.mia, seat_of(world.mia, circle))
    assert "Mia" not in browse(world.ana).page(address).words


def test_the_end_of_the_circle_is_the_end_of_its_questions(world, browse, circle, asked, address):
    closing(world.ana, circle)
    browse(world.mia).send(f"{address}/answers", answers(asked, "yes", "yes", "yes"))
    end(queries.locked(circle.id))
    browse(world.mia).page(address)
    browse(world.mia).send(f"{address}/answers", answers(asked, "no", "no", "no"), status=403)
    browse(world.ana).send(f"/circles/{circle.public_id}/polls/new", TIMES, status=403)
