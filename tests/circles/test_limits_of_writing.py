"""Nobody writes faster than a lively conversation goes, and a search, which reads thousands of posts, has its limit."""

from community.core.database import transaction
from tests.browser import Browser
from tests.circles.making import post
from tests.make import Make


def test_posts_and_replies_have_one_allowance_and_searches_another(limited):
    with transaction():
        make = Make()
        ana, mia = make.person(), make.person()
        circle = make.circle(ana, mia).circle
        path, first = f"/circles/{circle.public_id}", f"/circles/posts/{post(mia, circle).public_id}"
        browser, other = (Browser.of(limited, person, checks=False) for person in (ana, mia))
    answers = [browser.post(f"{path}/posts", data={"words": f"Word {one}"}).status_code for one in range(20)]
    assert answers == [303] * 20
    assert browser.post(f"{first}/replies", data={"words": "Round the corner"}).status_code == 429
    assert browser.get(path).status_code == 200
    assert other.post(f"{first}/replies", data={"words": "I"}).status_code == 303
    assert [browser.get(f"{path}/search?q=word").status_code for _ in range(31)] == [200] * 30 + [429]


def test_reactions_are_limited(limited):
    with transaction():
        make = Make()
        ana = make.person()
        said = post(ana, make.circle(ana).circle)
        browser, path = Browser.of(limited, ana, checks=False), f"/circles/posts/{said.public_id}/reactions"
    assert {browser.post(path, data={"kind": "smile"}).status_code for _ in range(60)} == {303}
    assert browser.post(path, data={"kind": "smile"}).status_code == 429
