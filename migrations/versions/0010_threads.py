"""Threads of catch-ups, and what each says about meeting again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catchup_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catchup_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_mailed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_catchup_messages_author_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["catchup_id"], ["catchups.id"], name=op.f("fk_catchup_messages_catchup_id_catchups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catchup_messages")),
        sa.UniqueConstraint("public_id", name=op.f("uq_catchup_messages_public_id")),
    )
    op.create_index(
        op.f("ix_catchup_messages_catchup_id_catchup_messages_id"), "catchup_messages", ["catchup_id", "id"]
    )
    op.create_index(
        op.f("ix_catchup_messages_catchup_id_catchup_messages_read_at"), "catchup_messages", ["catchup_id", "read_at"]
    )
    op.create_table(
        "catchup_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catchup_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("mutual_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["catchup_id"], ["catchups.id"], name=op.f("fk_catchup_wishes_catchup_id_catchups"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_catchup_wishes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catchup_wishes")),
        sa.UniqueConstraint("catchup_id", "person_id", name=op.f("uq_catchup_wishes_catchup_id_person_id")),
    )


def downgrade() -> None:
    op.drop_table("catchup_wishes")
    op.drop_table("catchup_messages")
