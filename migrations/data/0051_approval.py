"""Vier ogen: what waits for a second person, what was said, and whether it was carried out."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0048"
branch_labels = None
depends_on = None

MOMENTS = "decided_at used_at withdrawn_at voided_at closed_at told_at".split()
OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "approval",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("parts", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_from", sa.String(length=20), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "approved",
                "refused",
                name="approvaloutcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("changed", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposed_by",
            name=op.f("ck_approval_two_people"),
        ),
        _to("municipality", "municipality.code"),
        _to("decided_from", "municipality.code"),
        _to("proposed_by", "user_account.id"),
        _to("decided_by", "user_account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index("ix_approval_place", "approval", ["municipality", "closed_at"])
    op.create_index("ix_approval_proposed_by", "approval", ["proposed_by"])
    op.create_index(
        "ix_approval_open",
        "approval",
        ["kind", "object_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON approval TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_table("approval")


def _to(name: str, where: str) -> sa.schema.SchemaItem:
    return sa.ForeignKeyConstraint([name], [where], name=op.f(f"fk_approval_{name}"))
