"""Nobody is shown a way they may not go: every link and form on every page they can reach is theirs to use."""

from collections import deque
from urllib.parse import urlsplit

import pytest

from community.core.extensions import db
from tests.access.test_table import COLUMNS

PAGES = 60


@pytest.mark.parametrize("column", COLUMNS)
def test_every_link_and_form_shown_may_be_used(app, world, browse, column, demo_rows):
    person = None if column == "visitor" else getattr(world, column)
    browser = browse(person)
    waiting, seen, sent = deque(["/"]), {"/"}, set()
    while waiting and len(seen) <= PAGES:
        path = waiting.popleft()
        response = browser.get(path)
        if response.status_code in {301, 302, 303, 307}:
            _note(response.location, path, waiting, seen)
            continue
        expected = {200, 403} if column == "sam" else {200}
        assert response.status_code in expected, f"{column} is shown a way to {path}: {response.status}"
        if response.mimetype != "text/html":
            continue
        from tests.browser import Page

        page = Page(response, path)
        for link in page.links:
            _note(link, path, waiting, seen)
        for method, action in page.forms:
            _try_form(browser, column, path, method, urlsplit(action).path, sent)


def _note(link, path, waiting, seen):
    parts = urlsplit(link)
    if parts.netloc not in {"", "localhost"} or parts.scheme not in {"", "http"} or not parts.path.startswith("/"):
        return
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    if target not in seen and not parts.path.startswith(("/static", "/bootstrap")) and "after=" not in target:
        seen.add(target)
        waiting.append(target)


def _try_form(browser, column, path, method, action, sent):
    if method != "post" or action in sent or action == "/logout":
        return
    sent.add(action)
    savepoint = db.session.begin_nested()
    try:
        status = browser.post(action).status_code
        assert status not in {403, 404, 405}, f"{column} is shown on {path} a form to {action}: {status}"
    finally:
        if savepoint.is_active:
            savepoint.rollback()
        db.session.expire_all()


@pytest.fixture
def demo_rows(db, world, make):
    """Something to show on the pages, so that their links are drawn."""
    from tests.access.addresses import values_of_the_world

    return values_of_the_world(db, world, make)
