"""What of the aanmelding, the plan and the metingen is out of use as criminal data of a child.

Old cases begin without a rule; they are held against the law by the second half.
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

KINDS = "'referral', 'goal', 'score'"


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "criminal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_word", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"kind IN ({KINDS})", name="heldkind"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["pga_case.id"], name=op.f("fk_criminal_hold_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_criminal_hold"),
        sa.UniqueConstraint("row_id", name="uq_criminal_hold_row_id"),
    )
    op.create_index("ix_criminal_hold_case_id", "criminal_hold", ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON criminal_hold TO pga_app")
    with op.batch_alter_table("pga_case") as table:
        table.add_column(sa.Column("criminal_rule", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    """Take the store down; what was out of use is used again in an older shape."""
    with op.batch_alter_table("pga_case") as table:
        table.drop_column("criminal_rule")
    op.drop_index("ix_criminal_hold_case_id", table_name="criminal_hold")
    op.drop_table("criminal_hold")
