"""Nobody writes faster than a lively conversation goes; reading is never held up."""

from community.catchups import actions
from community.core.database import transaction
from tests.browser import Browser
from tests.make import Make


def test_asking_and_taking_it_back_again_and_again_ends_after_twenty(limited):
    with transaction():
        ana, ben = Make().person(), Make().person()
        browser, path = Browser.of(limited, ana, checks=False), f"/members/{ben.public_id}/catch-up"
    asked = {"kind": "call", "mode": "remote", "minutes": "30", "who_proposes": "them"}
    answers = []
    for _ in range(21):
        response = browser.post(path, data=asked)
        answers.append(response.status_code)
        browser.post(f"{response.location}/withdrawal")
    assert answers[-1] == 429 and 429 not in answers[:20]


def test_twenty_messages_in_five_minutes_are_enough(limited):
    with transaction():
        ana, ben = Make().person(), Make().person()
        catchup = actions.write_first(ana, ben, words="Hello")
        actions.write(ben, catchup, words="Hello too")
        path, to_ben = f"/catchups/{catchup.public_id}", f"/members/{ben.public_id}/message"
        browser, other = (Browser.of(limited, person, checks=False) for person in (ana, ben))
    answers = [browser.post(f"{path}/messages", data={"words": f"Word {one}"}).status_code for one in range(21)]
    assert answers == [303] * 20 + [429]
    assert browser.post(to_ben, data={"words": "Round the corner"}).status_code == 429
    assert browser.get(path).status_code == 200
    assert other.post(f"{path}/messages", data={"words": "I"}).status_code == 303
