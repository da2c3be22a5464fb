"""Who knows whom a concept-aanmelding is about."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "concept_recusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("concept_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bond", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        _to("concept_id", "concept_referral.id"),
        _to("user_id", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_recusal")),
        sa.UniqueConstraint(
            "concept_id", "user_id", name=op.f("uq_concept_recusal_concept_id_user_id")
        ),
    )
    op.create_index("ix_concept_recusal_user_id", "concept_recusal", ["user_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON concept_recusal TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_table("concept_recusal")


def _to(name: str, where: str) -> sa.schema.SchemaItem:
    return sa.ForeignKeyConstraint([name], [where], name=op.f(f"fk_concept_recusal_{name}"))
