"""Append-only by triggers on both stores, and by grants on PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REGISTERS = ("disclosure", "state_change")
"""Tables whose rows never change once they are there."""
CHAIN = "audit_event"


def upgrade() -> None:
    """Bring the store up."""
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def downgrade() -> None:
    """Take the store down."""
    if op.get_bind().dialect.name == "postgresql":
        for table in (CHAIN, *REGISTERS):
            op.execute(f"DROP TRIGGER {table}_no_change ON {table}")
            op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        op.execute("DROP FUNCTION append_only()")
        op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM pga_app, pga_audit")
        op.execute("GRANT SELECT ON alembic_data TO pga_app")
        return
    for table in (CHAIN, *REGISTERS):
        for act in ("update", "delete", "insert"):
            op.execute(f"DROP TRIGGER {table}_{act}")


def _postgresql() -> None:
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'append-only'; END$$"
    )
    for table in (CHAIN, *REGISTERS):
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
    for table in sa.inspect(op.get_bind()).get_table_names():
        rights = "SELECT" if table.startswith("alembic") else "SELECT, INSERT, UPDATE, DELETE"
        op.execute(f"GRANT {rights} ON {table} TO pga_app")
    for table in (CHAIN, *REGISTERS):
        op.execute(f"REVOKE UPDATE, DELETE ON {table} FROM pga_app")
    op.execute("REVOKE DELETE ON audit_head FROM pga_app")
    op.execute("GRANT SELECT ON audit_event, audit_head TO pga_audit")


def _sqlite() -> None:
    for table in (CHAIN, *REGISTERS):
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    # INSERT OR REPLACE removes a row without a delete trigger: each unique value is guarded
    op.execute(
        f"CREATE TRIGGER {CHAIN}_insert BEFORE INSERT ON {CHAIN} "  # noqa: S608 - fixed names
        f"WHEN NEW.seq <> 1 + COALESCE((SELECT max(seq) FROM {CHAIN} "
        "WHERE municipality = NEW.municipality), 0) "
        f"OR NEW.prev IS NOT COALESCE((SELECT hash FROM {CHAIN} "
        "WHERE municipality = NEW.municipality ORDER BY seq DESC LIMIT 1), zeroblob(32)) "
        f"OR EXISTS (SELECT 1 FROM {CHAIN} WHERE event_id = NEW.event_id) "
        "BEGIN SELECT RAISE(ABORT, 'audit_event: not the next line'); END"
    )
    for table in REGISTERS:
        op.execute(
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "  # noqa: S608 - fixed names
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
