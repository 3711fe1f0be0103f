"""The one table of entries that both backends share: what may be found, and by whom.

It is no model: migrations create it with `create_statements`, because the columns differ between the two databases,
and autogenerate leaves everything named search_… alone.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
)

entries = Table(
    "search_entries",
    MetaData(),
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("audience", String(40), nullable=False),
)

# The newest matches are ranked, the others left out: ranking every match of a common word is what takes time.
MOST_RANKED = 1_000

# What one term adds to the rank, alike on both databases.
WHOLE_IN_TITLE, BEGUN_IN_TITLE, WHOLE_IN_BODY, BEGUN_IN_BODY = 8, 6, 2, 1


def value(name: str, known: Mapping[str, object], **kind: Any) -> BindParameter[Any]:
    """A value of a question: known already, or given when the statement is executed."""
    return bindparam(name, known[name], **kind) if name in known else bindparam(name, **kind)


def is_search_table(name: str) -> bool:
    """Whether a table belongs to search (the parts FTS5 makes for itself included), for Alembic to leave alone."""
    return name.startswith(("search_entries", "search_index"))
