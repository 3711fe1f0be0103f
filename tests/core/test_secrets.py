"""Private text in the database."""

import base64
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ForeignKey, create_engine, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, aliased, mapped_column

from community.core.secrets import (
    CannotRead,
    EncryptedJson,
    EncryptedText,
    decrypt,
    encrypt,
    rotate,
)


class Base(DeclarativeBase):
    pass


class Letter(Base):
    __tablename__ = "letters_kept"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str | None] = mapped_column(EncryptedText)
    aside: Mapped[str | None] = mapped_column(EncryptedText())
    answers: Mapped[dict | None] = mapped_column(EncryptedJson)


class Page(Base):
    __tablename__ = "pages_kept"
    letter: Mapped[int] = mapped_column(ForeignKey("letters_kept.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str | None] = mapped_column(EncryptedText("letters_kept.words"))


@dataclass(frozen=True)
class Keys:
    encryption_keys: tuple[str, ...]


OLD, NEW = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 251))


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    def use(*given):
        monkeypatch.setattr("community.core.settings.current", lambda: Keys(given))

    use(OLD)
    return use


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def stored(session, column="words", table="letters_kept"):
    return session.execute(text(f"SELECT {column} FROM {table} ORDER BY 1")).scalars().all()


def test_the_database_holds_nothing_that_can_be_read(session):
    session.add(Letter(words="Thank you, Ana", answers={"to": "Ana"}))
    session.flush()
    assert "Ana" not in str(stored(session)) + str(stored(session, "answers"))
    session.expire_all()
    letter = session.scalars(select(Letter)).one()
    assert (letter.words, letter.aside, letter.answers) == ("Thank you, Ana", None, {"to": "Ana"})
    assert session.execute(select(aliased(Letter).words)).scalar_one() == "Thank you, Ana"


def test_nothing_said_stays_nothing(session):
    session.add(Letter(words=None))
    session.flush()
    assert stored(session) == [None]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_as_it_was(words):
    assert decrypt(encrypt(words, "a.b"), "a.b") == words


def test_the_same_words_never_look_alike():
    assert encrypt("yes", "a.b") != encrypt("yes", "a.b")


def test_words_moved_to_another_column_cannot_be_read_there(session):
    session.add(Letter(words="secret"))
    session.flush()
    session.execute(text("UPDATE letters_kept SET aside = words"))
    with pytest.raises(CannotRead, match=r"letters_kept\.aside"):
        session.execute(select(Letter.aside)).all()


def test_changed_or_foreign_bytes_are_refused_in_words():
    sealed = encrypt("secret", "a.b")
    for broken in (
        sealed[:-4] + "AAAA",
        sealed[:20],
        sealed + "?",
        sealed.split(".")[0] + ".",
        sealed.split(".")[0],
    ):
        with pytest.raises(CannotRead, match="damaged"):
            decrypt(broken, "a.b")
    with pytest.raises(CannotRead, match="ENCRYPTION_KEYS"):
        decrypt("plain words", "a.b")


def test_an_encrypted_column_refuses_to_be_compared_or_sorted(session):
    for compare in (
        lambda: Letter.words == "x",
        lambda: Letter.words.like("x"),
        lambda: Letter.words.desc(),
    ):
        with pytest.raises(TypeError, match="is encrypted"):
            compare()
    session.add(Letter(words="x"))
    session.flush()
    assert session.scalars(select(Letter.id).where(Letter.words.is_(None))).all() == []
    assert session.scalars(select(Letter.id).where(Letter.words != None)).all() == [1]  # noqa: E711


def test_an_update_in_sql_is_encrypted_too(session):
    session.add(Letter(words="x"))
    session.flush()
    session.execute(update(Letter).values(words="changed"))
    assert "changed" not in stored(session)[0]


def test_a_new_key_writes_and_the_old_one_still_reads(session, keys):
    session.add(Letter(id=1, words="old"))
    session.flush()
    keys(NEW, OLD)
    session.add(Letter(id=2, words="new"))
    session.flush()
    session.expire_all()
    assert session.scalars(select(Letter.words).order_by(Letter.id)).all() == ["old", "new"]
    keys(NEW)
    assert session.scalars(select(Letter.words).where(Letter.id == 2)).one() == "new"
    with pytest.raises(CannotRead, match="flask rotate-keys"):
        session.scalars(select(Letter.words).where(Letter.id == 1)).one()


def test_rotation_goes_in_batches_until_the_old_key_can_be_thrown_away(session, keys):
    session.add_all([Letter(id=n, words=f"words {n}", answers={"n": n}) for n in range(1, 6)])
    session.flush()
    session.add_all([Page(letter=1, number=n, words=f"page {n}") for n in (1, 2)])
    session.flush()
    keys(NEW, OLD)
    assert [rotate(session, [Letter, Page], batch=5) for _ in range(4)] == [5, 5, 2, 0]
    keys(NEW)
    session.expire_all()
    assert [row.words for row in session.scalars(select(Letter).order_by(Letter.id))] == [
        f"words {n}" for n in range(1, 6)
    ]
    assert [row.answers["n"] for row in session.scalars(select(Letter).order_by(Letter.id))] == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert session.scalars(select(Page.words).order_by(Page.number)).all() == ["page 1", "page 2"]
