"""Several things at the same moment in one inbox: in real transactions, the number at it stays true and each thing has one newest notice."""

import threading
import time

import pytest
from sqlalchemy import func, select

from community.accounts.models import Person
from community.accounts.queries import is_last_coordinator
from community.core import clock, registry
from community.core.extensions import db
from community.core.mail import OutgoingMail
from community.core.mail.inbox import News
from community.notifications import actions, queries
from community.notifications.models import Notice
from tests.at_once import at_once, written
from tests.make import Make
from tests.notifications.reading import count_is_true, unread

ROUNDS = 5


@pytest.fixture
def ana(fresh_app):
    """The id of somebody."""
    return written(fresh_app, lambda: Make().person(name="Ana").id)


def person(person_id: int) -> Person:
    return db.session.get_one(Person, person_id)


def posted(title: str) -> int:
    mail = OutgoingMail(kind="x", recipient=title, about="x", address="", message_id=title)
    db.session.add(mail)
    db.session.flush()
    return mail.id


def taking(app, person_id: int, title: str, thing: str = "catchup:1", names: tuple[int, ...] = ()):
    """A message that comes in, its mail posted before."""
    mail_id = written(app, lambda: posted(title))

    def take() -> str:
        news = News(mail_id, "x", "x", thing, title, "/circles", names)
        actions.take_in(person(person_id), registry.of_app().topics["catchups.asked"], news)
        return title

    return take


def is_in_order(app, person_id: int) -> None:
    def look() -> None:
        assert count_is_true()
        own = Notice.person_id == person_id
        newest = set(db.session.scalars(select(func.max(Notice.id)).where(own).group_by(Notice.thing)))
        assert set(db.session.scalars(select(Notice.id).where(own, Notice.is_newest))) == newest

    written(app, look)


def test_of_two_messages_about_one_thing_one_is_the_newest(fresh_app, ana):
    for number in range(ROUNDS):
        told = [taking(fresh_app, ana, f"{number}, {side}") for side in ("one", "other")]
        assert at_once(fresh_app, *told) == [f"{number}, one", f"{number}, other"]
        is_in_order(fresh_app, ana)


def test_what_comes_while_all_is_marked_stays_unread(fresh_app, ana):
    for number in range(ROUNDS):
        written(fresh_app, taking(fresh_app, ana, f"{number}, shown", f"thing:{number}"))
        newest = written(fresh_app, lambda: db.session.scalar(select(func.max(Notice.id))))
        mark = lambda newest=newest: actions.mark_all_read(db.session.get_one(Notice, newest))  # noqa: E731
        assert at_once(fresh_app, mark, taking(fresh_app, ana, f"{number}, meanwhile"))[0] is None
        assert written(fresh_app, lambda: unread(person(ana)))[0] == f"{number}, meanwhile"
        is_in_order(fresh_app, ana)


def test_reading_unreading_and_forgetting_at_once_count_past_nobody(fresh_app, ana):
    for number in range(ROUNDS):
        for title in ("a", "b", "c"):
            written(fresh_app, taking(fresh_app, ana, f"{number}{title}"))
        ids = written(fresh_app, lambda: queries.ids_of(ana))[-3:]
        found = at_once(
            fresh_app,
            lambda ids=ids: actions.mark_read(db.session.get_one(Notice, ids[0])),
            lambda ids=ids: actions.mark_unread(db.session.get_one(Notice, ids[1])),
            lambda ids=ids: actions.forget([ids[2]]),
            taking(fresh_app, ana, f"{number}, meanwhile"),
        )
        assert not [one for one in found if isinstance(one, Exception)], found
        is_in_order(fresh_app, ana)


def test_the_same_notice_read_in_two_windows(fresh_app, ana):
    written(fresh_app, taking(fresh_app, ana, "once"))
    [one] = written(fresh_app, lambda: queries.ids_of(ana))
    mark = lambda: actions.mark_read(db.session.get_one(Notice, one))  # noqa: E731
    assert at_once(fresh_app, mark, mark, mark) == [None] * 3
    is_in_order(fresh_app, ana)


def test_a_page_that_is_seen_while_more_comes(fresh_app, ana):
    for number in range(ROUNDS):
        written(fresh_app, taking(fresh_app, ana, f"{number}, stands there"))
        seen = written(fresh_app, lambda: queries.unread_about(ana, "/circles"))
        look = lambda seen=seen: actions.note_seen(ana, seen)  # noqa: E731

        def beside(look=look) -> None:
            db.session.rollback()  # a page that only reads has no transaction open here
            look()

        found = at_once(fresh_app, beside, taking(fresh_app, ana, f"{number}, comes"))
        assert not [one for one in found if isinstance(one, Exception)], found
        assert written(fresh_app, lambda: unread(person(ana)))[0] == f"{number}, comes"
        is_in_order(fresh_app, ana)


def test_a_letter_is_remembered_while_more_about_what_it_told_comes_in(fresh_app, ana):
    """A letter that could not be written down as sent would be sent again."""
    written(fresh_app, lambda: actions.choose_way(person(ana), "catchups.asked", "letter"))
    written(fresh_app, taking(fresh_app, ana, "told in it"))
    kept = written(fresh_app, lambda: queries.kept_for([ana])[ana])
    letter = OutgoingMail(person_id=ana, context={"notices": kept, "until": clock.now().isoformat()})
    take, holds = taking(fresh_app, ana, "comes"), threading.Event()

    def comes() -> object:
        actions.hold_wishes(person(ana))
        holds.set()
        time.sleep(0.3)  # the other is under way meanwhile
        return take()

    def is_sent() -> None:
        holds.wait()
        actions.letter_went_out(letter, clock.now())

    assert at_once(fresh_app, comes, is_sent) == ["comes", None]
    assert written(fresh_app, lambda: db.session.get_one(Notice, kept[0]).told_at is not None)
    is_in_order(fresh_app, ana)


def test_a_coordinator_is_told_of_another_while_one_of_them_goes(fresh_app):
    """Who goes holds all coordinators, one after the other; a notice that names one of them must not wait in between."""
    first, second = (written(fresh_app, lambda: Make().person(role="coordinator").id) for _ in range(2))
    take, holds = taking(fresh_app, second, "the first asks you", names=(first,)), threading.Event()

    def is_told() -> object:
        actions.hold_wishes(person(second))
        actions.hold_inbox(second)
        holds.set()
        time.sleep(0.3)  # the other is under way meanwhile
        return take()

    def goes() -> bool:
        holds.wait()
        return is_last_coordinator(person(second))

    assert at_once(fresh_app, is_told, goes) == ["the first asks you", False]
