"""Introductions: who proposed whom to whom, and what each of the two sees of it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "introductions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("rests_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "one_id <> other_id AND proposer_id <> one_id AND proposer_id <> other_id",
            name=op.f("ck_introductions_three_people"),
        ),
        *_people("introductions", "proposer_id", "one_id", "other_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
    )
    op.create_index(op.f("ix_introductions_one_id"), "introductions", ["one_id"])
    op.create_index(op.f("ix_introductions_other_id"), "introductions", ["other_id"])
    op.create_index(
        op.f("ix_introductions_proposer_id_introductions_introduced_at"),
        "introductions",
        ["proposer_id", "introduced_at"],
    )
    op.create_index(op.f("ix_introductions_state_introductions_rests_at"), "introductions", ["state", "rests_at"])
    op.create_table(
        "introduction_sides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("introduction_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wants", sa.Boolean(), nullable=True),
        sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["introduction_id"],
            ["introductions.id"],
            name=op.f("fk_introduction_sides_introduction_id_introductions"),
            ondelete="CASCADE",
        ),
        *_people("introduction_sides", "person_id", "other_id", "proposer_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction_sides")),
        sa.UniqueConstraint(
            "introduction_id", "person_id", name=op.f("uq_introduction_sides_introduction_id_person_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_introduction_sides_public_id")),
    )
    op.create_index(op.f("ix_introduction_sides_other_id"), "introduction_sides", ["other_id"])
    op.create_index(op.f("ix_introduction_sides_proposer_id"), "introduction_sides", ["proposer_id"])
    op.create_index(
        op.f("ix_introduction_sides_person_id_introduction_sides_shown_until"),
        "introduction_sides",
        ["person_id", "shown_until"],
    )
    with op.batch_alter_table("catchups") as table:
        table.add_column(sa.Column("introduced", sa.Boolean(), server_default=sa.false(), nullable=False))


def _people(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], ["people.id"], name=op.f(f"fk_{table}_{column}_people"), ondelete="CASCADE")
        for column in columns
    ]


def downgrade() -> None:
    with op.batch_alter_table("catchups") as table:
        table.drop_column("introduced")
    op.drop_table("introduction_sides")
    op.drop_table("introductions")
