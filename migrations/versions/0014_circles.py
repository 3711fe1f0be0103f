"""Circles, who belongs to them, their charters and signatures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_folded", sa.String(length=160), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("topics", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("planned_meetings", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=12), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("joining", sa.String(length=16), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("takes_turns", sa.Boolean(), nullable=False),
        sa.Column("starter_id", sa.Integer(), nullable=True),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("asked_to_facilitate_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("closing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewed_from_id", sa.Integer(), nullable=True),
        sa.Column("charter_number", sa.Integer(), nullable=False),
        sa.Column("charter_bound_number", sa.Integer(), nullable=False),
        sa.Column("charter_binds_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("history_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size BETWEEN 4 AND 20", name=op.f("ck_circles_size")),
        sa.CheckConstraint("taken >= 0 AND taken <= size", name=op.f("ck_circles_taken")),
        sa.ForeignKeyConstraint(
            ["asked_to_facilitate_id"],
            ["people.id"],
            name=op.f("fk_circles_asked_to_facilitate_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["people.id"], name=op.f("fk_circles_facilitator_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["renewed_from_id"], ["circles.id"], name=op.f("fk_circles_renewed_from_id_circles"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["stand_in_id"], ["people.id"], name=op.f("fk_circles_stand_in_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["starter_id"], ["people.id"], name=op.f("fk_circles_starter_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circles")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circles_public_id")),
    )
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circles_facilitator_id"), ["facilitator_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_circles_starter_id_circles_created_at"), ["starter_id", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_circles_review_on"), ["review_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_circles_state_circles_is_listed_circles_created_at"),
            ["state", "is_listed", "created_at"],
            unique=False,
        )

    op.create_table(
        "circle_charters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("expectations", sa.Text(), nullable=False),
        sa.Column("confidentiality", sa.Text(), nullable=False),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("hurt", sa.Text(), nullable=False),
        sa.Column("newcomers_read_all", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_circle_charters_author_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_charters_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_charters")),
        sa.UniqueConstraint("circle_id", "number", name=op.f("uq_circle_charters_circle_id_number")),
    )
    op.create_table(
        "circle_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reads_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_number", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step", sa.String(length=16), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_members_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["people.id"], name=op.f("fk_circle_members_invited_by_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_members_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_members")),
        sa.UniqueConstraint("circle_id", "person_id", name=op.f("uq_circle_members_circle_id_person_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_members_public_id")),
    )
    with op.batch_alter_table("circle_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_members_circle_id_circle_members_state_circle_members_since"),
            ["circle_id", "state", "since"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_circle_members_person_id_circle_members_state"), ["person_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_circle_members_state_circle_members_kept_until"), ["state", "kept_until"], unique=False
        )

    op.create_table(
        "circle_signatures",
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"],
            ["circle_charters.id"],
            name=op.f("fk_circle_signatures_charter_id_circle_charters"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_signatures_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("charter_id", "person_id", name=op.f("pk_circle_signatures")),
    )
    with op.batch_alter_table("circle_signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_signatures_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("circle_signatures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_signatures_person_id"))

    op.drop_table("circle_signatures")
    with op.batch_alter_table("circle_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_members_state_circle_members_kept_until"))
        batch_op.drop_index(batch_op.f("ix_circle_members_person_id_circle_members_state"))
        batch_op.drop_index(batch_op.f("ix_circle_members_circle_id_circle_members_state_circle_members_since"))

    op.drop_table("circle_members")
    op.drop_table("circle_charters")
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circles_state_circles_is_listed_circles_created_at"))
        batch_op.drop_index(batch_op.f("ix_circles_review_on"))
        batch_op.drop_index(batch_op.f("ix_circles_starter_id_circles_created_at"))
        batch_op.drop_index(batch_op.f("ix_circles_facilitator_id"))

    op.drop_table("circles")
