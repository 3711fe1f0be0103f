"""The doors can't be tried for ever; who comes often through the right one is not held up."""

import pytest
from flask import Flask

from community.accounts import credentials
from community.accounts.models import Person
from community.core import clock
from community.core.database import transaction
from community.core.extensions import db
from tests.browser import Browser
from tests.world import PASSWORD


@pytest.fixture(autouse=True)
def two_members(limited):
    """Two who can sign in."""
    with transaction():
        for name in ("ana", "pau"):
            member = Person(name=name, email=f"{name}@example.org", standing="active", joined_at=clock.now())
            member.password = credentials.hashed(PASSWORD)
            db.session.add(member)


def tried(app: Flask, email: str, password: str) -> int:
    return Browser.of(app).post("/login", data={"email": email, "password": password}).status_code


def test_guessing_is_slowed_down_but_coming_often_is_not(limited):
    assert [tried(limited, "ana@example.org", PASSWORD) for _ in range(15)] == [303] * 15
    assert [tried(limited, "ana@example.org", "wrong") for _ in range(10)] == [422] * 10
    assert tried(limited, "ANA@example.org ", PASSWORD) == 429
    assert tried(limited, "pau@example.org", PASSWORD) == 303


def test_codes_can_not_be_guessed(limited):
    with transaction():
        ana = db.session.execute(db.select(Person).filter_by(email="ana@example.org")).scalar_one()
        ana.tf_totp_secret = credentials.new_app_secret()
    browser = Browser.of(limited)
    browser.send("/login", {"email": "ana@example.org", "password": PASSWORD})
    answers = [browser.post("/login/code", data={"code": "000000"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    other = Browser.of(limited)
    other.send("/login", {"email": "ana@example.org", "password": PASSWORD})
    assert other.post("/login/code", data={"code": "000000"}).status_code == 429


def test_nobody_is_flooded_with_mail(limited):
    browser = Browser.of(limited)
    answers = [browser.post("/reset", data={"email": "ana@example.org"}).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]
    assert browser.post("/reset", data={"email": "pau@example.org"}).status_code == 303


def test_the_directory_cannot_be_copied_by_searching_fast(limited):
    person = db.session.execute(db.select(Person)).scalars().first()
    browser = Browser.of(limited, person, checks=False)
    db.session.rollback()  # the reading above would keep the requests from writing
    answers = [browser.get("/members?q=a").status_code for _ in range(61)]
    assert answers[:60] == [200] * 60 and answers[60] == 429
    assert browser.get("/members").status_code == 200
