"""Private text in the database: encrypted columns, their keys, and the change of keys.

AES-GCM with a random nonce for each value. A stored value reads `<key id>.<nonce and ciphertext>`; table and
column are authenticated with it, so that a value moved to another column cannot be read there. The keys are
settings.encryption_keys, newest first: the first one writes, every one reads.
"""

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import eq, ne
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    ClauseElement,
    Column,
    Dialect,
    Table,
    Text,
    and_,
    inspect,
    not_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

from community.core import settings

NONCE_BYTES = 12
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


class CannotRead(Exception):
    """A stored value fits none of our keys, or was not written for this column."""


class _Sealed(TypeDecorator.Comparator):  # type: ignore[type-arg]
    """The same text is never stored alike twice: a comparison would silently find nothing."""

    def operate(self, op: Any, *other: Any, **options: Any) -> Any:
        # SQLAlchemy itself compares columns with == (for identity), so only a value is refused.
        harmless = op in (eq, ne) and all(one is None or isinstance(one, ClauseElement) for one in other)
        if harmless or op in (operators.is_, operators.is_not):
            return super().operate(op, *other, **options)
        raise TypeError(f"{self.expr} is encrypted: it can be asked for NULL, not compared or sorted")


class EncryptedText(TypeDecorator[Any]):
    """Text that only this installation can read. None stays None. It cannot be searched, compared or sorted.

    `place` (by default table.column) is authenticated with each value: give the old one when a column is renamed.
    """

    impl = Text
    cache_ok = True
    comparator_factory = _Sealed  # type: ignore[assignment]

    def __init__(self, place: str | None = None) -> None:
        super().__init__()
        self.place = place

    def _set_parent(self, parent: Any, outer: bool = False, **options: Any) -> None:
        super()._set_parent(parent, outer, **options)
        self._column: Column[Any] = parent

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else encrypt(self.to_text(value), self.context())

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        """What reads the values of a statement: hundreds, when a circle is searched."""
        context, from_text = self.context(), self.from_text

        def read(value: str | None) -> Any:
            return None if value is None else from_text(decrypt(value, context))

        return read

    def context(self) -> str:
        """What is authenticated beside the value."""
        return self.place or f"{self._column.table.name}.{self._column.name}"

    def to_text(self, value: Any) -> str:
        """The value as the text to encrypt."""
        if not isinstance(value, str):
            raise TypeError(f"an encrypted text must be a str, not {type(value).__name__}")
        return value

    def from_text(self, text: str) -> Any:
        """The value of a decrypted text."""
        return text


class EncryptedJson(EncryptedText):
    """A small structured value that only this installation can read. Assign a new one to change it."""

    cache_ok = True

    def to_text(self, value: Any) -> str:
        """The value as JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def from_text(self, text: str) -> Any:
        """The value of the JSON."""
        return json.loads(text)


def encrypt(text: str, context: str) -> str:
    """The text, encrypted with the newest key for one context."""
    key_id, cipher = next(iter(_ciphers(settings.current().encryption_keys).items()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, text.encode(), context.encode())
    return f"{key_id}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(stored: str, context: str) -> str:
    """The text behind a stored value; refuses (CannotRead) what no key fits or what belongs to another context."""
    key_id, _, sealed = stored.partition(".")
    cipher = _ciphers(settings.current().encryption_keys).get(key_id)
    if cipher is None:
        raise CannotRead(
            f"A value in {context} was encrypted with a key ({key_id[:8]}…) that is not in ENCRYPTION_KEYS. "
            "Add the old key at the end of the list, then run: flask rotate-keys"
        )
    try:
        raw = binascii.a2b_base64(sealed.encode("ascii").translate(_URL_SAFE), strict_mode=True)
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode()).decode()
    except (InvalidTag, ValueError):
        raise CannotRead(f"A value in {context} is damaged, or was moved there from another column.") from None


def rotate(session: Session, models: Iterable[type[Any]], *, batch: int = 500) -> int:
    """Encrypt up to `batch` values anew that were written with an older key; returns how many (0: all are done).

    Call it once per transaction until it answers 0: an interrupted rotation goes on where it stopped.
    """
    done = 0
    newest = next(iter(_ciphers(settings.current().encryption_keys)))
    for table in {inspect(model).local_table: None for model in models}:
        for column in table.columns:
            if isinstance(column.type, EncryptedText) and done < batch:
                done += _rotate_column(session, table, column, newest, batch - done)
    return done


def _rotate_column(session: Session, table: Table, column: Column[Any], newest: str, limit: int) -> int:
    stored = type_coerce(column, Text)
    older = and_(column.is_not(None), not_(stored.startswith(f"{newest}.", autoescape=True)))
    keys = list(table.primary_key.columns)
    rows = session.execute(select(stored, *keys).where(older).limit(limit)).all()
    context = column.type.context()  # type: ignore[attr-defined]
    for old, *ids in rows:
        here = and_(*(key == value for key, value in zip(keys, ids, strict=True)), stored == old)
        fresh = type_coerce(encrypt(decrypt(old, context), context), Text)
        session.execute(update(table).where(here).values({column: fresh}))
    return len(rows)


@lru_cache(maxsize=4)
def _ciphers(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    """The ciphers by the id of their key, newest first. The id is a digest and tells nothing about the key."""
    raw = [base64.urlsafe_b64decode(key) for key in keys]
    return {hashlib.sha256(b"key id:" + key).hexdigest()[:12]: AESGCM(key) for key in raw}
