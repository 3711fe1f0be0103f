"""Promises to a circle, its closing round and what remains of it, the check-ins of its meetings, and polls for a time."""

import sqlalchemy as sa
from alembic import op


revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle_closing_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("keep", sa.Text(), nullable=False),
        sa.Column("let_go", sa.Text(), nullable=False),
        sa.Column("took", sa.Text(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_closing_words_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_closing_words_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_closing_words")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_closing_words_public_id")),
    )
    with op.batch_alter_table("circle_closing_words", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_closing_words_circle_id_circle_closing_words_person_id"),
            ["circle_id", "person_id"],
            unique=True,
        )
        batch_op.create_index(batch_op.f("ix_circle_closing_words_person_id"), ["person_id"], unique=False)

    op.create_table(
        "circle_closings",
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["people.id"], name=op.f("fk_circle_closings_begun_by_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_closings_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("circle_id", name=op.f("pk_circle_closings")),
    )
    with op.batch_alter_table("circle_closings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_closings_until"), ["until"], unique=False)

    op.create_table(
        "circle_promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_promises_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_promises_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_promises")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_promises_public_id")),
    )
    with op.batch_alter_table("circle_promises", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_promises_circle_id_circle_promises_settled_at"),
            ["circle_id", "settled_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_circle_promises_circle_id_circle_promises_state_circle_promises_due_on"),
            ["circle_id", "state", "due_on"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_circle_promises_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_circle_promises_state_circle_promises_due_on"), ["state", "due_on"], unique=False
        )

    op.create_table(
        "circle_tie_wishes",
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("mutual_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_tie_wishes_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["people.id"], name=op.f("fk_circle_tie_wishes_other_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_tie_wishes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("circle_id", "person_id", "other_id", name=op.f("pk_circle_tie_wishes")),
    )
    with op.batch_alter_table("circle_tie_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_tie_wishes_other_id"), ["other_id"], unique=False)

    op.create_table(
        "circle_checkin_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_circle_checkin_questions_author_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["circle_meetings.id"],
            name=op.f("fk_circle_checkin_questions_meeting_id_circle_meetings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_checkin_questions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_checkin_questions_public_id")),
    )
    with op.batch_alter_table("circle_checkin_questions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_checkin_questions_meeting_id_circle_checkin_questions_id"),
            ["meeting_id", "id"],
            unique=False,
        )

    op.create_table(
        "circle_polls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_circle_polls_author_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_polls_circle_id_circles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["circle_meetings.id"],
            name=op.f("fk_circle_polls_meeting_id_circle_meetings"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_polls")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_polls_public_id")),
    )
    with op.batch_alter_table("circle_polls", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_circle_polls_circle_id_circle_polls_state"), ["circle_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_circle_polls_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "circle_checkin_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_checkin_answers_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["circle_checkin_questions.id"],
            name=op.f("fk_circle_checkin_answers_question_id_circle_checkin_questions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_checkin_answers")),
        sa.UniqueConstraint("question_id", "person_id", name=op.f("uq_circle_checkin_answers_question_id_person_id")),
    )
    with op.batch_alter_table("circle_checkin_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_checkin_answers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "circle_poll_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["circle_polls.id"], name=op.f("fk_circle_poll_times_poll_id_circle_polls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_poll_times")),
        sa.UniqueConstraint("poll_id", "starts_at", name=op.f("uq_circle_poll_times_poll_id_starts_at")),
    )
    op.create_table(
        "circle_poll_answers",
        sa.Column("time_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("suits", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_poll_answers_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["time_id"],
            ["circle_poll_times.id"],
            name=op.f("fk_circle_poll_answers_time_id_circle_poll_times"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("time_id", "person_id", name=op.f("pk_circle_poll_answers")),
    )
    with op.batch_alter_table("circle_poll_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_poll_answers_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("circle_poll_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_poll_answers_person_id"))

    op.drop_table("circle_poll_answers")
    op.drop_table("circle_poll_times")
    with op.batch_alter_table("circle_checkin_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_checkin_answers_person_id"))

    op.drop_table("circle_checkin_answers")
    with op.batch_alter_table("circle_polls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_polls_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_circle_polls_circle_id_circle_polls_state"))

    op.drop_table("circle_polls")
    with op.batch_alter_table("circle_checkin_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_checkin_questions_meeting_id_circle_checkin_questions_id"))

    op.drop_table("circle_checkin_questions")
    with op.batch_alter_table("circle_tie_wishes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_tie_wishes_other_id"))

    op.drop_table("circle_tie_wishes")
    with op.batch_alter_table("circle_promises", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_promises_state_circle_promises_due_on"))
        batch_op.drop_index(batch_op.f("ix_circle_promises_person_id"))
        batch_op.drop_index(batch_op.f("ix_circle_promises_circle_id_circle_promises_state_circle_promises_due_on"))
        batch_op.drop_index(batch_op.f("ix_circle_promises_circle_id_circle_promises_settled_at"))

    op.drop_table("circle_promises")
    with op.batch_alter_table("circle_closings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_closings_until"))

    op.drop_table("circle_closings")
    with op.batch_alter_table("circle_closing_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circle_closing_words_person_id"))
        batch_op.drop_index(batch_op.f("ix_circle_closing_words_circle_id_circle_closing_words_person_id"))

    op.drop_table("circle_closing_words")
