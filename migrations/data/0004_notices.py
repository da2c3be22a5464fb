"""Voor u: notices, requests for access, flags with a date, and the wish for a mail."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("access_request", "case_flag", "notice")


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "access_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_access_request_case_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_access_request_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_access_request"),
    )
    op.create_index("ix_access_request_case", "access_request", ["case_id", "answered_on"])
    op.create_table(
        "case_flag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("closing", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_case_flag_case_id"),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name="fk_case_flag_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_case_flag"),
    )
    op.create_index("ix_case_flag_open", "case_flag", ["case_id", "closed_on", "due_on"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_notice_case_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_notice_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("user_id", "kind", "about_id", name="uq_notice_user_id_kind_about_id"),
    )
    op.create_index("ix_notice_case", "notice", ["case_id"])
    op.create_index("ix_notice_user", "notice", ["user_id", "cleared_at", "made_at"])
    with op.batch_alter_table("user_account") as table:
        table.add_column(sa.Column("email", sa.String(length=120), nullable=True))
        table.add_column(
            sa.Column("wants_digest", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("digest_on", sa.Date(), nullable=True))
    with op.batch_alter_table("user_account") as table:
        table.alter_column("wants_digest", server_default=None)
    if op.get_bind().dialect.name == "postgresql":
        for name in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    with op.batch_alter_table("user_account") as table:
        table.drop_column("digest_on")
        table.drop_column("wants_digest")
        table.drop_column("email")
    op.drop_index("ix_notice_user", table_name="notice")
    op.drop_index("ix_notice_case", table_name="notice")
    op.drop_table("notice")
    op.drop_index("ix_case_flag_open", table_name="case_flag")
    op.drop_table("case_flag")
    op.drop_index("ix_access_request_case", table_name="access_request")
    op.drop_table("access_request")
