"""Profiles and what the directory filters by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "facet_values",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=160), nullable=False),
        sa.Column("label", sa.String(length=260), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", name=op.f("pk_facet_values")),
    )
    op.create_index(
        op.f("ix_facet_values_kind_facet_values_people"), "facet_values", ["kind", "people"], unique=False
    )
    op.create_table(
        "facets",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=160), nullable=False),
        sa.Column("label", sa.String(length=260), nullable=False),
        sa.Column("audience", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_facets_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", "value", name=op.f("pk_facets")),
    )
    op.create_index(
        op.f("ix_facets_kind_facets_value_facets_audience_facets_person_id"),
        "facets",
        ["kind", "value", "audience", "person_id"],
        unique=False,
    )
    op.create_table(
        "profiles",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("headline", sa.String(length=160), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("languages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("work_role", sa.String(length=120), nullable=False),
        sa.Column("work_organisation", sa.String(length=120), nullable=False),
        sa.Column("work_field", sa.String(length=80), nullable=False),
        sa.Column("offers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("wants", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("learning", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("dont_ask", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("portrait_alt", sa.String(length=200), nullable=False),
        sa.Column("audiences", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("directory_rank", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("check_asked_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_profiles_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_profiles")),
    )
    op.create_index(op.f("ix_profiles_checked_on"), "profiles", ["checked_on"], unique=False)
    op.create_index(
        op.f("ix_profiles_directory_rank_profiles_person_id"),
        "profiles",
        ["directory_rank", "person_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_profiles_directory_rank_profiles_person_id"), table_name="profiles")
    op.drop_index(op.f("ix_profiles_checked_on"), table_name="profiles")
    op.drop_table("profiles")
    op.drop_index(op.f("ix_facets_kind_facets_value_facets_audience_facets_person_id"), table_name="facets")
    op.drop_table("facets")
    op.drop_index(op.f("ix_facet_values_kind_facet_values_people"), table_name="facet_values")
    op.drop_table("facet_values")
