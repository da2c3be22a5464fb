"""SQLite: a replaced row number removes a line of an append-only table no more.

``INSERT OR REPLACE`` with the row number of an old line and the keys of an honest next one removed
the old line, and no delete trigger fired while ``recursive_triggers`` was off.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NOT_NEXT = (
    "NEW.seq <> 1 + COALESCE((SELECT max(seq) FROM audit_event "
    "WHERE municipality = NEW.municipality), 0) "
    "OR NEW.prev IS NOT COALESCE((SELECT hash FROM audit_event "
    "WHERE municipality = NEW.municipality ORDER BY seq DESC LIMIT 1), zeroblob(32)) "
    "OR EXISTS (SELECT 1 FROM audit_event WHERE event_id = NEW.event_id)"
)
KNOWN = "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"


def upgrade() -> None:
    """Bring the store up."""
    if op.get_bind().dialect.name == "sqlite":
        _guard(" OR EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid)")


def downgrade() -> None:
    """Take the store down."""
    if op.get_bind().dialect.name == "sqlite":
        _guard("")


def _guard(number: str) -> None:
    guards = {
        "audit_event": (NOT_NEXT, "audit_event: not the next line"),
        "disclosure": (KNOWN, "disclosure is append-only"),
        "state_change": (KNOWN, "state_change is append-only"),
    }
    for table, (when, says) in guards.items():
        op.execute(f"DROP TRIGGER {table}_insert")
        op.execute(
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "
            f"WHEN {(when + number).format(table=table)} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
