"""Mag ik dit delen: versions of the table and the FG's approvals; both are registers."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

REGISTERS = {
    "sharing_version": "municipality = NEW.municipality AND number = NEW.number",
    "sharing_approval": "version_id = NEW.version_id",
}
"""Tables whose rows never change once they are there, with what is unique beside the id."""


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "sharing_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"], ["municipality.code"], name="fk_sharing_version_municipality"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["user_account.id"], name="fk_sharing_version_made_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sharing_version"),
        sa.UniqueConstraint("municipality", "number", name="uq_sharing_version_municipality"),
    )
    op.create_table(
        "sharing_approval",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["sharing_version.id"], name="fk_sharing_approval_version_id"
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["user_account.id"], name="fk_sharing_approval_approved_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sharing_approval"),
        sa.UniqueConstraint("version_id", name="uq_sharing_approval_version_id"),
    )
    _append_only()


def downgrade() -> None:
    """Take the store down; an older shape knows no table of what may be shared."""
    op.drop_table("sharing_approval")
    op.drop_table("sharing_version")


def _append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in REGISTERS:
            op.execute(f"GRANT SELECT, INSERT ON {table} TO pga_app")
            op.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION append_only()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
            )
        return
    for table, other in REGISTERS.items():
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        # INSERT OR REPLACE removes a row without a delete trigger: each unique value is guarded
        op.execute(
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "  # noqa: S608 - fixed names
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({other})) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
