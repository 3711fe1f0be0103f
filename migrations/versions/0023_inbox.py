"""The inbox, what each member wishes to hear by mail, and when their letter comes: at the hour at which they were reminded of ties."""

import sqlalchemy as sa
from alembic import op


revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

WISHES = """
    INSERT INTO mail_wishes (person_id, rhythm, weekday, hour)
    SELECT people.id, coalesce(times.every, 'week'), coalesce(times.weekday, 3), coalesce(times.hour, 9)
    FROM people LEFT JOIN tie_reminder_times AS times ON times.person_id = people.id
    WHERE people.joined_at IS NOT NULL AND people.standing != 'left'
"""


def upgrade() -> None:
    op.create_table(
        "mail_wishes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mails_a_week", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(length=8), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_mail_wishes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_wishes")),
    )
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_wishes_next_at"), ["next_at"], unique=False)

    op.create_table(
        "topic_wishes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_topic_wishes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("pk_topic_wishes")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("thing", sa.String(length=160), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("page", sa.String(length=300), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("in_budget", sa.Boolean(), nullable=False),
        sa.Column("is_newest", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mails.id"], name=op.f("fk_notices_mail_id_outgoing_mails"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_notices_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_notices_mail_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_notices_public_id")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_created_at", ["created_at"], unique=False)
        batch_op.create_index("ix_notices_inbox", ["person_id", "is_newest", "created_at", "id"], unique=False)
        batch_op.create_index("ix_notices_person_id_page", ["person_id", "page"], unique=False)
        batch_op.create_index("ix_notices_person_id_thing", ["person_id", "thing"], unique=False)
        batch_op.create_index("ix_notices_thing", ["thing"], unique=False)
        batch_op.create_index(
            "ix_notices_unread",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unread_notices", sa.Integer(), server_default="0", nullable=False))

    op.execute(WISHES)


def downgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("unread_notices")

    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notices_unread", sqlite_where=sa.text("read_at IS NULL"), postgresql_where=sa.text("read_at IS NULL")
        )
        batch_op.drop_index("ix_notices_thing")
        batch_op.drop_index("ix_notices_person_id_thing")
        batch_op.drop_index("ix_notices_person_id_page")
        batch_op.drop_index("ix_notices_inbox")
        batch_op.drop_index("ix_notices_created_at")

    op.drop_table("notices")
    op.drop_table("topic_wishes")
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_wishes_next_at"))

    op.drop_table("mail_wishes")
