"""Two at the same moment, in real transactions on real connections: one tie, one contact, one mail, one consistent end."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from community.accounts import actions as accounts
from community.accounts.models import Person
from community.core import clock as core_clock
from community.core.errors import Conflict, Missing
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.outbox import Delivery
from community.events import PersonBlocked
from community.ties import actions, jobs, queries, subscribers
from community.ties.models import Tie, TieOffer, TieSide
from tests.at_once import at_once, written
from tests.make import Make

ROUNDS = 5


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """These threads live in real time."""
    yield None


@pytest.fixture
def people(fresh_app) -> list[int]:
    """The ids of some members."""
    return written(fresh_app, lambda: [Make().person().id for _ in range(12)])


def one(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_two_begin_the_same_ties_at_once(fresh_app, people):
    today = core_clock.today()
    pairs = [(low, high, today) for low in people for high in people if low < high]
    works = [
        lambda: actions.begin_many(pairs, origin="mentorship"),
        lambda: actions.begin_many(pairs[::-1], origin="circle"),
        lambda: actions.begin(people[5], people[2], origin="catchup", on=today).tie_id,
        lambda: actions.begin(people[2], people[5], origin="hand", on=today).tie_id,
    ]
    results = at_once(fresh_app, *works)
    assert all(isinstance(result, int) for result in results), results
    assert results[2] == results[3]
    assert written(fresh_app, lambda: (count(Tie), count(TieSide))) == (66, 132)


def test_both_offer_at_once(fresh_app, people):
    for number in range(ROUNDS):
        ana, ben = people[2 * number : 2 * number + 2]
        results = at_once(
            fresh_app,
            lambda a=ana, b=ben: actions.offer(one(a), one(b)),
            lambda a=ana, b=ben: actions.offer(one(b), one(a)),
        )
        assert sum(isinstance(result, TieSide) for result in results) == 1, results
        assert sum(result is None for result in results) == 1, results
    assert written(fresh_app, lambda: count(Tie)) == ROUNDS


def test_an_offer_twice_at_once_is_one(fresh_app, people):
    works = [lambda: actions.offer(one(people[0]), one(people[1]))] * 4
    assert at_once(fresh_app, *works) == [None] * 4
    assert written(fresh_app, lambda: (count(TieOffer), count(OutgoingMail))) == (1, 1)


def test_the_limit_of_offers_holds_at_once(fresh_app, people):
    works = [lambda other=other: actions.offer(one(people[0]), one(other)) for other in people[1:]]
    results = at_once(fresh_app, *works)
    assert sum(result is None for result in results) == 10, results
    assert sum(isinstance(result, Conflict) for result in results) == 1, results


def test_yes_and_taking_back_at_once_end_in_one_of_the_two(fresh_app, people):
    for number in range(ROUNDS):
        ana, ben = people[2 * number : 2 * number + 2]
        written(fresh_app, lambda a=ana, b=ben: actions.offer(one(a), one(b)))
        _back, answered = at_once(
            fresh_app,
            lambda a=ana, b=ben: actions.take_back_offer(one(a), one(b)),
            lambda a=ana, b=ben: actions.answer_offer(one(b), one(a), yes=True),
        )
        has_tie = written(fresh_app, lambda a=ana, b=ben: queries.between(a, b) is not None)
        assert has_tie == isinstance(answered, TieSide) and has_tie != isinstance(answered, Conflict), answered


def test_contact_and_withdrawal_at_once_leave_what_stands(fresh_app, people):
    ana, ben, *_ = people
    today, before = core_clock.today(), core_clock.today() - timedelta(days=400)
    written(fresh_app, lambda: actions.begin(ana, ben, origin="mentorship", on=before).tie_id)

    def note(number: int) -> object:
        on = today - timedelta(days=number)
        return actions.note_contact(ana, ben, on=on, kind="catchup", source=f"catchup:{number}")

    def state() -> tuple[object, ...]:
        side = queries.between(ana, ben)
        return side.last_on, side.tie.last_on, queries.newest_contact(side.tie_id)

    for number in range(ROUNDS):
        written(fresh_app, lambda n=number: note(n))
        results = at_once(
            fresh_app,
            lambda n=number: actions.withdraw_contact(ben, ana, source=f"catchup:{n}"),
            lambda n=number: note(n + 30),
            lambda n=number: note(n + 30),
            lambda n=number: note(n + 60),
        )
        assert results == [None, True, True, True]
        shown, kept, newest = written(fresh_app, state)
        assert shown == kept == newest == today - timedelta(days=30)


def test_a_wish_and_a_contact_at_once_lose_neither(fresh_app, people):
    ana, ben, *_ = people
    today = core_clock.today()
    side = written(fresh_app, lambda: Make().tie(one(ana), one(ben), on=date(2020, 1, 1)).tie_id)
    for rhythm in (2, 4, 8, 13, 26):
        results = at_once(
            fresh_app,
            lambda r=rhythm: actions.set_wishes(one(ana), queries.between(ana, ben), rhythm_weeks=r),
            lambda r=rhythm: actions.set_wishes(one(ben), queries.between(ben, ana), rhythm_weeks=r),
            lambda r=rhythm: actions.tell(one(ana), queries.between(ana, ben), on=today - timedelta(days=r)).id,
            lambda: actions.look_at([side], today + timedelta(days=7)),
        )
        assert not [result for result in results if isinstance(result, Exception)], results
        sides = written(fresh_app, lambda: [queries.between(ana, ben), queries.between(ben, ana)])
        assert [each.rhythm_weeks for each in sides] == [rhythm] * 2
        assert sides[0].last_on == sides[1].last_on == today - timedelta(days=2)
        assert sides[0].is_due == sides[1].is_due


def test_a_block_during_an_offer_or_its_answer_leaves_nothing_open(fresh_app, people):
    for number in range(ROUNDS):
        ana, ben = people[2 * number : 2 * number + 2]
        written(fresh_app, lambda a=ana, b=ben: actions.offer(one(a), one(b)))

        blocked, told, answered, again = at_once(
            fresh_app,
            lambda a=ana, b=ben: accounts.block(one(b), one(a)),
            lambda a=ana, b=ben: subscribers.blocked(PersonBlocked(blocker_id=b, blocked_id=a)),
            lambda a=ana, b=ben: actions.answer_offer(one(b), one(a), yes=True),
            lambda a=ana, b=ben: actions.offer(one(a), one(b)),
        )
        assert blocked is None
        assert answered is None or isinstance(answered, TieSide | Missing | Conflict), answered
        assert again is None or isinstance(again, TieSide | Missing | Conflict), again
        assert not isinstance(told, Exception), told
        written(fresh_app, lambda a=ana, b=ben: subscribers.blocked(PersonBlocked(blocker_id=b, blocked_id=a)))

        def look(a=ana, b=ben) -> tuple[object, ...]:
            side = queries.between(b, a)  # that of who blocks rests
            offers = queries.offers_to(one(b)), queries.open_offers_by(one(a))
            return offers, side is None or (
                side.rested_at is not None and queries.side_by_id(one(a), side.tie_id) is None
            )

        assert written(fresh_app, look) == (([], 0), True)


def test_two_workers_at_once_remind_once(fresh_app, people):
    ana, *others = people

    def set_up() -> list[int]:
        return [Make().due(one(ana), one(other), on=date(2020, 1, 1)).tie_id for other in others]

    def remind() -> object:
        return actions.remind(people)

    def backwards() -> object:
        return actions.remind(people[::-1])

    written(fresh_app, set_up)
    results = at_once(fresh_app, remind, backwards, remind, backwards, jobs.look)
    assert not [result for result in results if isinstance(result, Exception)], results
    assert sum(results[:4]) == len(people), f"each is promised by one of them: {results}"

    def posted() -> list[int]:
        mails = db.session.execute(select(OutgoingMail.person_id, OutgoingMail.context)).all()
        return sorted(person_id for person_id, context in mails for _tie in context["tie_ids"])

    assert written(fresh_app, posted) == sorted([ana] * len(others) + others)
    assert written(fresh_app, remind) == 0


def test_looking_reminding_and_telling_at_once_stand_in_nobodys_way(fresh_app, people):
    """All twelve have ties among themselves, and are reminded while their ties are looked at."""
    low_high = [(low, high) for low in people for high in people if low < high]

    def set_up() -> list[int]:
        return [Make().due(one(low), one(high), on=date(2020, 1, 1)).tie_id for low, high in low_high]

    def again() -> None:
        for tie in queries.locked(ties):
            tie.look_on = core_clock.today()
            for side in tie.sides:
                side.reminded_for = None

    def tell(number: int) -> object:
        low, high = low_high[number]
        return actions.tell(one(high), queries.between(high, low), on=date(2019, 1, 1)).id

    ties = written(fresh_app, set_up)
    for number in range(ROUNDS):
        written(fresh_app, again)
        works = [
            lambda: actions.remind(people[::2]),
            lambda: actions.look_at(ties[::-1], core_clock.today()),
            lambda: actions.remind(people[::-1]),
            lambda: actions.look_at(ties, core_clock.today()),
            lambda n=number: [tell(one) for one in (n, 20 + n)],
        ]
        results = at_once(fresh_app, *works)
        assert not [result for result in results if isinstance(result, Exception)], results


def test_two_workers_looking_at_once_agree(fresh_app, people):
    ana, *others = people
    ties = written(
        fresh_app, lambda: [Make().tie(one(ana), one(other), on=date(2020, 1, 1), rhythm=4).tie_id for other in others]
    )
    later = core_clock.today() + timedelta(days=7)
    results = at_once(
        fresh_app, *[lambda order=order: actions.look_at(order, later) for order in (ties, ties[::-1], ties)]
    )
    assert sorted(results) == [0, 0, len(ties)], results
    called = select(Delivery.payload).where(Delivery.event == "TieRemindersDue")
    (told,) = written(fresh_app, lambda: db.session.scalars(called).all())
    assert sorted(told["person_ids"]) == sorted(people), "once, by the one who found them due"
