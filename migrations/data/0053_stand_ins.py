"""Stand-ins: a colleague of another municipality who can be the second person for some days."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "stand_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("home", sa.String(length=20), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("approval_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("home <> municipality", name=op.f("ck_stand_in_elsewhere")),
        _to("municipality", "municipality.code"),
        _to("home", "municipality.code"),
        _to("user_id", "user_account.id"),
        _to("approval_id", "approval.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_in")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_stand_in_approval_id")),
    )
    op.create_index("ix_stand_in_municipality", "stand_in", ["municipality"])
    op.create_index("ix_stand_in_user_id", "stand_in", ["user_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON stand_in TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_table("stand_in")


def _to(name: str, where: str) -> sa.schema.SchemaItem:
    return sa.ForeignKeyConstraint([name], [where], name=op.f(f"fk_stand_in_{name}"))
