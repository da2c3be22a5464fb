"""A fresh store of each kind, as safe as in production: each commit reaches the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

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


@contextmanager
def an_app(kind: str) -> Iterator[Flask]:
    """Yield the whole app on a fresh store of this kind, within an app context."""
    with TemporaryDirectory(prefix="pga-bench-") as name, _settings(kind, Path(name)) as settings:
        found_in(settings)
        app = create_app(settings)
        with app.app_context():
            yield app
        close_stores(app)


@contextmanager
def _settings(kind: str, folder: Path) -> Iterator[Settings]:
    if kind == "sqlite":
        settings = settings_of(folder, *(f"sqlite:///{folder / n}.db" for n in ("data", "keys")))
        migrate(settings.database, settings.keystore)
        yield settings
    else:
        with running(**DURABLE) as server:
            server.create("bench")
            owner, url = server.url("bench", OWNER), server.url("bench")
            migrate(owner, owner)
            yield settings_of(folder, url, url)
