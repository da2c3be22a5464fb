import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
import sqlalchemy as sa
from flask import Flask

from config import Kind, PasswordCost, Settings
from pga.core import schema
from pga.core.database import db, harden, watch
from pga.core.schema import Store
from pga.privacy import keys
from pga.settings.services import found
from tests.support.memory import quick_folder
from tests.support.postgres import OWNER

BOTH: Final = ("sqlite", "postgresql")
TOWNS: Final = {"LAR": "Laren", "BLA": "Blaricum", "EEM": "Eemnes"}
ROOT_KEY: Final = bytes(range(32))
CHEAP: Final = PasswordCost(memory=8, passes=1)


def settings_of(folder: Path, database: str, keystore: str) -> Settings:
    return Settings(
        database=database,
        keystore=keystore,
        root_key=ROOT_KEY,
        heads=folder / "root.heads",
        kind=Kind.DEMO,
        second_factor=False,
        https=False,
        password_cost=CHEAP,
    )


def migrate(database: str, keystore: str) -> None:
    for url, store in ((keystore, Store.KEYS), (database, Store.DATA)):
        engine = sa.create_engine(url)
        schema.upgrade(engine, store)
        engine.dispose()


def cellar_of(settings: Settings) -> Flask:
    """Return an app without a page, on the two stores of these settings."""
    app = Flask("cellar")
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    db.init_app(app)
    keystore = sa.create_engine(settings.keystore, hide_parameters=True)
    harden(keystore)
    app.extensions["keystore"] = keystore
    with app.app_context():
        watch(db.engine)
        keys.attach(db.engine, keys.KeyStore(keystore, settings.root_key, settings.heads))
    return app


def found_in(settings: Settings) -> None:
    """Write the municipalities in an empty store."""
    app = cellar_of(settings)
    with app.app_context():
        found(Kind.DEMO, TOWNS)
    close(app)


def close(app: Flask) -> None:
    """Let go of every connection, so that the store can be made anew."""
    with app.app_context():
        keystore = keys._stores[db.engine]._engine
        db.engine.dispose()
        keystore.dispose()


@dataclass
class Shelf:
    """A store that is made once and copied for each test, and the apps that stand on it."""

    settings: Settings
    refill: Callable[[], None]
    apps: dict[tuple[Any, Settings], Flask] = field(default_factory=dict)

    def app(self, make: Callable[[Settings], Flask], settings: Settings) -> Flask:
        """Return an app that is made once and used for many tests."""
        known = (make, settings)
        if known not in self.apps:
            self.apps[known] = make(settings)
        return self.apps[known]

    def release(self) -> None:
        """Let go of every connection, so that the store can be rebuilt under the apps."""
        for app in self.apps.values():
            close(app)

    def clear(self) -> None:
        self.release()
        self.settings.heads.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def sqlite_shelf() -> Iterator[Shelf]:
    with TemporaryDirectory(prefix="sqlite-", dir=quick_folder()) as folder:
        yield _sqlite_in(Path(folder))


def _sqlite_in(folder: Path) -> Shelf:
    names = ("data.db", "keys.db")
    settings = settings_of(folder, *(f"sqlite:///{folder / name}" for name in names))
    migrate(settings.database, settings.keystore)
    found_in(settings)
    kept = folder / "kept"
    kept.mkdir()
    for name in names:
        shutil.move(folder / name, kept)

    def refill() -> None:
        for old in folder.glob("*.db*"):
            old.unlink()
        for name in names:
            shutil.copyfile(kept / name, folder / name)

    return Shelf(settings, refill)


@pytest.fixture(scope="session")
def postgresql_shelf(tmp_path_factory, postgres) -> Shelf:
    folder = tmp_path_factory.mktemp("postgresql")
    postgres.create("kept")
    owner = postgres.url("kept", OWNER)
    migrate(owner, owner)
    found_in(settings_of(folder, postgres.url("kept"), postgres.url("kept")))
    settings = settings_of(folder, postgres.url("fresh"), postgres.url("fresh"))

    def refill() -> None:
        postgres.drop("fresh")
        postgres.clone("kept", "fresh")

    return Shelf(settings, refill)


@pytest.fixture(params=BOTH)
def store(request) -> Iterator[Shelf]:
    """A fresh store, on each database in turn."""
    shelf = request.getfixturevalue(f"{request.param}_shelf")
    shelf.clear()
    shelf.refill()
    yield shelf
    shelf.clear()


@pytest.fixture
def settings(store) -> Settings:
    return store.settings


@pytest.fixture
def cellar(store, settings) -> Iterator[Flask]:
    """The store without any page, within an app context: for everything below the routes."""
    app = store.app(cellar_of, settings)
    with app.app_context():
        yield app


@pytest.fixture
def with_factor(settings) -> Settings:
    """The settings of an installation that asks for a second factor."""
    return replace(settings, second_factor=True)
