"""The index of what is done begins with when: through the one that began with the state, SQLite found what is due by reading all that waits."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_deliveries_done_at_state", "deliveries", ["done_at", "state"], unique=False)
    op.drop_index("ix_deliveries_state_done_at", table_name="deliveries")


def downgrade() -> None:
    op.create_index("ix_deliveries_state_done_at", "deliveries", ["state", "done_at"], unique=False)
    op.drop_index("ix_deliveries_done_at_state", table_name="deliveries")
