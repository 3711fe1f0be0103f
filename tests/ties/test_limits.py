"""Nobody asks everybody to keep in touch, one after the other."""

from community.core.extensions import db
from tests.browser import Browser
from tests.make import Make


def test_offers_that_are_taken_back_at_once_end_after_twenty(limited):
    browser = Browser.of(limited, Make().person(), checks=False)
    paths = [f"/members/{Make().person().public_id}/tie-offer" for _ in range(21)]
    db.session.commit()
    answers = []
    for path in paths:
        answers.append(browser.post(path).status_code)
        browser.post(f"{path}/withdrawal")
    assert answers == [303] * 20 + [429]
