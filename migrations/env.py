"""How Alembic runs here: our naming convention, batch mode on SQLite, search tables left alone."""

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

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


def run() -> None:
    """Run the revisions on the application's own connection."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
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
