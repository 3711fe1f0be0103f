"""Several people, or one in two windows, at the same moment: in real transactions, one consistent end."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from community.accounts.models import Person
from community.core import clock
from community.core.errors import Refusal
from community.core.extensions import db
from community.core.outbox import Delivery
from community.milestones import actions, queries
from community.milestones.models import SHARED, TAKEN_BACK, WAITING, Congratulation, Milestone
from tests.at_once import at_once, written
from tests.make import Make

ROUNDS = 4
ON = date(2020, 5, 1)


@pytest.fixture
def trio(fresh_app):
    """The ids of an author, a subject, and a third."""
    make = Make()
    return written(fresh_app, lambda: tuple(make.person(name=name).id for name in ("Mia", "Ana", "Pau")))


def person(person_id: int) -> Person:
    found = db.session.get(Person, person_id)
    assert found is not None
    return found


def waiting(author_id: int, subject_id: int) -> int:
    """A new one; what was taken back in the rounds before it is long past, and leaves room."""
    gone = update(Milestone).where(Milestone.state == TAKEN_BACK)
    db.session.execute(gone.values(created_at=clock.now() - timedelta(days=30)))
    told = {"kind": "project", "on": ON, "words": "First words.", "audience": "everyone"}
    return actions.tell(person(author_id), subject=person(subject_id), **told).id


def shared(person_id: int) -> int:
    return waiting(person_id, person_id)


def step(action, person_id: int, milestone_id: int, **values):
    return lambda: action(person(person_id), queries.by_id(milestone_id), **values)


def yes(milestone_id: int, subject_id: int):
    def approve():
        milestone = queries.by_id(milestone_id)
        return actions.approve(
            person(subject_id), milestone, revision=1, words="Her words.", audience="everyone", picture_alt=""
        )

    return approve


STEPS = {
    "approve": lambda mia, ana, one: yes(one, ana),
    "decline": lambda mia, ana, one: step(actions.decline, ana, one),
    "edit": lambda mia, ana, one: step(actions.edit, mia, one, kind="move", on=ON, words="Other words."),
    "take back": lambda mia, ana, one: step(actions.take_back, mia, one),
    "refuse for good": lambda mia, ana, one: step(actions.take_back, ana, one),
}
PAIRS = [(one, other) for number, one in enumerate(STEPS) for other in list(STEPS)[number:]]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_steps_at_once_end_in_one_consistent_state(one, other, fresh_app, trio):
    mia, ana, _pau = trio
    for _round in range(ROUNDS):
        milestone_id = written(fresh_app, lambda: waiting(mia, ana))
        results = at_once(fresh_app, *(STEPS[name](mia, ana, milestone_id) for name in (one, other)))
        assert all(result is None or isinstance(result, Milestone | Refusal) for result in results), results
        assert not all(isinstance(result, Refusal) for result in results), results
        written(fresh_app, lambda number=milestone_id, found=results: _check(number, (one, other), found))


def _check(milestone_id: int, steps, results) -> None:
    milestone = queries.by_id(milestone_id)
    done = {name for name, result in zip(steps, results, strict=True) if not isinstance(result, Refusal)}
    told = [one for one in _deliveries("MilestoneShared") if one.payload["milestone_id"] == milestone_id]
    assert (milestone.state == SHARED) == (milestone.shared_at is not None)
    assert bool(told) == ("approve" in done), "whoever is told of it, is told of what was approved"
    assert not {"approve", "decline"} <= done
    if milestone.state == SHARED:
        assert milestone.words == "Her words.", "nothing is shared but what the subject has read"
    if {"take back", "refuse for good"} & done:
        assert (milestone.state, milestone.words) == (TAKEN_BACK, "")
    elif milestone.state == WAITING:
        assert done == {"edit"}
    if milestone.state != TAKEN_BACK:
        actions.take_back(milestone.author, milestone)


def _deliveries(event: str):
    return db.session.scalars(db.select(Delivery).where(Delivery.event == event)).all()


def test_congratulating_in_two_windows_is_once(fresh_app, trio):
    mia, ana, _pau = trio
    for _round in range(ROUNDS):
        one = written(fresh_app, lambda: shared(ana))
        results = at_once(fresh_app, *[step(actions.congratulate, mia, one, words="Good!")] * 3)
        assert sum(isinstance(result, Congratulation) for result in results) == 1, results
        assert sum(isinstance(result, Refusal) for result in results) == 2, results
        assert written(fresh_app, lambda one=one: len(queries.said_rows(person(mia), one, "words"))) == 1


def test_applause_in_two_windows_is_once(fresh_app, trio):
    mia, ana, _pau = trio
    one = written(fresh_app, lambda: shared(ana))
    results = at_once(fresh_app, *[step(actions.applaud, mia, one)] * 3)
    assert results == [None] * 3
    assert written(fresh_app, lambda: len(queries.said_rows(person(mia), one, "applause"))) == 1


def test_congratulating_what_is_taken_back_leaves_nothing(fresh_app, trio):
    mia, ana, _pau = trio
    for _round in range(ROUNDS):
        one = written(fresh_app, lambda: shared(ana))
        said, gone = at_once(
            fresh_app, step(actions.congratulate, mia, one, words="Good!"), step(actions.take_back, ana, one)
        )
        assert gone is None and isinstance(said, Congratulation | Refusal), (said, gone)
        assert written(fresh_app, lambda one=one: queries.said_rows(person(mia), one, "words")) == []


def test_words_changed_thanked_and_taken_back_at_once_end_in_one_state(fresh_app, trio):
    mia, ana, _pau = trio

    def said(action, who, number, **values):
        return lambda: action(person(who), queries.congratulation_by_id(number), **values)

    for _round in range(ROUNDS):
        one = written(fresh_app, lambda: shared(ana))
        number = written(fresh_app, lambda one=one: step(actions.congratulate, mia, one, words="Good!")().id)
        results = at_once(
            fresh_app,
            said(actions.change_words, mia, number, words="Better!"),
            said(actions.thank, ana, number, words="Thanks.", openly=True),
            said(actions.take_words_back, mia, number),
        )
        expected = (Congratulation, Refusal, AttributeError)  # who comes last may not find it at all
        assert all(result is None or isinstance(result, expected) for result in results), results
        assert written(fresh_app, lambda number=number: queries.congratulation_by_id(number)) is None


def test_both_wish_for_more_readers_at_once_and_get_them(fresh_app, trio):
    mia, ana, _pau = trio

    def set_up():
        one = waiting(mia, ana)
        milestone = queries.by_id(one)
        actions.approve(person(ana), milestone, revision=1, words="Words.", audience="mentorships")
        return one

    for _round in range(ROUNDS):
        one = written(fresh_app, set_up)
        works = [step(actions.set_audience, who, one, audience="everyone") for who in (mia, ana)]
        assert sorted(at_once(fresh_app, *works)) == [False, True]
        assert written(fresh_app, lambda one=one: queries.by_id(one).audience) == "everyone"
        written(fresh_app, step(actions.take_back, mia, one))


def test_narrowing_and_a_yes_to_more_at_once_never_leave_a_wish_behind(fresh_app, trio):
    mia, ana, _pau = trio

    def set_up():
        one = waiting(mia, ana)
        actions.approve(person(ana), queries.by_id(one), revision=1, words="Words.", audience="mentorships")
        actions.set_audience(person(mia), queries.by_id(one), audience="everyone")
        return one

    for _round in range(ROUNDS):
        one = written(fresh_app, set_up)
        at_once(
            fresh_app,
            step(actions.answer_wider, ana, one, yes=True, audience="everyone"),
            step(actions.set_audience, mia, one, audience="mentorships"),
        )
        end = written(fresh_app, lambda one=one: (queries.by_id(one).audience, queries.by_id(one).wider_by_id))
        assert end == ("mentorships", None), "of the two, the one who narrows has the last word"
        written(fresh_app, step(actions.take_back, mia, one))


def test_no_more_than_a_few_wait_for_one_person_even_at_once(fresh_app, trio):
    mia, ana, _pau = trio
    results = at_once(fresh_app, *[lambda: waiting(mia, ana)] * 6)
    assert sum(isinstance(result, int) for result in results) == 3, results
    assert sum(isinstance(result, Refusal) for result in results) == 3, results


def test_a_page_opened_in_two_windows_is_noted_once(fresh_app, trio):
    mia, ana, _pau = trio
    one = written(fresh_app, lambda: shared(ana))

    def note():
        db.session.rollback()
        actions.note_opened(person(mia), queries.by_id(one))

    # As pages do: they read, and write beside.
    from community.core import database

    def page():
        token = database.writing.set(False)
        try:
            note()
        finally:
            database.writing.reset(token)

    threads = _in_threads(fresh_app, [page] * 4)
    assert threads == [None] * 4
    assert written(fresh_app, lambda: queries.is_opened(person(mia), one))


def _in_threads(app, works):
    import threading

    results = [None] * len(works)
    barrier = threading.Barrier(len(works))

    def run(number, work):
        with app.app_context():
            barrier.wait()
            try:
                work()
            except Exception as error:
                results[number] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
