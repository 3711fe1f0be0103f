"""Catch-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catchups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudge_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wonder_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_zone", sa.String(length=64), nullable=True),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("asker_id <> asked_id", name=op.f("ck_catchups_two_people")),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["people.id"], name=op.f("fk_catchups_asked_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["people.id"], name=op.f("fk_catchups_asker_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["people.id"], name=op.f("fk_catchups_ended_by_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["people.id"], name=op.f("fk_catchups_turn_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catchups")),
        sa.UniqueConstraint("public_id", name=op.f("uq_catchups_public_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_catchups_uid")),
    )
    op.create_index(
        op.f("ix_catchups_asked_id_catchups_state"), "catchups", ["asked_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_catchups_asker_id_catchups_state"), "catchups", ["asker_id", "state"], unique=False
    )
    op.create_index(op.f("ix_catchups_lapses_at"), "catchups", ["lapses_at"], unique=False)
    op.create_index(op.f("ix_catchups_nudge_at"), "catchups", ["nudge_at"], unique=False)
    op.create_index(op.f("ix_catchups_remind_at"), "catchups", ["remind_at"], unique=False)
    op.create_index(op.f("ix_catchups_wonder_at"), "catchups", ["wonder_at"], unique=False)
    op.create_table(
        "catchup_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catchup_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["catchup_id"],
            ["catchups.id"],
            name=op.f("fk_catchup_answers_catchup_id_catchups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_catchup_answers_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catchup_answers")),
        sa.UniqueConstraint("catchup_id", "person_id", name=op.f("uq_catchup_answers_catchup_id_person_id")),
    )
    op.create_table(
        "catchup_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catchup_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["catchup_id"],
            ["catchups.id"],
            name=op.f("fk_catchup_times_catchup_id_catchups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["people.id"],
            name=op.f("fk_catchup_times_proposed_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catchup_times")),
        sa.UniqueConstraint(
            "catchup_id", "round", "starts_at", name=op.f("uq_catchup_times_catchup_id_round_starts_at")
        ),
    )


def downgrade() -> None:
    op.drop_table("catchup_times")
    op.drop_table("catchup_answers")
    op.drop_index(op.f("ix_catchups_wonder_at"), table_name="catchups")
    op.drop_index(op.f("ix_catchups_remind_at"), table_name="catchups")
    op.drop_index(op.f("ix_catchups_nudge_at"), table_name="catchups")
    op.drop_index(op.f("ix_catchups_lapses_at"), table_name="catchups")
    op.drop_index(op.f("ix_catchups_asker_id_catchups_state"), table_name="catchups")
    op.drop_index(op.f("ix_catchups_asked_id_catchups_state"), table_name="catchups")
    op.drop_table("catchups")
