"""Answers to each proposed time, and what is said beside "not now"."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("catchup_times") as table:
        table.add_column(sa.Column("answer", sa.String(length=10), nullable=True))
    with op.batch_alter_table("catchups") as table:
        table.add_column(sa.Column("if_need_be", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("ask_after", sa.Date(), nullable=True))
        table.add_column(sa.Column("suggested_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_catchups_suggested_id_people"), "people", ["suggested_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_catchups_asker_id_catchups_asked_at"), ["asker_id", "asked_at"], unique=False)
        table.create_index(op.f("ix_catchups_asked_id_catchups_agreed_at"), ["asked_id", "agreed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("catchups") as table:
        table.drop_index(op.f("ix_catchups_asked_id_catchups_agreed_at"))
        table.drop_index(op.f("ix_catchups_asker_id_catchups_asked_at"))
        table.drop_constraint(op.f("fk_catchups_suggested_id_people"), type_="foreignkey")
        table.drop_column("suggested_id")
        table.drop_column("ask_after")
        table.drop_column("if_need_be")
    with op.batch_alter_table("catchup_times") as table:
        table.drop_column("answer")
