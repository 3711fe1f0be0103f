"""Column types and mixins shared by all tables."""

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from community.core import clock

PUBLIC_ID_BYTES = 9


def new_public_id() -> str:
    """Twelve random URL-safe characters (72 bits): cannot be counted, guessed or ordered.

    Never begins with '-', so that it survives a command line and reads well in an address.
    """
    while (made := secrets.token_urlsafe(PUBLIC_ID_BYTES)).startswith(("-", "_")):
        pass
    return made


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware going in (naive is refused), aware UTC coming out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonColumn(TypeDecorator[Any]):
    """Small structured values: JSONB on PostgreSQL, JSON elsewhere."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())


class PublicId:
    """The id that appears in addresses."""

    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)


class Created:
    """When the row came into being."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
