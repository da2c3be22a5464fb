"""*Na akkoord* becomes a yes: who of the supplier said so, when, for which recipient."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "onward_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("said_by", sa.LargeBinary(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_onward_consent_{name}"))
            for name, to in (
                ("case_id", "pga_case"),
                ("contribution_id", "contribution"),
                ("organisation_id", "organisation"),
                ("noted_by", "user_account"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="pk_onward_consent"),
    )
    op.create_index("ix_onward_consent_case_id", "onward_consent", ["case_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON onward_consent TO pga_app")


def downgrade() -> None:
    """Take the store down."""
    op.drop_index("ix_onward_consent_case_id", table_name="onward_consent")
    op.drop_table("onward_consent")
