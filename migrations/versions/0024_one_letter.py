"""Ties' reminders come with the letter: who was never to be reminded wants them on the site only, and their own hour goes.

Nothing was released yet. From the first release on, a table goes one release after the code that uses it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NEVER = """
    INSERT INTO topic_wishes (person_id, topic, way, chosen_on)
    SELECT person_id, 'ties.reminder', 'never', CURRENT_DATE FROM tie_reminder_times AS times
    WHERE every = 'never' AND NOT EXISTS (
        SELECT 1 FROM topic_wishes WHERE topic_wishes.person_id = times.person_id AND topic = 'ties.reminder'
    )
"""
TIMES = """
    INSERT INTO tie_reminder_times (person_id, every, weekday, hour)
    SELECT wishes.person_id, CASE WHEN topics.way = 'never' THEN 'never' ELSE wishes.rhythm END, wishes.weekday, wishes.hour
    FROM mail_wishes AS wishes
    LEFT JOIN topic_wishes AS topics ON topics.person_id = wishes.person_id AND topics.topic = 'ties.reminder'
"""


def upgrade() -> None:
    op.execute(NEVER)
    with op.batch_alter_table("tie_reminder_times", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tie_reminder_times_next_at"))
    op.drop_table("tie_reminder_times")


def downgrade() -> None:
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
    op.execute(TIMES)
