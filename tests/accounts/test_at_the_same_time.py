"""Two at once, with real commits: one account, one removal too many refused."""

import threading

from community.accounts import actions, credentials, queries
from community.accounts.mail import invitation_token
from community.accounts.models import Invitation, Passkey, Person
from community.core import clock, joining
from community.core.extensions import db
from tests.accounts.test_joining import ABOUT, walk
from tests.browser import Browser
from tests.world import PASSWORD


def both(app, work):
    """Do the same in two threads that start together; their results."""
    start, results = threading.Barrier(2), []

    def run(number):
        start.wait()
        with app.app_context():
            results.append(work(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(results)


def test_joining_in_two_windows_at_the_same_moment_makes_one_member(fresh_app):
    with fresh_app.app_context():
        cora = Person(
            name="Cora",
            email="cora@example.org",
            standing="active",
            role="coordinator",
            joined_at=clock.now(),
        )
        db.session.add(cora)
        db.session.flush()
        invitation = actions.invite(cora, email="nia@example.org", name="Nia")
        path = "/join/" + invitation_token(invitation, queries.person_by_email("nia@example.org"))
        db.session.commit()
        browsers = [Browser.of(fresh_app), Browser.of(fresh_app)]
        for browser in browsers:
            walk(browser, path, upto="roster")
        db.session.rollback()
        assert joining.steps()[-1].name == "roster"
    assert both(fresh_app, lambda number: browsers[number].post(path + "/roster").status_code) in (
        [303, 410],
        [303, 409],
    )
    with fresh_app.app_context():
        nia = queries.person_by_email("nia@example.org")
        assert nia.standing == "active" and nia.name == ABOUT["name"]
        assert db.session.query(Invitation).count() == 1


def test_of_two_removals_at_once_one_way_in_remains(fresh_app):
    with fresh_app.app_context():
        ana = Person(name="Ana", email="ana@example.org", standing="active", joined_at=clock.now())
        db.session.add(ana)
        db.session.flush()
        for number in (1, 2):
            db.session.add(
                Passkey(
                    person_id=ana.id,
                    name=f"key {number}",
                    credential_id=bytes([number]),
                    public_key=b"x",
                )
            )
        db.session.commit()
        ids = [passkey.public_id for passkey in queries.passkeys_of(ana)]
        browsers = [Browser.of(fresh_app, ana), Browser.of(fresh_app, ana)]
        db.session.rollback()
    statuses = both(
        fresh_app,
        lambda number: browsers[number].post(f"/settings/passkeys/{ids[number]}/removal").status_code,
    )
    assert statuses == [303, 409]


def test_a_code_used_twice_at_once_lets_one_in(fresh_app):
    with fresh_app.app_context():
        ana = Person(name="Ana", email="ana@example.org", standing="active", joined_at=clock.now())
        ana.password = credentials.hashed(PASSWORD)
        ana.tf_totp_secret = credentials.new_app_secret()
        db.session.add(ana)
        db.session.commit()
        code = fresh_app.extensions["security"]._totp_factory.generate_totp_password(ana.tf_totp_secret)
        db.session.rollback()
        browsers = [Browser.of(fresh_app), Browser.of(fresh_app)]
        for browser in browsers:
            browser.send("/login", {"email": "ana@example.org", "password": PASSWORD})
        db.session.rollback()
    assert both(
        fresh_app,
        lambda number: browsers[number].post("/login/code", data={"code": code}).status_code,
    ) == [303, 422]


def test_of_two_coordinators_who_leave_at_once_one_remains(fresh_app):
    with fresh_app.app_context():
        two = [
            Person(name=name, email=f"{name}@example.org", standing="active", role="coordinator")
            for name in ("cora", "dora")
        ]
        db.session.add_all(two)
        db.session.commit()
        browsers = [Browser.of(fresh_app, person) for person in two]
        db.session.rollback()
    assert both(fresh_app, lambda number: browsers[number].post("/settings/leave").status_code) == [303, 409]
    with fresh_app.app_context():
        assert len(queries.coordinators()) == 1


def test_an_address_invited_twice_at_once_gets_one_invitation(fresh_app):
    with fresh_app.app_context():
        cora = Person(name="Cora", email="cora@example.org", standing="active", role="coordinator")
        db.session.add(cora)
        db.session.commit()
        browsers = [Browser.of(fresh_app, cora), Browser.of(fresh_app, cora)]
        db.session.rollback()
    nia = {"name": "Nia", "email": "nia@example.org"}
    statuses = both(
        fresh_app,
        lambda number: browsers[number].post("/coordination/invitations/new", data=nia).status_code,
    )
    # Whether the second waits for the first or is told of it is up to the database.
    assert statuses in ([303, 303], [303, 409])
    with fresh_app.app_context():
        assert db.session.query(Invitation).count() == 1
