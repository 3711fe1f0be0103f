"""A production start with demo accounts present is refused: their password is known to everybody."""

from flask import Flask
from sqlalchemy import inspect, select

from community.accounts.models import Person
from community.core.extensions import db
from community.demo.names import SPECIAL


class DemoInProduction(Exception):
    """Demo accounts are in a production database."""


def refuse_demo_accounts(app: Flask) -> None:
    """Raise DemoInProduction when an account of the demo is in the database of a production start."""
    with app.app_context():
        found = _found()
        db.engine.dispose()  # the processes that will serve open connections of their own
    if found:
        raise DemoInProduction(
            "This database holds accounts of the demo community, whose password everybody knows. "
            f"Start production with an empty database, or remove these first: {', '.join(SPECIAL)}."
        )


def _found() -> bool:
    with db.engine.connect() as connection:
        if not inspect(connection).has_table(Person.__tablename__):
            return False
        known = select(Person.id).where(Person.email.in_(SPECIAL)).limit(1)
        return connection.execute(known).first() is not None
