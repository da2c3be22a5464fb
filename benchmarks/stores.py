"""A fresh store of each kind, as safe as in production: each commit reaches the disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import sqlalchemy as sa
from flask import Flask

from config import Settings
from pga.app import create_app
from pga.app.stores import close_stores
from tests.support.postgres import OWNER, running
from tests.support.stores import found_in, migrate, settings_of

DURABLE: Final = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
SAID: Final = {
    "sqlite": "WAL, synchronous=FULL",
    "postgresql": "fsync, synchronous_commit and full_page_writes on; over a socket",
}
"""How each store keeps what was committed."""
Settle = Callable[[], None]
"""Does now what the store does by itself, some minute after it was filled."""


@contextmanager
def an_app(kind: str) -> Iterator[tuple[Flask, Settle]]:
    """Yield the whole app on a fresh store of this kind, within an app context."""
    with TemporaryDirectory(prefix="pga-bench-") as name, _store(kind, Path(name)) as store:
        settings, settle = store
        found_in(settings, bare=True)
        app = create_app(settings)
        with app.app_context():
            yield app, settle
        close_stores(app)


@contextmanager
def _store(kind: str, folder: Path) -> Iterator[tuple[Settings, Settle]]:
    if kind == "sqlite":
        settings = settings_of(folder, *(f"sqlite:///{folder / n}.db" for n in ("data", "keys")))
        migrate(settings.database, settings.keystore)
        yield settings, _nothing
    else:
        with running(**DURABLE) as server:
            server.create("bench")
            owner, url = server.url("bench", OWNER), server.url("bench")
            migrate(owner, owner)
            yield settings_of(folder, url, url), partial(_count_anew, owner)


def _nothing() -> None:
    """SQLite plans without counting."""


def _count_anew(owner: str) -> None:
    """Count the rows for the planner, as autovacuum does; else it plans for empty tables."""
    engine = sa.create_engine(owner, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
    engine.dispose()
