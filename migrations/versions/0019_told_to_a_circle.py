"""A milestone may be told to a circle."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SHARED = sa.text("shared_at IS NOT NULL")
COLUMNS = ["subject_id", "shared_at", "id", "audience", "cohort_id", "author_id"]


def upgrade() -> None:
    with op.batch_alter_table("milestones", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("circle_id", sa.Integer()))
        batch.add_column(sa.Column("wider_circle_id", sa.Integer()))
        batch.create_foreign_key(
            op.f("fk_milestones_circle_id_circles"), "circles", ["circle_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_foreign_key(
            op.f("fk_milestones_wider_circle_id_circles"), "circles", ["wider_circle_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_check_constraint(op.f("ck_milestones_circle"), "(audience = 'circle') = (circle_id IS NOT NULL)")
        batch.drop_index("ix_milestones_of_subject")
    _index("of_subject", [*COLUMNS[:-1], "circle_id", "author_id"])
    _index("of_circle", ["circle_id", "shared_at", "id"])
    with op.batch_alter_table("congratulations", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("circle_id", sa.Integer()))
        batch.create_foreign_key(
            op.f("fk_congratulations_circle_id_circles"), "circles", ["circle_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_index(op.f("ix_congratulations_circle_id"), ["circle_id"])


def downgrade() -> None:
    # What was told to a circle alone has no readers any more; the audience is never widened.
    op.execute(sa.text("DELETE FROM milestones WHERE audience = 'circle'"))
    op.execute(sa.text("DELETE FROM congratulations WHERE audience = 'circle'"))
    with op.batch_alter_table("congratulations", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_index(op.f("ix_congratulations_circle_id"))
        batch.drop_constraint(op.f("fk_congratulations_circle_id_circles"), type_="foreignkey")
        batch.drop_column("circle_id")
    op.drop_index("ix_milestones_of_circle", "milestones")
    with op.batch_alter_table("milestones", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_index("ix_milestones_of_subject")
        batch.drop_constraint(op.f("ck_milestones_circle"), type_="check")
        batch.drop_constraint(op.f("fk_milestones_wider_circle_id_circles"), type_="foreignkey")
        batch.drop_constraint(op.f("fk_milestones_circle_id_circles"), type_="foreignkey")
        batch.drop_column("wider_circle_id")
        batch.drop_column("circle_id")
    _index("of_subject", COLUMNS)


def _index(name: str, columns: list[str]) -> None:
    """An index over what is shared."""
    op.create_index(f"ix_milestones_{name}", "milestones", columns, sqlite_where=SHARED, postgresql_where=SHARED)
