"""News of one's own account, organisations with dates and a story, and the logo."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = ("account_notice",)


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "account_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_in", sa.Uuid(), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_account_notice_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account_notice"),
    )
    op.create_index("ix_account_notice_user", "account_notice", ["user_id", "cleared_at"])
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_account_notice_user", table_name="account_notice")
    op.drop_table("account_notice")
