"""Keyset paging."""

import base64
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Float, ForeignKey, Integer, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

from community.core import paging
from community.core.columns import UtcDateTime
from community.core.paging import keyset

START = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


class Base(DeclarativeBase):
    pass


class Post(Base):
    __tablename__ = "paged_posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    day: Mapped[date] = mapped_column(Date)
    weight: Mapped[float] = mapped_column(Float)
    tags: Mapped[list["Tag"]] = relationship()


class Tag(Base):
    __tablename__ = "paged_tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("paged_posts.id"))


KEYS = {
    "newest": ((Post.at, "desc"), (Post.id, "desc")),
    "name": ((Post.name, "asc"), (Post.id, "asc")),
    "mixed": ((Post.day, "desc"), (Post.name, "asc"), (Post.id, "desc")),
    "weight": ((Post.weight, "desc"), (Post.id, "asc")),
    "reckoned": ((func.length(Post.name, type_=Integer), "asc"), (Post.id, "desc")),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request, postgresql_url):
    made = create_engine("sqlite://" if request.param == "sqlite" else postgresql_url)
    Base.metadata.create_all(made)
    with Session(made) as session:
        for n in range(1, 48):
            post = Post(
                id=n,
                name="ab"[n % 2] * (n % 5 + 1),
                at=START + timedelta(hours=n // 3, microseconds=n % 2),
                day=date(2026, 1, 1 + n % 3),
                weight=n % 7 / 3,
                tags=[Tag(), Tag()],
            )
            session.add(post)
        session.commit()
    yield made
    Base.metadata.drop_all(made)
    made.dispose()


@pytest.fixture
def session(engine, monkeypatch):
    with Session(engine) as opened:

        class Database:
            session = opened

        monkeypatch.setattr(paging, "db", Database)
        yield opened


def walk(select_, key, size, **options):
    after, seen, pages = None, [], 0
    while True:
        page = keyset(select_, key=key, after=after, size=size, **options)
        assert len(page) <= size
        seen += page.items
        pages += 1
        after = page.next_after
        assert pages <= 47
        if after is None:
            return seen, pages


@pytest.mark.parametrize("order", KEYS)
@pytest.mark.parametrize("size", [1, 5, 47, 100])
def test_the_pages_together_are_the_list(session, order, size):
    key = KEYS[order]
    by = [column.asc() if direction == "asc" else column.desc() for column, direction in key]
    whole = session.scalars(select(Post).order_by(*by)).all()
    seen, pages = walk(select(Post), key, size)
    assert seen == whole
    assert pages == max(1, -(-len(whole) // size))


def test_rows_are_read_by_name(session):
    seen, _ = walk(select(Post.name, Post.at), KEYS["newest"], 10, rows=True)
    assert len(seen) == 47 and seen[0].name and seen[0].at > seen[-1].at


def test_rows_that_come_with_their_relations_count_once(session):
    page = keyset(select(Post).options(joinedload(Post.tags)), key=KEYS["newest"], size=5)
    assert len(page) == 5 and page.next_after and all(len(post.tags) == 2 for post in page)


def test_the_select_keeps_its_conditions_on_every_page(session):
    seen, _ = walk(select(Post).where(Post.name.like("a%")), KEYS["mixed"], 4)
    assert len(seen) == 23 and all(post.name.startswith("a") for post in seen)


def test_what_arrives_meanwhile_moves_nothing(session):
    before, _ = walk(select(Post), KEYS["newest"], 47)
    first = keyset(select(Post), key=KEYS["newest"], size=5)
    session.add(Post(id=1000, name="new", at=START + timedelta(days=9), day=date(2026, 1, 1), weight=0))
    session.flush()
    rest = keyset(select(Post), key=KEYS["newest"], size=5, after=first.next_after)
    assert [*first, *rest] == before[:10]
    session.rollback()


def test_an_empty_list_is_one_empty_page(session):
    page = keyset(select(Post).where(Post.id < 0), key=KEYS["newest"])
    assert list(page) == [] and page.next_after is None


def written(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "place",
    [
        [], {}, None, 3, ["x", 1], [{"at": "yesterday"}, 1], [{"at": 5}, 1], [{"at": "2026-01-01T00:00:00+00:00"}],
        [{"at": "2026-01-01T00:00:00+00:00"}, 2**80], [{"at": "2026-01-01T00:00:00+00:00"}, 2**40],
        [{"at": "2026-01-01T00:00:00+00:00"}, True], [{"at": "2026-01-01T00:00:00+00:00"}, None],
        [{"at": "2026-01-01T00:00:00"}, 1], [{"at": "0001-01-01T00:00:00+23:00"}, 1],
    ],
)  # fmt: skip
def test_a_broken_place_is_the_first_page(session, place):
    first = keyset(select(Post), key=KEYS["newest"], size=3)
    assert keyset(select(Post), key=KEYS["newest"], size=3, after=written(place)).items == first.items


@pytest.mark.parametrize("place", [["a\x00", 1], ["\ud800", 1], [{"at": "a"}, 1], ["a", 1.0]])
def test_words_that_no_database_holds_are_the_first_page(session, place):
    first = keyset(select(Post), key=KEYS["name"], size=3)
    assert keyset(select(Post), key=KEYS["name"], size=3, after=written(place)).items == first.items


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.text() | st.lists(st.none() | st.integers() | st.text() | st.floats(), min_size=2, max_size=2).map(written)
)
@pytest.mark.parametrize("order", KEYS)
def test_no_text_in_the_address_is_an_error(session, order, place):
    assert len(keyset(select(Post), key=KEYS[order], size=3, after=place)) <= 3


@pytest.mark.parametrize("column", [func.nullif(Post.name, Post.name), func.length(Post.name), Post.name + "x" * 3000])
def test_a_key_that_would_lose_the_place_is_refused(session, column):
    with pytest.raises(ValueError, match="cannot be a place"):
        keyset(select(Post), key=((column, "asc"), (Post.id, "asc")), size=1)
