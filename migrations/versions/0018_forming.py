"""Who would like a circle, and the drafts of circles formed from that list."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("hours", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("would_facilitate", sa.Boolean(), nullable=False),
        sa.Column("times_left", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_wishes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_wishes")),
        sa.UniqueConstraint("person_id", name=op.f("uq_circle_wishes_person_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_wishes_public_id")),
    )
    op.create_index(
        op.f("ix_circle_wishes_created_at_circle_wishes_id"), "circle_wishes", ["created_at", "id"], unique=False
    )
    op.create_table(
        "circle_formings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("smallest", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("largest", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("planned_meetings", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Double(), nullable=True),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_circle_formings_made_by_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_formings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_formings_public_id")),
    )
    op.create_index(op.f("ix_circle_formings_state"), "circle_formings", ["state"], unique=False)
    op.create_table(
        "circle_forming_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forming_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_forming_groups_circle_id_circles"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["forming_id"],
            ["circle_formings.id"],
            name=op.f("fk_circle_forming_groups_forming_id_circle_formings"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_forming_groups")),
        sa.UniqueConstraint("forming_id", "number", name=op.f("uq_circle_forming_groups_forming_id_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_forming_groups_public_id")),
    )
    op.create_index(op.f("ix_circle_forming_groups_circle_id"), "circle_forming_groups", ["circle_id"], unique=False)
    op.create_table(
        "circle_forming_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forming_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("offers", sa.Boolean(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["forming_id"],
            ["circle_formings.id"],
            name=op.f("fk_circle_forming_places_forming_id_circle_formings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["circle_forming_groups.id"],
            name=op.f("fk_circle_forming_places_group_id_circle_forming_groups"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_forming_places_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_forming_places")),
        sa.UniqueConstraint("forming_id", "person_id", name=op.f("uq_circle_forming_places_forming_id_person_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_circle_forming_places_public_id")),
    )
    op.create_index(op.f("ix_circle_forming_places_group_id"), "circle_forming_places", ["group_id"], unique=False)
    op.create_index(op.f("ix_circle_forming_places_person_id"), "circle_forming_places", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_circle_forming_places_group_id"), table_name="circle_forming_places")
    op.drop_index(op.f("ix_circle_forming_places_person_id"), table_name="circle_forming_places")
    op.drop_table("circle_forming_places")
    op.drop_index(op.f("ix_circle_forming_groups_circle_id"), table_name="circle_forming_groups")
    op.drop_table("circle_forming_groups")
    op.drop_index(op.f("ix_circle_formings_state"), table_name="circle_formings")
    op.drop_table("circle_formings")
    op.drop_index(op.f("ix_circle_wishes_created_at_circle_wishes_id"), table_name="circle_wishes")
    op.drop_table("circle_wishes")
