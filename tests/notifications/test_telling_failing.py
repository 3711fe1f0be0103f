"""A message that cannot even be told: given up it says so, and a coordinator has it told after all."""

from datetime import timedelta

import pytest
import time_machine

from community.catchups import actions as catchups
from community.core import registry
from community.core.extensions import db as database
from community.core.mail import OutgoingMail
from community.notifications.models import Notice
from tests.notifications.letter_post import ASKING, NOW


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def given_up(app, world, worker, clock, monkeypatch):
    """Pau asks Ana for a catch-up, and the room fails to say so for a day; then it is repaired. The mail."""
    worker._find_defects = list  # a room that fails is meant here
    with monkeypatch.context() as broken:
        broken.setitem(registry.of_app().mails, "catchups.asked", lambda person, catchup_id: catchup_id["no"])
        catchups.ask(world.pau, world.ana, times=[NOW + timedelta(days=20)], **ASKING)
        for hours in range(24):
            clock.move_to(NOW + timedelta(hours=hours))
            worker.drain()
    return database.session.query(OutgoingMail).filter_by(kind="catchups.asked").one()


def test_a_message_given_up_before_it_was_told_has_failed_and_says_how_far_it_came(world, given_up, browse):
    assert given_up.state == "failed" and not database.session.query(Notice).count()
    page = browse(world.cora).page("/coordination/delivery")
    assert "Given up" in page.words and "Catch-up: asked" in page.words and "ana@example.org" in page.words
    assert "Not told yet: neither under “News” nor by mail." in page.words
    assert "TypeError in test_telling_failing.py, line" in page.words


def test_tried_again_it_is_told_and_mailed(world, given_up, browse, worker, mails):
    coordinator = browse(world.cora)
    page = coordinator.page("/coordination/delivery")
    coordinator.send(next(action for _, action in page.forms if action.endswith("/retry") and "ry/re" not in action))
    worker.drain()
    assert "Pau Ferrer" in str(mails.to(world.ana.email)[0]["Subject"])
    assert (given_up.state, given_up.error) == ("sent", None)
    assert database.session.query(Notice).filter_by(person_id=world.ana.id).one().told_at is not None
    assert "None. Every mail found its way" in coordinator.page("/coordination/delivery").words
