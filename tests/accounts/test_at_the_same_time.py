"""Two at once, with real commits: one account, one removal too many refused."""

import threading
from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

import pytest

from community.accounts import actions, credentials, queries
from community.accounts.mail import invitation_token
from community.accounts.models import Invitation, Passkey, Person
from community.core import clock, joining
from community.core.database import transaction
from community.core.errors import Conflict
from community.core.extensions import db
from tests.accounts.test_joining import ABOUT, walk
from tests.at_once import at_once, written
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
        with transaction():
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
        with transaction():
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
        with transaction():
            ana = Person(name="Ana", email="ana@example.org", standing="active", joined_at=clock.now())
            ana.password = credentials.hashed(PASSWORD)
            ana.tf_totp_secret = credentials.new_app_secret()
            db.session.add(ana)
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
        with transaction():
            two = [
                Person(name=name, email=f"{name}@example.org", standing="active", role="coordinator")
                for name in ("cora", "dora")
            ]
            db.session.add_all(two)
        browsers = [Browser.of(fresh_app, person) for person in two]
        db.session.rollback()
    assert both(fresh_app, lambda number: browsers[number].post("/settings/leave").status_code) == [303, 409]
    with fresh_app.app_context():
        assert len(queries.coordinators()) == 1


def test_an_address_invited_twice_at_once_gets_one_invitation(fresh_app):
    with fresh_app.app_context():
        with transaction():
            cora = Person(name="Cora", email="cora@example.org", standing="active", role="coordinator")
            db.session.add(cora)
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


def one(person_id):
    return db.session.get_one(Person, person_id)


def coordinator_and_member():
    cora = Person(name="Cora", email=f"{uuid4().hex}@example.org", standing="active", role="coordinator")
    ana = Person(name="Ana", email=f"{uuid4().hex}@example.org", standing="active")
    db.session.add_all([cora, ana])
    db.session.flush()
    return cora.id, ana.id


@pytest.mark.parametrize("round_", range(2))
@pytest.mark.parametrize("end", ["suspended", "left"])
def test_a_quiet_time_and_a_suspension_or_farewell_at_once_leave_the_suspension_or_farewell(fresh_app, end, round_):
    """Whoever comes first: who was away when they asked for quiet is refused, who was quiet is away afterwards."""
    cora_id, ana_id = written(fresh_app, coordinator_and_member)
    until = clock.today() + timedelta(days=9)

    def part():
        if end == "left":
            return actions.leave(one(ana_id))
        return actions.suspend(one(cora_id), one(ana_id), reason="Wrote unkindly.")

    quiet, gone = at_once(fresh_app, lambda: actions.go_quiet(one(ana_id), until=until), part)
    assert gone is None and (quiet is None or isinstance(quiet, Conflict)), (quiet, gone)
    kept = until if end == "suspended" and quiet is None else None
    assert written(fresh_app, lambda: (one(ana_id).standing, one(ana_id).quiet_until)) == (end, kept)


@pytest.mark.parametrize(
    ("quicker", "slower", "refused", "stands"),
    [
        ("quiet", "suspend", False, "suspended"),
        ("quiet", "leave", False, "left"),
        ("suspend", "quiet", True, "suspended"),
        ("leave", "quiet", True, "left"),
        ("leave", "suspend", True, "left"),
    ],
)
def test_who_read_the_standing_before_somebody_else_changed_it_reads_it_anew(
    fresh_app, quicker, slower, refused, stands
):
    """The slower one has read "active" already when the quicker one writes: what was written must not be written over."""
    cora_id, ana_id = written(fresh_app, coordinator_and_member)
    until = clock.today() + timedelta(days=9)
    ways = {
        "quiet": lambda: actions.go_quiet(one(ana_id), until=until),
        "suspend": lambda: actions.suspend(one(cora_id), one(ana_id), reason="Wrote unkindly."),
        "leave": lambda: actions.leave(one(ana_id)),
    }
    with fresh_app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite lets in one at a time")
        with transaction():
            ana, cora = one(ana_id), one(cora_id)
            assert (ana.standing, cora.standing) == ("active", "active")
            in_a_thread = threading.Thread(target=written, args=(fresh_app, ways[quicker]))
            in_a_thread.start()
            in_a_thread.join(30)
            with pytest.raises(Conflict) if refused else nullcontext():
                ways[slower]()
    kept = until if (quicker, slower) == ("quiet", "suspend") else None
    assert written(fresh_app, lambda: (one(ana_id).standing, one(ana_id).quiet_until)) == (stands, kept)
