"""News of one's own account; organisations with dates and a story."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("account_notice", "organisation_line")
CHAINS = "('justice', 'care', 'administration', 'social')"


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
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("from_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("until_on", sa.Date(), nullable=True))
    op.create_table(
        "organisation_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("may_refer", sa.Boolean(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"chain IN {CHAINS}", name=op.f("ck_organisation_line_chain")),
        sa.CheckConstraint(
            "standing IN ('public', 'private')", name=op.f("ck_organisation_line_standing")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_organisation_line_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["user_account.id"], name="fk_organisation_line_set_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_line"),
    )
    op.create_index(
        "ix_organisation_line_organisation_id", "organisation_line", ["organisation_id"]
    )
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_organisation_line_organisation_id", table_name="organisation_line")
    op.drop_table("organisation_line")
    with op.batch_alter_table("organisation") as table:
        table.drop_column("until_on")
        table.drop_column("from_on")
    op.drop_index("ix_account_notice_user", table_name="account_notice")
    op.drop_table("account_notice")
