"""How often one may ask, invite, and answer by links from mails."""

from community.circles.links import PLACE
from community.core.database import transaction
from tests.browser import Browser
from tests.make import Make


def test_asking_joining_and_waiting_have_one_allowance(limited):
    with transaction():
        make = Make()
        one, other, circle = make.person(), make.person(), make.circle(make.person(), joining="open").circle
    path = f"/circles/{circle.public_id}"
    browser, beside = (Browser.of(limited, person, checks=False) for person in (one, other))
    for _ in range(10):
        assert browser.post(f"{path}/ask", data={"words": "May I?"}).status_code == 409, "an open one is not asked"
        assert browser.post("/circles/new", data={}).status_code == 422
    assert browser.post(f"{path}/join").status_code == 429
    assert browser.get(path).status_code == 200
    assert beside.post(f"{path}/join").status_code == 303


def test_inviting_and_answering_by_mail_are_limited(limited):
    with transaction():
        make = Make()
        facilitator, somebody = make.person(), make.person()
        path = f"/circles/{make.circle(facilitator).circle.public_id}/invite"
        token, public_id = PLACE.token(somebody, 0, "", True), somebody.public_id
        browser, visitor = Browser.of(limited, facilitator, checks=False), Browser.of(limited, checks=False)
    assert [browser.post(path, data={"person": "nobody"}).status_code for _ in range(40)] == [404] * 40
    assert browser.post(path, data={"person": public_id}).status_code == 429
    assert {visitor.post(f"/circles/answer/{token}").status_code for _ in range(60)} == {303}
    assert visitor.post(f"/circles/answer/{token}").status_code == 429
