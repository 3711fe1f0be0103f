"""What the members of a circle write to each other: posts, reactions, mentions."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("rendering", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_by_id", sa.Integer(), nullable=True),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(deleted_at IS NULL) = (words IS NOT NULL)", name=op.f("ck_circle_posts_words")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_circle_posts_author_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["people.id"], name=op.f("fk_circle_posts_begun_by_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["last_by_id"], ["people.id"], name=op.f("fk_circle_posts_last_by_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_posts_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["circle_posts.id"], name=op.f("fk_circle_posts_thread_id_circle_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_posts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_posts_public_id")),
        sqlite_autoincrement=True,
    )

    with op.batch_alter_table("circle_posts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_posts_author_id_circle_posts_circle_id"), ["author_id", "circle_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_circle_posts_begun_by_id"), ["begun_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_circle_posts_last_by_id"), ["last_by_id"], unique=False)
        batch_op.create_index(
            "ix_circle_posts_written",
            ["circle_id", "created_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_circle_posts_newest",
            ["circle_id", "last_at", "id"],
            unique=False,
            sqlite_where=sa.text("thread_id IS NULL"),
            postgresql_where=sa.text("thread_id IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_circle_posts_rendering_circle_posts_id"), ["rendering", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_circle_posts_thread_id_circle_posts_id"), ["thread_id", "id"], unique=False
        )

    op.create_table(
        "circle_mentions",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_mentions_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["circle_posts.id"], name=op.f("fk_circle_mentions_post_id_circle_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_circle_mentions")),
    )

    with op.batch_alter_table("circle_mentions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_mentions_person_id"), ["person_id"], unique=False)

    op.create_table(
        "circle_reactions",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_reactions_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["circle_posts.id"], name=op.f("fk_circle_reactions_post_id_circle_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "person_id", "kind", name=op.f("pk_circle_reactions")),
    )

    with op.batch_alter_table("circle_reactions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_reactions_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("circle_reactions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_reactions_person_id"))

    op.drop_table("circle_reactions")

    with op.batch_alter_table("circle_mentions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_mentions_person_id"))

    op.drop_table("circle_mentions")

    with op.batch_alter_table("circle_posts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_posts_thread_id_circle_posts_id"))
        batch_op.drop_index(batch_op.f("ix_circle_posts_rendering_circle_posts_id"))
        batch_op.drop_index(
            "ix_circle_posts_newest",
            sqlite_where=sa.text("thread_id IS NULL"),
            postgresql_where=sa.text("thread_id IS NULL"),
        )
        batch_op.drop_index("ix_circle_posts_written")
        batch_op.drop_index(batch_op.f("ix_circle_posts_last_by_id"))
        batch_op.drop_index(batch_op.f("ix_circle_posts_begun_by_id"))
        batch_op.drop_index(batch_op.f("ix_circle_posts_author_id_circle_posts_circle_id"))

    op.drop_table("circle_posts")
