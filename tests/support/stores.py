import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
import sqlalchemy as sa
from flask import Flask

from config import Addresses, Kind, PasswordCost, Settings
from pga.app.stores import make_stores
from pga.core.database import db, harden, watch
from pga.privacy import belonging, keys
from pga.settings.services import found
from tests.support import rows
from tests.support.lives import Lives, living, numbers
from tests.support.memory import quick_folder
from tests.support.postgres import OWNER, Postgres

BOTH: Final = ("sqlite", "postgresql")
DIFFER: Final = (
    *("access/", "core/", "migrations/", "privacy/", "support/"),
    *("cases/reading/", "dossiers/", "oversight/", "reports/", "worklist/"),
    "journeys/",
)
"""Where SQL is spoken that the two can take differently: all tests of it run on both."""
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
    make_stores(Addresses(database, keystore))


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


@dataclass(frozen=True)
class Founded:
    """What a store holds that no test made: its rows, and how far was counted."""

    rows: dict[str, dict[Any, Any]]
    plain: dict[str, frozenset[Any]]
    """The same, as the store gives them."""
    numbers: int


def found_in(settings: Settings, *, bare: bool) -> Founded:
    """Write the municipalities in an empty store, with cases that belong to no test unless bare."""
    from tests.support.noise import make_noise  # noqa: PLC0415 - the rooms above come in late

    app = cellar_of(settings)
    with app.app_context(), living(None, alone=True):
        with db.engine.begin() as connection:
            belonging.begin(connection, keys._stores[db.engine])
        found(Kind.DEMO, TOWNS)
        if not bare:
            make_noise()
        there = Founded(rows.standing(), rows.plain(), numbers.last)
    close(app)
    return there


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
    keep: Callable[[], None]
    """Keep the store as it stands now."""
    put_back: Callable[[], None]
    """Put back what was kept of it last; the apps on it have to let go first."""
    founded: Founded
    apps: dict[tuple[Any, Settings], Flask] = field(default_factory=dict)
    lives: Lives | None = None

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
        yield _sqlite_in(Path(folder), bare=False)


@pytest.fixture(scope="session")
def bare_sqlite_shelf() -> Iterator[Shelf]:
    with TemporaryDirectory(prefix="sqlite-", dir=quick_folder()) as folder:
        yield _sqlite_in(Path(folder), bare=True)


def _sqlite_in(folder: Path, *, bare: bool) -> Shelf:
    names = ("data.db", "keys.db")
    settings = settings_of(folder, *(f"sqlite:///{folder / name}" for name in names))
    files = (*(folder / name for name in names), settings.heads)
    migrate(settings.database, settings.keystore)
    there = found_in(settings, bare=bare)
    kept = folder / "kept"
    kept.mkdir()
    for file in filter(Path.exists, files):
        shutil.move(file, kept)

    def refill() -> None:
        for old in folder.glob("*.db*"):
            old.unlink()
        for file in kept.iterdir():
            shutil.copyfile(file, folder / file.name)

    aside = folder / "aside"

    def keep() -> None:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        for file in filter(Path.exists, files):
            shutil.copyfile(file, aside / file.name)

    def put_back() -> None:
        for file in files:
            file.unlink(missing_ok=True)
            if (aside / file.name).exists():
                shutil.copyfile(aside / file.name, file)

    shelf = Shelf(settings, refill, keep, put_back, there)
    shelf.lives = Lives(files, shelf.release)
    return shelf


@pytest.fixture(scope="session")
def postgresql_shelf(tmp_path_factory, postgres) -> Shelf:
    return _postgresql_in(tmp_path_factory.mktemp("postgresql"), postgres, "kept", bare=False)


@pytest.fixture(scope="session")
def bare_postgresql_shelf(tmp_path_factory, postgres) -> Shelf:
    return _postgresql_in(tmp_path_factory.mktemp("postgresql"), postgres, "bare", bare=True)


def _postgresql_in(folder: Path, postgres: Postgres, name: str, *, bare: bool) -> Shelf:
    postgres.create(name)
    owner = postgres.url(name, OWNER)
    migrate(owner, owner)
    there = found_in(settings_of(folder, postgres.url(name), postgres.url(name)), bare=bare)
    heads, kept = folder / "root.heads", folder / "kept.heads"
    if heads.exists():
        shutil.move(heads, kept)
    settings = settings_of(folder, postgres.url("fresh"), postgres.url("fresh"))

    def refill() -> None:
        postgres.drop("fresh")
        postgres.clone(name, "fresh")
        if kept.exists():
            shutil.copyfile(kept, heads)

    aside = folder / "aside.heads"

    def keep() -> None:
        postgres.drop(f"aside_{name}")
        postgres.clone("fresh", f"aside_{name}")
        shutil.copyfile(heads, aside)

    def put_back() -> None:
        postgres.drop("fresh")
        postgres.clone(f"aside_{name}", "fresh")
        shutil.copyfile(aside, heads)

    return Shelf(settings, refill, keep, put_back, there)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a test of a store run on SQLite, and on PostgreSQL too where it can come out otherwise.

    What is neither is a use case that speaks no SQL of its own: that runs there in the night.
    """
    said = metafunc.definition.iter_markers("parametrize")
    if "store" not in metafunc.fixturenames or any("store" in mark.args[0] for mark in said):
        return
    other = () if _speaks_sql(metafunc.definition) else (pytest.mark.torture,)
    stores = ["sqlite", pytest.param("postgresql", marks=other)]
    metafunc.parametrize("store", stores, indirect=True)


def _speaks_sql(item: pytest.Item) -> bool:
    place = item.path.relative_to(item.config.rootpath / "tests").as_posix()
    return place.startswith(DIFFER) or item.get_closest_marker("both") is not None


@pytest.fixture
def store(request) -> Iterator[Shelf]:
    """A fresh store, on SQLite or on PostgreSQL; with nothing in it for a test that is ``bare``."""
    bare = "bare_" if request.node.get_closest_marker("bare") else ""
    shelf = request.getfixturevalue(f"{bare}{request.param}_shelf")
    shelf.clear()
    shelf.refill()
    # Who changes the code under way would come to another place by the same steps.
    with living(shelf.lives, alone="monkeypatch" in request.fixturenames):
        numbers.last = shelf.founded.numbers
        rows.stood = shelf.founded.rows
        yield shelf
        if not (bare or request.node.get_closest_marker("touches_all")):
            with shelf.app(cellar_of, shelf.settings).app_context():
                assert rows.moved(shelf.founded.plain) == [], (
                    "an act changed rows that are not of this test"
                )
    rows.stood = {}
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
