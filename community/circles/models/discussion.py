"""What the members of a circle write to each other: posts, replies one level deep, reactions and mentions."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Person
from community.circles.models.circles import Circle
from community.core.columns import Created, PublicId, UtcDateTime
from community.core.extensions import db
from community.core.language import _l
from community.core.secrets import EncryptedText

LONGEST_POST = 8000
# Few, and each one a word: what one would say, without writing it. Never counted.
REACTIONS: dict[str, Any] = {
    "thanks": _l("Thank you"),
    "with_you": _l("I am with you"),
    "same_here": _l("It is like this for me too"),
    "smile": _l("It made me smile"),
}
# How words become HTML (community/circles/written.py): raise it when the rules change, and what is older is rendered anew.
RENDERING = 2
BEGINS = "thread_id IS NULL"
NEVER_AGAIN = {"sqlite_autoincrement": True}  # mails name a post by its id: no other one may ever get it


class CirclePost(PublicId, Created, db.Model):
    """Something written in a circle. `thread_id`: the post it answers; None for one that begins a conversation.

    `begun_at` and `begun_by_id` are those of the post that begins its conversation: who may not read that one reads nothing of
    the conversation. `last_at`, `last_by_id` and `replies` are kept by the post that begins it. `html` is what the words were rendered to,
    by the rules of `rendering`. Words that are taken back are gone; the place stays as long as somebody replied (`deleted_at`).
    """

    __tablename__ = "circle_posts"
    __table_args__ = (
        CheckConstraint("(deleted_at IS NULL) = (words IS NOT NULL)", name="words"),
        Index(
            "ix_circle_posts_newest", "circle_id", "last_at", "id",
            sqlite_where=text(BEGINS), postgresql_where=text(BEGINS),
        ),
        Index("ix_circle_posts_written", "circle_id", "created_at", "id"),
        Index(None, "thread_id", "id"),
        Index(None, "author_id", "circle_id"),
        Index(None, "rendering", "id"),
        NEVER_AGAIN,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("circle_posts.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    words: Mapped[str | None] = mapped_column(EncryptedText)
    html: Mapped[str | None] = mapped_column(EncryptedText)
    rendering: Mapped[int] = mapped_column(default=RENDERING)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    replies: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    circle: Mapped[Circle] = relationship()
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])

    @property
    def is_reply(self) -> bool:
        """It answers a post; nobody replies to a reply."""
        return self.thread_id is not None

    @property
    def is_deleted(self) -> bool:
        """Its words were taken back; only its place is left."""
        return self.deleted_at is not None


class CircleReaction(Created, db.Model):
    """A member reacted to a post; once with each kind."""

    __tablename__ = "circle_reactions"

    post_id: Mapped[int] = mapped_column(ForeignKey("circle_posts.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)


class CircleMention(db.Model):
    """A post calls a member by name. `seen_at`: when they were there to see it; one mail is sent until then."""

    __tablename__ = "circle_mentions"

    post_id: Mapped[int] = mapped_column(ForeignKey("circle_posts.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)

    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
