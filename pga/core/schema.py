"""The shape of the two stores: bring it up, take it down, and refuse a shape that is not known."""

from enum import StrEnum
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

ROOT: Final = Path(__file__).parents[1]
MIGRATIONS: Final = next(
    folder for folder in (ROOT / "migrations", ROOT.parent / "migrations") if folder.is_dir()
)


class Store(StrEnum):
    """The two stores of an installation."""

    DATA = "data"
    """Everything but the keys."""
    KEYS = "keys"
    """The wrapped data keys."""


class UnknownSchema(Exception):
    """The store has another shape than this version of the app."""


class OldRows(UnknownSchema):
    """The store has the shape, and rows that are not what this version of the app expects."""


def upgrade(engine: sa.Engine, store: Store, revision: str = "head") -> None:
    """Bring a store up to a revision."""
    with engine.connect() as connection:
        command.upgrade(config(store, connection), revision)


def downgrade(engine: sa.Engine, store: Store, revision: str = "base") -> None:
    """Take a store down to a revision."""
    with engine.connect() as connection:
        command.downgrade(config(store, connection), revision)


def require_current(engine: sa.Engine, store: Store) -> None:
    """Go on only when a store has the newest shape; raises UnknownSchema."""
    newest = ScriptDirectory.from_config(config(store)).get_current_head()
    found = revision_of(engine, store)
    if found != newest:
        raise UnknownSchema(f"{store}: {found}, not {newest}")


def revision_of(engine: sa.Engine, store: Store) -> str | None:
    """Return the revision that a store has; None for an empty one."""
    with engine.connect() as connection:
        options = {"version_table": version_table(store)}
        return MigrationContext.configure(connection, opts=options).get_current_revision()


def config(store: Store, connection: sa.Connection | None = None) -> Config:
    """Return what Alembic wants to know of a store."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.set_main_option("version_locations", str(MIGRATIONS / store))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    settings.attributes["store"] = store
    return settings


def version_table(store: Store) -> str:
    """Return the table in which Alembic notes the revision of a store."""
    return f"alembic_{store}"
