"""What members tell the coordinators of a circle; openings of circles, and every look that was taken."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_circle_reports_answered_by_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_reports_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["circle_posts.id"], name=op.f("fk_circle_reports_post_id_circle_posts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["people.id"], name=op.f("fk_circle_reports_reporter_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_reports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_reports_public_id")),
    )
    with op.batch_alter_table("circle_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_reports_answered_at_circle_reports_id"), ["answered_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_circle_reports_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_circle_reports_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_circle_reports_reporter_id"), ["reporter_id"], unique=False)

    op.create_table(
        "circle_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=True),
        sa.Column("grounds", sa.String(length=8), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["people.id"], name=op.f("fk_circle_openings_asker_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_circle_openings_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["circle_reports.id"],
            name=op.f("fk_circle_openings_report_id_circle_reports"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["people.id"], name=op.f("fk_circle_openings_second_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_openings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_openings_public_id")),
    )
    with op.batch_alter_table("circle_openings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_openings_answered_at_circle_openings_created_at"),
            ["answered_at", "created_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_circle_openings_circle_id_circle_openings_open_until"),
            ["circle_id", "open_until"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_circle_openings_report_id"), ["report_id"], unique=False)

    op.create_table(
        "circle_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["circle_openings.id"], name=op.f("fk_circle_looks_opening_id_circle_openings")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_looks_person_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_looks")),
    )
    with op.batch_alter_table("circle_looks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_looks_opening_id"), ["opening_id"], unique=False)


def downgrade() -> None:
    op.drop_table("circle_looks")
    op.drop_table("circle_openings")
    op.drop_table("circle_reports")
