"""The check-in of a meeting: the answers of others are there once one has given one's own, and not before."""

from datetime import timedelta

import pytest

from community.circles import actions, queries
from community.circles.actions.ending import end
from community.circles.models import MOST_QUESTIONS
from tests.budgets.test_queries import BUDGET, queries_of
from tests.circles.making import meeting, question

pytestmark = pytest.mark.usefixtures("hour")


@pytest.fixture
def seat(world, make):
    """Ana's row of her circle with Mia and Pau, which is not listed."""
    return make.circle(world.ana, world.mia, world.pau, is_listed=False, size=20)


@pytest.fixture
def met(seat):
    return meeting(seat)


@pytest.fixture
def address(met):
    return f"/circles/meetings/{met.public_id}/checkin"


@pytest.fixture
def asked(world, met):
    return question(world.ana, met)


@pytest.fixture
def answer(asked):
    return f"/circles/questions/{asked.public_id}/answer"


def test_the_facilitator_asks_and_everybody_finds_the_question(world, browse, address):
    browse(world.ana).send(address, {"words": "What is on your mind?"})
    assert "What is on your mind?" in browse(world.mia).page(address).words


def test_who_reads_what_is_said_above_the_fields(world, browse, address, answer):
    assert "not even the coordinators" in browse(world.ana).page(address).words
    assert "who have answered this question too" in browse(world.mia).page(answer).words


def test_before_ones_own_answer_those_of_others_are_not_there(world, browse, address, answer):
    browse(world.mia).send(answer, {"words": "cormorant"})
    assert "cormorant" not in browse(world.ana).page(address).text
    browse(world.ana).send(answer, {"words": "turnstone"})
    text = browse(world.ana).page(address).text
    assert "cormorant" in text and "turnstone" in text
    assert "turnstone" in browse(world.mia).page(address).text
    assert "turnstone" not in browse(world.pau).page(address).text


def test_one_answer_opens_one_question_only(world, browse, address, met, asked, answer):
    other = question(world.ana, met, "And what went well?")
    browse(world.mia).send(f"/circles/questions/{other.public_id}/answer", {"words": "cormorant"})
    browse(world.ana).send(answer, {"words": "turnstone"})
    assert "cormorant" not in browse(world.ana).page(address).text


def test_an_answer_can_be_said_better(world, browse, address, answer):
    browse(world.mia).send(answer, {"words": "First words."})
    assert "First words." in browse(world.mia).page(answer).text
    browse(world.mia).send(answer, {"words": "Second words."})
    text = browse(world.mia).page(address).text
    assert "Second words." in text and "First words." not in text


def test_an_empty_answer_opens_nothing(world, browse, address, answer):
    browse(world.mia).send(answer, {"words": "cormorant"})
    browse(world.ana).send(answer, {"words": " "}, status=422)
    assert "cormorant" not in browse(world.ana).page(address).text


def test_between_two_whom_a_block_parts_there_are_no_answers(world, make, browse, address, answer):
    browse(world.mia).send(answer, {"words": "cormorant"})
    browse(world.pau).send(answer, {"words": "turnstone"})
    make.block(world.mia, world.pau)
    assert "cormorant" not in browse(world.pau).page(address).text
    assert "turnstone" not in browse(world.mia).page(address).text


def test_newcomers_do_not_read_what_was_answered_before_they_came(world, make, browse, seat, address, answer, hour):
    browse(world.mia).send(answer, {"words": "cormorant"})
    hour.shift(timedelta(hours=1))
    make.seat(seat.circle, world.lin)
    browse(world.lin).send(answer, {"words": "turnstone"})
    text = browse(world.lin).page(address).text
    assert "turnstone" in text and "cormorant" not in text


def test_of_a_meeting_before_their_time_newcomers_find_no_check_in(world, make, browse, seat, address, answer, hour):
    hour.shift(timedelta(days=8))
    make.seat(seat.circle, world.lin)
    browse(world.lin).page(address, status=404)
    browse(world.lin).page(answer, status=404)


def test_nobody_else_reads_or_answers(world, make, browse, seat, address, answer):
    make.seat(seat.circle, world.lin, signed=False)
    for person in (world.lin, world.bea, world.mod, world.cora):
        browse(person).page(address, status=404)
        browse(person).page(answer, status=404)
        browse(person).send(answer, {"words": "Let me in."}, status=404)


def test_members_who_do_not_lead_the_meeting_ask_nothing(world, db, browse, met, address):
    assert "Ask a question" not in browse(world.mia).page(address).words
    browse(world.mia).send(address, {"words": "May I?"}, status=403)
    met.lead_id = world.mia.id
    db.flush()
    browse(world.mia).send(address, {"words": "Now I may."})


def test_a_question_can_be_taken_back_until_somebody_has_answered(world, browse, address, asked, answer):
    removal = f"/circles/questions/{asked.public_id}/removal"
    other = f"/circles/questions/{question(world.ana, asked.meeting, 'And?').public_id}/removal"
    browse(world.mia).send(other, status=403)
    browse(world.ana).send(other)
    browse(world.mia).send(answer, {"words": "Here I am."})
    assert removal not in browse(world.ana).page(address).text
    browse(world.ana).send(removal, status=403)


def test_five_questions_are_enough(world, browse, met, address):
    for number in range(MOST_QUESTIONS):
        question(world.ana, met, f"Question {number}?")
    assert "Ask a question" not in browse(world.ana).page(address).words
    browse(world.ana).send(address, {"words": "One more?"}, status=409)


def test_after_the_end_everything_stays_as_it_is(world, browse, seat, address, answer):
    browse(world.mia).send(answer, {"words": "cormorant"})
    end(queries.locked(seat.circle_id))
    assert "cormorant" in browse(world.mia).page(address).text
    assert "cormorant" not in browse(world.pau).page(address).text
    browse(world.pau).send(answer, {"words": "Too late."}, status=403)
    browse(world.ana).send(address, {"words": "Too late?"}, status=403)


def test_the_page_costs_the_same_with_three_and_with_fifteen(world, make, browse, seat, asked, address):
    def fill(how_many):
        for _number in range(how_many):
            person = make.person()
            make.seat(seat.circle, person)
            actions.answer_question(person, asked, words="Here I am.")

    actions.answer_question(world.ana, asked, words="Me too.")
    fill(3)
    browser = browse(world.ana, checks=False)
    few = queries_of(browser, address)
    fill(12)
    many = queries_of(browser, address)
    assert len(many) == len(few) <= BUDGET, "\n\n".join(many)
