"""Coordinators who ask and answer at the same moment: one question, one answer, and never alone."""

import pytest
from sqlalchemy import select

from community.accounts.models import Person
from community.circles import actions, queries
from community.circles.models import CircleOpening, CircleReport
from community.core.errors import Refusal
from community.core.extensions import db
from community.core.outbox import Delivery
from tests.at_once import at_once, written
from tests.circles import making
from tests.make import Make

ROUNDS = 3
WORDS = {"reason": "She is in danger.", "notice": "Somebody may be in danger."}


@pytest.fixture
def people(fresh_app):
    """Ids of a member and three coordinators, and of the member's circle."""
    make = Make()

    def make_them():
        member = make.person()
        coordinators = [make.person(role="coordinator").id for _ in range(3)]
        return member.id, coordinators, make.circle(member).circle.id

    return written(fresh_app, make_them)


def person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def ask(person_id: int, circle_id: int):
    return lambda: actions.ask_opening(person(person_id), queries.by_id(circle_id), **WORDS).id


def answer(action, person_id: int, opening_id: int):
    return lambda: action(person(person_id), queries.opening_by_id(opening_id)).id


def test_two_who_ask_at_once_ask_one_question(fresh_app, people):
    _member, (one, other, _third), circle_id = people
    results = at_once(fresh_app, ask(one, circle_id), ask(other, circle_id))
    assert sum(isinstance(result, int) for result in results) == 1, results
    assert sum(isinstance(result, Refusal) for result in results) == 1, results


@pytest.mark.parametrize("other_answer", [actions.open_circle, actions.decline_opening, actions.close_opening])
def test_of_two_answers_at_once_one_counts(fresh_app, people, other_answer):
    _member, (asker, one, other), circle_id = people
    if other_answer is actions.close_opening:
        other = asker
    for _round in range(ROUNDS):
        opening_id = written(fresh_app, ask(asker, circle_id))
        answers = (answer(actions.open_circle, one, opening_id), answer(other_answer, other, opening_id))
        results = at_once(fresh_app, *answers)
        assert sum(isinstance(result, int) for result in results) >= 1, results
        written(fresh_app, lambda number=opening_id, found=results: check(number, found, asker))
        written(fresh_app, lambda number=opening_id: close(asker, number))


def check(opening_id: int, results, asker: int) -> None:
    opening = queries.opening_by_id(opening_id)
    assert opening.second_id != asker and opening.answered_at is not None
    told = db.session.scalars(select(Delivery).where(Delivery.event == "CircleOpened")).all()
    was_told = any(one.payload["opening_id"] == opening_id for one in told)
    assert was_told == (opening.open_until is not None), "the circle is told exactly when it was opened"
    assert opening.circle.opened_until is None or opening.open_until is None or opening.second_id is not None


def close(asker: int, opening_id: int) -> None:
    opening = queries.opening_by_id(opening_id)
    if queries.stands_asked(opening.circle_id):
        actions.close_opening(person(asker), opening)


def test_two_who_answer_a_report_at_once_give_one_answer(fresh_app, people):
    member, (one, other, _third), circle_id = people

    def tell() -> int:
        return making.report(person(member), queries.by_id(circle_id)).id

    def reply(person_id: int, report_id: int):
        return lambda: (
            actions.answer_report(person(person_id), queries.report_by_id(report_id), words=f"By {person_id}.").id
        )

    for _round in range(ROUNDS):
        report_id = written(fresh_app, tell)
        results = at_once(fresh_app, reply(one, report_id), reply(other, report_id))
        assert sum(isinstance(result, int) for result in results) == 1, results

        def kept(number: int = report_id) -> bool:
            report = db.session.get_one(CircleReport, number)
            return report.answer == f"By {report.answered_by_id}."

        assert written(fresh_app, kept)
    assert written(fresh_app, lambda: db.session.scalar(select(CircleOpening.id))) is None
