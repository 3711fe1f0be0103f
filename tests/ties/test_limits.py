"""Nobody asks everybody to keep in touch, one after the other."""

from collections.abc import Iterator

import pytest
from flask import Flask

from community import create_app
from community.core.extensions import db, limiter
from tests.browser import Browser
from tests.conftest import build_tables, settings_for
from tests.make import Make


@pytest.fixture
def limited(tmp_path, postbox) -> Iterator[Flask]:
    """An application of its own that counts."""
    app = create_app(settings_for(tmp_path, postbox, rate_limits=True))
    build_tables(app)
    with app.app_context():
        limiter.reset()
        yield app
        limiter.enabled = False
        db.session.remove()
        db.engine.dispose()


def test_offers_that_are_taken_back_at_once_end_after_twenty(limited):
    browser = Browser.of(limited, Make().person(), checks=False)
    paths = [f"/members/{Make().person().public_id}/tie-offer" for _ in range(21)]
    db.session.commit()
    answers = []
    for path in paths:
        answers.append(browser.post(path).status_code)
        browser.post(f"{path}/withdrawal")
    assert answers == [303] * 20 + [429]
