"""Notices know whom they name, so that nobody looks for names in what is encrypted; and the rhythm of a letter that is ended is kept.

What was told before is named after nobody: it goes when it is read and old.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_names",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_notice_names_notice_id_notices"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_notice_names_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name=op.f("pk_notice_names")),
    )
    with op.batch_alter_table("notice_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_names_person_id"), ["person_id"], unique=False)
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rhythm_before", sa.String(length=8), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("mail_wishes", schema=None) as batch_op:
        batch_op.drop_column("rhythm_before")
    with op.batch_alter_table("notice_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_names_person_id"))
    op.drop_table("notice_names")
