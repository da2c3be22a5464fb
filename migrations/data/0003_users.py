"""Accounts that a beheerder keeps: clearance, one-time links; cases that change hands."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DATES = ("screened_until", "trained_until", "secrecy_on", "secrecy_until")
TABLES = ("password_link", "case_handover")


def code(name: str, *values: str) -> sa.Enum:
    """Return a column type for one of these values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Bring the store up."""
    for name in DATES:
        op.add_column("user_account", sa.Column(name, sa.Date(), nullable=True))
    op.create_table(
        "password_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_password_link_user_id"),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name="fk_password_link_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_password_link"),
        sa.UniqueConstraint("token_hash", name="uq_password_link_token_hash"),
    )
    op.create_index("ix_password_link_user_id", "password_link", ["user_id"], unique=False)
    op.create_table(
        "case_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("from_user_id", sa.Uuid(), nullable=False),
        sa.Column("to_user_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column(
            "proposed_as",
            code(
                "role",
                "safety_team",
                "intervention_team",
                "coordinator",
                "dpo",
                "board",
                "admin",
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", code("cause", "leaves", "other_work", "absent"), nullable=False),
        sa.Column(
            "answer", code("handoveranswer", "accepted", "refused", "replaced"), nullable=True
        ),
        sa.Column(
            "objection", code("objection", "full", "knows_somebody", "talk_first"), nullable=True
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.code"], name="fk_case_handover_municipality"
        ),
        sa.ForeignKeyConstraint(
            ["from_user_id"], ["user_account.id"], name="fk_case_handover_from_user_id"
        ),
        sa.ForeignKeyConstraint(
            ["to_user_id"], ["user_account.id"], name="fk_case_handover_to_user_id"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name="fk_case_handover_proposed_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_handover"),
    )
    op.create_index("ix_case_handover_to", "case_handover", ["to_user_id", "answer"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_case_handover_to", table_name="case_handover")
    op.drop_table("case_handover")
    op.drop_index("ix_password_link_user_id", table_name="password_link")
    op.drop_table("password_link")
    for name in reversed(DATES):
        op.drop_column("user_account", name)
