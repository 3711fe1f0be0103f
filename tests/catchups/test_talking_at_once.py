"""Two people write, answer and wish at the same moment, in real transactions: one consistent end."""

import pytest

from community.accounts.models import Person
from community.catchups import actions, queries
from community.catchups.models import AgainWish, CatchUp, CatchUpMessage
from community.core.errors import Conflict
from community.core.extensions import db
from community.core.mail import OutgoingMail
from tests.at_once import at_once, written
from tests.catchups.test_at_once import clock, pair, step  # noqa: F401

ROUNDS = 5


def write_first(one_id, other_id, words):
    return lambda: actions.write_first(db.session.get(Person, one_id), db.session.get(Person, other_id), words=words).id


def happened_between(ana, ben):
    def answer():
        catchup = actions.write_first(db.session.get(Person, ana), db.session.get(Person, ben), words="Hello")
        actions.write(db.session.get(Person, ben), catchup, words="Hello too")
        return catchup.id

    return answer


def long_ago(catchup):
    """Let the next round begin anew."""
    catchup.asked_at = catchup.asked_at.replace(year=2020)
    catchup.agreed_at = catchup.agreed_at and catchup.agreed_at.replace(year=2020)


def test_both_write_first_at_once_and_find_each_other(fresh_app, pair):  # noqa: F811
    ana, ben = pair
    results = at_once(fresh_app, write_first(ana, ben, "Dear Ben"), write_first(ben, ana, "Dear Ana"))
    assert len(set(results)) == 1 and isinstance(results[0], int), results

    def look():
        catchup = queries.by_id(results[0])
        return catchup.state, db.session.query(CatchUp).count(), db.session.query(CatchUpMessage).count()

    assert written(fresh_app, look) == ("happened", 1, 2)


def test_writing_back_and_taking_back_at_once_end_in_one_state(fresh_app, pair):  # noqa: F811
    ana, ben = pair
    for _round in range(ROUNDS):
        catchup_id = written(fresh_app, write_first(ana, ben, f"Dear Ben {_round}"))
        results = at_once(
            fresh_app, step(actions.write, ben, catchup_id, words="Dear Ana"), step(actions.withdraw, ana, catchup_id)
        )
        refused = [result for result in results if isinstance(result, Conflict)]
        assert len(refused) == 1, results

        def look(catchup_id=catchup_id):
            catchup = queries.by_id(catchup_id)
            state, messages = catchup.state, db.session.query(CatchUpMessage).filter_by(catchup_id=catchup_id).count()
            long_ago(catchup)
            return state, messages

        assert written(fresh_app, look) in {("happened", 2), ("withdrawn", 1)}


@pytest.mark.parametrize("answer", [actions.say_not_now, actions.write])
def test_two_answers_of_the_same_person_at_once(answer, fresh_app, pair):  # noqa: F811
    ana, ben = pair
    catchup_id = written(fresh_app, write_first(ana, ben, "Dear Ben"))
    values = {"words": "Or this"} if answer is actions.write else {}
    at_once(fresh_app, step(actions.write, ben, catchup_id, words="Dear Ana"), step(answer, ben, catchup_id, **values))
    state = written(fresh_app, lambda: queries.by_id(catchup_id).state)
    messages = written(fresh_app, lambda: db.session.query(CatchUpMessage).count())
    assert (state, messages) in {("happened", 2), ("declined", 1), ("happened", 3)}


def test_both_say_again_at_once_and_it_is_told_once(fresh_app, pair, monkeypatch):  # noqa: F811
    ana, ben = pair
    told = []
    monkeypatch.setattr("community.catchups.actions.again.publish", told.append)
    catchup_id = written(fresh_app, happened_between(ana, ben))
    yes = {"again": True}
    results = at_once(
        fresh_app,
        *(step(actions.say_again, person, catchup_id, **yes) for person in (ana, ben, ana, ben)),
    )
    assert not [result for result in results if isinstance(result, Exception)], results
    assert [type(event).__name__ for event in told] == ["CatchUpAgain"]
    assert written(fresh_app, lambda: db.session.query(OutgoingMail).filter_by(kind="catchups.both_again").count()) == 1
    assert written(fresh_app, lambda: db.session.query(AgainWish).filter(AgainWish.mutual_on.is_not(None)).count()) == 2


def test_a_yes_and_a_change_to_no_at_once_agree_with_each_other(fresh_app, pair):  # noqa: F811
    ana, ben = pair
    for _round in range(ROUNDS):
        catchup_id = written(fresh_app, happened_between(ana, ben))
        written(fresh_app, step(actions.say_again, ana, catchup_id, again=True))
        at_once(
            fresh_app,
            step(actions.say_again, ana, catchup_id, again=False),
            step(actions.say_again, ben, catchup_id, again=True),
        )

        def look(catchup_id=catchup_id):
            wishes = db.session.query(AgainWish).filter_by(catchup_id=catchup_id).all()
            told = [wish.mutual_on is not None for wish in wishes]
            answers = {wish.person_id: wish.is_yes for wish in wishes}
            for wish in wishes:
                db.session.delete(wish)
            long_ago(queries.by_id(catchup_id))
            return told, answers[ana]

        told, answer = written(fresh_app, look)
        assert told in ([True, True], [False, False])
        assert answer is told[0]
