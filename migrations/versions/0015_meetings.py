"""Meetings of circles: single ones and series, and what their members say about them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle_meeting_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("rhythm", sa.String(length=12), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("ruled_at", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_meeting_series_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_meeting_series")),
        sa.UniqueConstraint("uid", name=op.f("uq_circle_meeting_series_uid")),
    )
    with op.batch_alter_table("circle_meeting_series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_meeting_series_circle_id"), ["circle_id"], unique=False)
    op.create_table(
        "circle_meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("series_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("agenda_revision", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("notes_revision", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("co_id", sa.Integer(), nullable=True),
        sa.Column("shadow_id", sa.Integer(), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_revision", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_circle_meetings_minutes")),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_meetings_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["co_id"], ["people.id"], name=op.f("fk_circle_meetings_co_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["people.id"], name=op.f("fk_circle_meetings_lead_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["circle_meeting_series.id"],
            name=op.f("fk_circle_meetings_series_id_circle_meeting_series"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shadow_id"], ["people.id"], name=op.f("fk_circle_meetings_shadow_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_meetings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_meetings_public_id")),
    )
    with op.batch_alter_table("circle_meetings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_meetings_circle_id_circle_meetings_starts_at_circle_meetings_id"),
            ["circle_id", "starts_at", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_circle_meetings_remind_at"), ["remind_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_circle_meetings_series_id"), ["series_id"], unique=False)
    op.create_table(
        "circle_meeting_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_for", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["circle_meetings.id"],
            name=op.f("fk_circle_meeting_answers_meeting_id_circle_meetings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_meeting_answers_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_meeting_answers")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_circle_meeting_answers_meeting_id_person_id")),
    )
    with op.batch_alter_table("circle_meeting_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_meeting_answers_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("circle_meeting_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_meeting_answers_person_id"))
    op.drop_table("circle_meeting_answers")
    with op.batch_alter_table("circle_meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_meetings_series_id"))
        batch_op.drop_index(batch_op.f("ix_circle_meetings_remind_at"))
        batch_op.drop_index(batch_op.f("ix_circle_meetings_circle_id_circle_meetings_starts_at_circle_meetings_id"))
    op.drop_table("circle_meetings")
    with op.batch_alter_table("circle_meeting_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_meeting_series_circle_id"))
    op.drop_table("circle_meeting_series")
