"""The suggestion that the person of a case is out of sight, and its answer."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLE = "out_of_sight"


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('lost', 'trying', 'spoken')", name=op.f(f"ck_{TABLE}_sightanswer")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name=op.f(f"fk_{TABLE}_case_id")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f(f"fk_{TABLE}_answered_by")
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )
    op.create_index("ix_out_of_sight_case", TABLE, ["case_id", "made_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLE} TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_out_of_sight_case", table_name=TABLE)
    op.drop_table(TABLE)
