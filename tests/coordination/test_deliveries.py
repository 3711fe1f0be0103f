"""Delivery health: what was given up is shown with its reason, and tried again when a coordinator says so."""

from sqlalchemy import select

from community.core.outbox import Delivery
from community.core.outbox.models import DEAD


def test_a_dead_letter_is_shown_and_tried_again(db, world, browse, worker, mails):
    coordinator = browse(world.cora)
    coordinator.send(f"/coordination/people/{world.ina.public_id}/invitation")
    letter = db.scalar(select(Delivery).where(Delivery.event == "core.mail.send"))
    letter.state, letter.last_error = DEAD, "TimeoutError: the server said nothing"
    page = coordinator.page("/coordination/delivery")
    assert "the server said nothing" in page.words
    assert "ina@example.org" in page.words
    again = next(action for method, action in page.forms if action.endswith("/retry"))
    coordinator.send(again)
    worker.drain()
    assert len(mails.to("ina@example.org")) == 1
    assert coordinator.post(again).status_code == 409


def test_a_delivery_has_no_number_one_could_guess(world, browse):
    assert browse(world.cora).post("/coordination/delivery/1/retry").status_code == 404
    assert browse(world.ana).post("/coordination/delivery/1/retry").status_code == 404
