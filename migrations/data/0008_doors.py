"""Doors: a noodtoegang with its end and its review, and who knows the person."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REGISTERS = ("emergency_access", "emergency_review")
"""Tables whose rows never change once they are there."""
BEFORE = "kind IN ('works', 'recused')"
NOW = "kind IN ('works', 'recused', 'emergency')"


def upgrade() -> None:
    """Bring the store up."""
    with op.batch_alter_table("case_link") as table:
        table.add_column(sa.Column("until_at", sa.DateTime(timezone=True), nullable=True))
    _check_kind(NOW)
    op.create_table(
        "recusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("bond", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("ended_because", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_recusal_case_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_recusal_user_id"),
        sa.ForeignKeyConstraint(["ended_by"], ["user_account.id"], name="fk_recusal_ended_by"),
        sa.ForeignKeyConstraint(["link_id"], ["case_link.id"], name="fk_recusal_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recusal"),
    )
    op.create_index("ix_recusal_case", "recusal", ["case_id", "ended_at"])
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "cause IN ('danger_person', 'danger_other', 'emergency_service', 'nobody_there')",
            name="ck_emergency_access_emergencyreason",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_emergency_access_case_id"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name="fk_emergency_access_user_id"
        ),
        sa.ForeignKeyConstraint(["link_id"], ["case_link.id"], name="fk_emergency_access_link_id"),
        sa.PrimaryKeyConstraint("id", name="pk_emergency_access"),
    )
    op.create_index("ix_emergency_access_case", "emergency_access", ["case_id", "opened_at"])
    op.create_index("ix_emergency_access_user", "emergency_access", ["user_id", "review_by"])
    op.create_table(
        "emergency_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("access_id", sa.Uuid(), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("justified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["pga_case.id"], name="fk_emergency_review_case_id"),
        sa.ForeignKeyConstraint(
            ["access_id"], ["emergency_access.id"], name="fk_emergency_review_access_id"
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["user_account.id"], name="fk_emergency_review_reviewed_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_emergency_review"),
        sa.UniqueConstraint("access_id", name="uq_emergency_review_access_id"),
    )
    _append_only()


def downgrade() -> None:
    """Take the store down; a noodtoegang that an older shape does not know ends with it."""
    op.drop_table("emergency_review")
    op.drop_index("ix_emergency_access_user", table_name="emergency_access")
    op.drop_index("ix_emergency_access_case", table_name="emergency_access")
    op.drop_table("emergency_access")
    op.drop_index("ix_recusal_case", table_name="recusal")
    op.drop_table("recusal")
    op.execute("DELETE FROM case_link WHERE kind = 'emergency'")
    _check_kind(BEFORE)
    with op.batch_alter_table("case_link") as table:
        table.drop_column("until_at")


def _check_kind(allowed: str) -> None:
    with op.batch_alter_table("case_link") as table:
        table.drop_constraint(op.f("linkkind"), type_="check")
        table.create_check_constraint(op.f("linkkind"), allowed)


def _append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON recusal TO pga_app")
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
    for table in REGISTERS:
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    # INSERT OR REPLACE removes a row without a delete trigger: each unique value is guarded
    for table, other in (("emergency_access", ""), ("emergency_review", "access_id")):
        also = f" OR {other} = NEW.{other}" if other else ""
        op.execute(
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "  # noqa: S608 - fixed names
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id{also}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
