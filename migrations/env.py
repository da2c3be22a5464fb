"""How Alembic runs our migrations: one connection, one transaction a revision, two stores."""

from alembic import context

from pga.core.columns import Moment
from pga.core.schema import version_table

connection = context.config.attributes["connection"]
store = context.config.attributes["store"]
metadata = context.config.attributes.get("metadata")
sqlite = connection.dialect.name == "sqlite"


def rendered(kind: str, thing: object, _context: object) -> str | bool:
    """Write our own types as what they are in the database: a migration outlives our code."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    return False


if sqlite:
    # a rebuilt table would otherwise take its children along; in a transaction it is too late
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.commit()

context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table=version_table(store),
    render_as_batch=sqlite,
    render_item=rendered,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
connection.commit()

if sqlite:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    connection.commit()
    if broken:
        raise RuntimeError(f"{len(broken)} rows lost their parent")
    connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    connection.commit()
