"""Mentorships."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentorships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("coachee_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("focus", sa.String(length=500), nullable=False),
        sa.Column("mentor_audience", sa.String(length=8), nullable=False),
        sa.Column("coachee_audience", sa.String(length=8), nullable=False),
        sa.Column("disputed_by_id", sa.Integer(), nullable=True),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrected_by_id", sa.Integer(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("focus_waits_for_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["coachee_id"], ["people.id"], name=op.f("fk_mentorships_coachee_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_mentorships_cohort_id_cohorts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"],
            ["people.id"],
            name=op.f("fk_mentorships_corrected_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["disputed_by_id"],
            ["people.id"],
            name=op.f("fk_mentorships_disputed_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["focus_waits_for_id"],
            ["people.id"],
            name=op.f("fk_mentorships_focus_waits_for_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["people.id"], name=op.f("fk_mentorships_mentor_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentorships")),
        sa.UniqueConstraint(
            "mentor_id",
            "coachee_id",
            "cohort_id",
            "kind",
            name=op.f("uq_mentorships_mentor_id_coachee_id_cohort_id_kind"),
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_mentorships_public_id")),
    )
    op.create_index(
        op.f("ix_mentorships_coachee_id_mentorships_mentor_id"),
        "mentorships",
        ["coachee_id", "mentor_id"],
        unique=False,
    )
    op.create_index(op.f("ix_mentorships_cohort_id"), "mentorships", ["cohort_id"], unique=False)
    op.create_index(
        op.f("ix_mentorships_disputed_by_id"),
        "mentorships",
        ["disputed_by_id"],
        unique=False,
        sqlite_where=sa.text("disputed_by_id IS NOT NULL"),
        postgresql_where=sa.text("disputed_by_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_mentorships_disputed_by_id"),
        table_name="mentorships",
        sqlite_where=sa.text("disputed_by_id IS NOT NULL"),
        postgresql_where=sa.text("disputed_by_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_mentorships_cohort_id"), table_name="mentorships")
    op.drop_index(op.f("ix_mentorships_coachee_id_mentorships_mentor_id"), table_name="mentorships")
    op.drop_table("mentorships")
