"""The sign-in library set up our way: its password hashing, codes and sessions, none of its pages.

Flask-Security is bound without its blueprint: every page of ours states its own access, and joining registers a passkey
before anybody is signed in, which its pages cannot do.
"""

from datetime import date
from typing import Any

from flask import Flask, session
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.totp import Totp
from passlib.totp import TOTP, TotpMatch
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from community.accounts.models import Passkey, Person
from community.core import clock, database
from community.core.extensions import db


class People(SQLAlchemyUserDatastore):
    """The library's way to our table. It may change rows but never commits: requests do that in one place."""

    def commit(self) -> None:
        """Write to the transaction of the request."""
        self.db.session.flush()


class AppCodes(Totp):
    """Codes of an authenticator app: each is accepted once, and their secret is encrypted by its column."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        self._totp = TOTP.using(issuer=issuer)

    def generate_totp_secret(self) -> str:
        """A new secret, not encrypted."""
        return str(self._totp.new().to_json(encrypt=False))

    def get_last_counter(self, user: Any) -> int | None:
        """The step of the last code accepted."""
        return user.tf_last_counter  # type: ignore[no-any-return]

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        """Remember it, so that nobody who looked over a shoulder can use the same code."""
        user.tf_last_counter = tmatch.counter


def init_app(app: Flask) -> None:
    """Bind sign-in to the application, after the database and the protection against forged forms."""
    app.config.update(_configuration(app.extensions["settings"]))
    people = People(db, Person, None, Passkey)  # type: ignore[arg-type]
    security = Security(app, people, register_blueprint=False, totp_cls=AppCodes)
    # The library would load the person before every request, the static files included.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    # Its access tokens are not in use.
    security.login_manager._request_callback = None
    # It would write the session whenever a phone changes its network; how fresh a sign-in is we ask ourselves.
    security.login_manager.session_protection = None
    security.login_manager.user_loader(_person_of_session)


def _configuration(settings: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TOTP_SECRETS": {"1": "the column encrypts"},
        "SECURITY_TOTP_ISSUER": settings.community_name.replace(":", " "),
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }
    if settings.cheap_passwords:
        found["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = {
            "argon2__memory_cost": 8,
            "argon2__rounds": 1,
            "argon2__parallelism": 1,
        }
    return found


def _person_of_session(session_key: str) -> Person | None:
    """Whose session it is, in one query; None once they signed out everywhere or may not take part."""
    person = db.session.scalar(_BY_SESSION, {"session_key": session_key})
    if person is None or not person.active:
        return None
    if person.last_seen_on != (today := clock.today()) and not database.writing.get():
        _note_visit(person, today)
        # "Stay signed in" counts from the last visit, without a new cookie on every page.
        session.modified = session.modified or session.permanent
    return person


_BY_SESSION = select(Person).where(Person.fs_uniquifier == bindparam("session_key"))


def _note_visit(person: Person, today: date) -> None:
    """Once a day, by a page that only reads, beside its transaction.

    A request that writes leaves it to the page it leads to: holding the row of the actor first, it would wait in
    the wrong order for the rows an action locks (two coordinators leaving at once stood in each other's way).
    """

    def note(aside: Session) -> None:
        aside.execute(update(Person).where(Person.id == person.id).values(last_seen_on=today))

    database.write_aside(note)
