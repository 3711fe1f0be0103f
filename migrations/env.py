"""How Alembic runs here: our naming convention, batch mode on SQLite, search tables left alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, TypeDecorator

from community.core.columns import JsonColumn
from community.core.extensions import db
from community.core.search import is_search_table


def include_name(name, type_, parent_names):
    """Search tables are written by hand in their own revision; autogenerate must not touch them."""
    return not (type_ == "table" and name and is_search_table(name))


def render_item(kind, item, autogen_context):
    """A revision names the database's types, never ours: it must still run when ours have changed."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    if isinstance(item, JsonColumn):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return f"sa.{item.impl_instance!r}"


@contextmanager
def nothing_falls_with_its_table(connection: Connection) -> Iterator[None]:
    """SQLite takes a column away by making the table anew: dropping the old one must not delete what belongs to its rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()  # within a transaction the next line would say nothing and do nothing
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run the revisions on the application's own connection."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, nothing_falls_with_its_table(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            include_name=include_name,
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
