"""Milestones, what was said to them, and what somebody has seen of them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "milestone_readings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_milestone_readings_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_milestone_readings")),
    )
    op.create_table(
        "milestone_wishes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_milestone_wishes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_milestone_wishes")),
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column("picture_alt", sa.String(length=300), nullable=False),
        sa.Column("picture_width", sa.Integer(), nullable=True),
        sa.Column("picture_height", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wider_audience", sa.String(length=16), nullable=True),
        sa.Column("wider_cohort_id", sa.Integer(), nullable=True),
        sa.Column("wider_by_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(audience = 'cohort') = (cohort_id IS NOT NULL)", name=op.f("ck_milestones_cohort")),
        sa.CheckConstraint("(state = 'shared') = (shared_at IS NOT NULL)", name=op.f("ck_milestones_shared")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_milestones_author_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_milestones_cohort_id_cohorts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["people.id"], name=op.f("fk_milestones_subject_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["wider_by_id"], ["people.id"], name=op.f("fk_milestones_wider_by_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["wider_cohort_id"], ["cohorts.id"], name=op.f("fk_milestones_wider_cohort_id_cohorts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("public_id", name=op.f("uq_milestones_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index(
            "ix_milestones_newest_of_kind",
            ["audience", "kind", "shared_at", "id"],
            unique=False,
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_milestones_newest",
            ["audience", "shared_at", "id"],
            unique=False,
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_milestones_author_id_milestones_subject_id"), ["author_id", "subject_id"], unique=False
        )
        batch_op.create_index(
            "ix_milestones_of_cohort",
            ["cohort_id", "shared_at", "id"],
            unique=False,
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_milestones_picture"), ["picture"], unique=False)
        batch_op.create_index(
            "ix_milestones_of_subject",
            ["subject_id", "shared_at", "id", "audience", "cohort_id", "author_id"],
            unique=False,
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_milestones_subject_id_milestones_state"), ["subject_id", "state"], unique=False
        )

    op.create_table(
        "congratulations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("thanks_openly", sa.Boolean(), nullable=False),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_congratulations_cohort_id_cohorts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestones.id"],
            name=op.f("fk_congratulations_milestone_id_milestones"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_congratulations_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_congratulations")),
        sa.UniqueConstraint(
            "milestone_id", "person_id", "kind", name=op.f("uq_congratulations_milestone_id_person_id_kind")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_congratulations_public_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("congratulations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_congratulations_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_congratulations_milestone_id_congratulations_id"), ["milestone_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_congratulations_person_id_congratulations_milestone_id"),
            ["person_id", "milestone_id"],
            unique=False,
        )

    op.create_table(
        "milestone_openings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestones.id"],
            name=op.f("fk_milestone_openings_milestone_id_milestones"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_milestone_openings_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "milestone_id", name=op.f("pk_milestone_openings")),
    )
    with op.batch_alter_table("milestone_openings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_openings_milestone_id"), ["milestone_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("milestone_openings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_openings_milestone_id"))

    op.drop_table("milestone_openings")
    with op.batch_alter_table("congratulations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_congratulations_person_id_congratulations_milestone_id"))
        batch_op.drop_index(batch_op.f("ix_congratulations_milestone_id_congratulations_id"))
        batch_op.drop_index(batch_op.f("ix_congratulations_cohort_id"))

    op.drop_table("congratulations")
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestones_subject_id_milestones_state"))
        batch_op.drop_index(
            "ix_milestones_of_subject",
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_milestones_picture"))
        batch_op.drop_index(
            "ix_milestones_of_cohort",
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_milestones_author_id_milestones_subject_id"))
        batch_op.drop_index(
            "ix_milestones_newest",
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_milestones_newest_of_kind",
            sqlite_where=sa.text("shared_at IS NOT NULL"),
            postgresql_where=sa.text("shared_at IS NOT NULL"),
        )

    op.drop_table("milestones")
    op.drop_table("milestone_wishes")
    op.drop_table("milestone_readings")
