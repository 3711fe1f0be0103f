"""Ties, and the word that a mentorship has ended."""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tie_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["people.id"], name=op.f("fk_tie_offers_other_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_tie_offers_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_offers")),
        sa.UniqueConstraint("person_id", "other_id", name=op.f("uq_tie_offers_person_id_other_id")),
    )

    with op.batch_alter_table("tie_offers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tie_offers_other_id_tie_offers_answer"), ["other_id", "answer"], unique=False
        )

    op.create_table(
        "tie_reminder_times",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(length=8), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_tie_reminder_times_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_tie_reminder_times")),
    )

    with op.batch_alter_table("tie_reminder_times", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tie_reminder_times_next_at"), ["next_at"], unique=False)

    op.create_table(
        "ties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("look_on", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_ties_ordered")),
        sa.ForeignKeyConstraint(["high_id"], ["people.id"], name=op.f("fk_ties_high_id_people"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["low_id"], ["people.id"], name=op.f("fk_ties_low_id_people"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ties")),
        sa.UniqueConstraint("low_id", "high_id", name=op.f("uq_ties_low_id_high_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ties_public_id")),
    )

    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ties_high_id"), ["high_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ties_look_on"), ["look_on"], unique=False)

    op.create_table(
        "tie_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tie_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tie_id"], ["ties.id"], name=op.f("fk_tie_contacts_tie_id_ties"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["people.id"], name=op.f("fk_tie_contacts_told_by_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_contacts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_tie_contacts_public_id")),
        sa.UniqueConstraint("tie_id", "source", name=op.f("uq_tie_contacts_tie_id_source")),
    )

    with op.batch_alter_table("tie_contacts", schema=None) as batch_op:
        batch_op.create_index("ix_tie_contacts_newest", ["tie_id", "withdrawn_at", "on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tie_contacts_told_by_id"),
            ["told_by_id"],
            unique=False,
            sqlite_where=sa.text("told_by_id IS NOT NULL"),
            postgresql_where=sa.text("told_by_id IS NOT NULL"),
        )

    op.create_table(
        "tie_sides",
        sa.Column("tie_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("rhythm_weeks", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=12), nullable=True),
        sa.Column("quiet_times", sa.Text(), nullable=True),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quiet_until", sa.Date(), nullable=True),
        sa.Column("rested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("is_due", sa.Boolean(), nullable=False),
        sa.Column("due_until", sa.Date(), nullable=True),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["other_id"], ["people.id"], name=op.f("fk_tie_sides_other_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_tie_sides_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tie_id"], ["ties.id"], name=op.f("fk_tie_sides_tie_id_ties"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tie_id", "person_id", name=op.f("pk_tie_sides")),
        sa.UniqueConstraint("person_id", "other_id", name=op.f("uq_tie_sides_person_id_other_id")),
    )

    with op.batch_alter_table("tie_sides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tie_sides_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tie_sides_person_id_tie_sides_is_due_tie_sides_last_on"),
            ["person_id", "is_due", "last_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tie_sides_person_id_tie_sides_last_on_tie_sides_tie_id"),
            ["person_id", "last_on", "tie_id"],
            unique=False,
        )

    with op.batch_alter_table("mentorships", schema=None) as batch_op:
        batch_op.add_column(sa.Column("end_told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_mentorships_ended_on"),
            ["ended_on"],
            unique=False,
            sqlite_where=sa.text("end_told_at IS NULL"),
            postgresql_where=sa.text("end_told_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("mentorships", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_mentorships_ended_on"),
            sqlite_where=sa.text("end_told_at IS NULL"),
            postgresql_where=sa.text("end_told_at IS NULL"),
        )
        batch_op.drop_column("end_told_at")

    with op.batch_alter_table("tie_sides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tie_sides_person_id_tie_sides_last_on_tie_sides_tie_id"))
        batch_op.drop_index(batch_op.f("ix_tie_sides_person_id_tie_sides_is_due_tie_sides_last_on"))
        batch_op.drop_index(batch_op.f("ix_tie_sides_other_id"))

    op.drop_table("tie_sides")

    with op.batch_alter_table("tie_contacts", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_tie_contacts_told_by_id"),
            sqlite_where=sa.text("told_by_id IS NOT NULL"),
            postgresql_where=sa.text("told_by_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_tie_contacts_newest")

    op.drop_table("tie_contacts")

    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ties_look_on"))
        batch_op.drop_index(batch_op.f("ix_ties_high_id"))

    op.drop_table("ties")

    with op.batch_alter_table("tie_reminder_times", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tie_reminder_times_next_at"))

    op.drop_table("tie_reminder_times")

    with op.batch_alter_table("tie_offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tie_offers_other_id_tie_offers_answer"))

    op.drop_table("tie_offers")
