"""The store of an older version that is kept: ``tests/old_store/README.md`` tells what is in it."""

import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from config import Settings
from tests.support.postgres import APP, OWNER, Postgres

KEPT: Final = Path(__file__).parents[1] / "old_store"
MADE_BY: Final = "22f0757"
REVISION: Final = "0016"
"""The shape that its data have."""


@dataclass(frozen=True)
class OldStore:
    """A copy of it, to be migrated and thrown away."""

    folder: Path
    app: dict[str, str]
    """The environment of the app: two addresses and the root key."""
    owner: dict[str, str]
    """That of who changes the shape, without the key where the roles are two."""

    @property
    def settings(self) -> Settings:
        return Settings.from_environment(self.app)

    @property
    def two_roles(self) -> bool:
        return self.app["PGA_DATABASE"] != self.owner["PGA_DATABASE"]


def unpacked(name: str) -> bytes:
    return gzip.decompress((KEPT / name).read_bytes())


def _with_key(folder: Path, kind: str, database: str, keystore: str) -> dict[str, str]:
    """Put the key and the heads of one of the two stores in a folder; return its environment."""
    key = folder / "root.key"
    key.write_bytes(bytes.fromhex((KEPT / "root.hex").read_text("ascii")))
    key.chmod(0o600)
    (folder / "root.heads").write_bytes((KEPT / f"{kind}.heads").read_bytes())
    return {
        "PGA_DATABASE": database,
        "PGA_KEYSTORE": keystore,
        "PGA_ROOT_KEY_FILE": os.fspath(key),
    }


@pytest.fixture(scope="session")
def old_database(postgres: Postgres) -> str:
    """The kept dump as a database, to be copied from."""
    name = postgres.create("old_store")
    with postgres.connect(name, OWNER, autocommit=True) as connection:
        connection.execute(unpacked("postgresql.sql.gz"))
    return name


@pytest.fixture
def old_store(request, tmp_path) -> Iterator[OldStore]:
    """The kept store, on SQLite or on PostgreSQL."""
    if request.param == "sqlite":
        for name in ("data", "keys"):
            (tmp_path / f"{name}.db").write_bytes(unpacked(f"sqlite-{name}.gz"))
        urls = (f"sqlite:///{tmp_path / name}" for name in ("data.db", "keys.db"))
        app = _with_key(tmp_path, "sqlite", *urls)
        yield OldStore(tmp_path, app, app)
    else:
        postgres = request.getfixturevalue("postgres")
        postgres.drop("older")
        postgres.clone(request.getfixturevalue("old_database"), "older")
        app = _with_key(tmp_path, "postgresql", *[postgres.url("older", APP)] * 2)
        stores = dict.fromkeys(("PGA_DATABASE", "PGA_KEYSTORE"), postgres.url("older", OWNER))
        yield OldStore(tmp_path, app, stores)
        postgres.drop("older")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a test of the kept store run on both: each was made by the code of that commit."""
    said = metafunc.definition.iter_markers("parametrize")
    if "old_store" in metafunc.fixturenames and not any("old_store" in one.args[0] for one in said):
        metafunc.parametrize("old_store", ["sqlite", "postgresql"], indirect=True)
