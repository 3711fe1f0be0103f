"""Nobody asks everybody to keep in touch, one after the other."""

from community.core.database import transaction
from tests.browser import Browser
from tests.make import Make


def test_offers_that_are_taken_back_at_once_end_after_twenty(limited):
    with transaction():
        browser = Browser.of(limited, Make().person(), checks=False)
        paths = [f"/members/{Make().person().public_id}/tie-offer" for _ in range(21)]
    answers = []
    for path in paths:
        answers.append(browser.post(path).status_code)
        browser.post(f"{path}/withdrawal")
    assert answers == [303] * 20 + [429]
