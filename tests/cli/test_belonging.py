"""Data, keys and root key of one installation, or nothing is done: on both databases."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from config import Settings
from pga import cli
from pga.app import create_app
from pga.app.stores import close_stores, opened_for_rows
from pga.cases.models.case import Case, Person
from pga.core import clock, schema
from pga.core.database import db, glance, table_of, transaction
from pga.core.schema import Store
from pga.privacy import belonging, keys
from pga.privacy.belonging import Apart, Belonging, Rift
from pga.privacy.keys import Scope
from pga.privacy.migrating import OtherRoot, ShutRows
from tests.builders import a_case
from tests.cli.conftest import LAREN, NAMES
from tests.support.lives import numbers
from tests.support.old_store import OldStore
from tests.support.postgres import APP, OWNER, Postgres
from tests.support.some import some
from tests.support.system import SYSTEM

COMMANDS = (
    ["serve"],
    ["sweep"],
    ["audit", "verify"],
    ["audit", "verify", "--rows"],
    ["migrate"],
    ["migrate", "--rows"],
    "user add --username a --name b --municipality LAR --role admin".split(),
    LAREN,
)
NO_DATA = "Er zijn sleutels, en de gegevensopslag is leeg."
TWO = "Deze gegevens en deze sleutels zijn van twee installaties."
ROOT = "Deze hoofdsleutel hoort niet bij deze opslag"
UNTOLD = "dragen nog geen kenmerk van hun installatie. Geef: pga migrate."


@dataclass
class Place:
    """The kept store with its keys apart from its data, as who keeps it has it in hands."""

    store: OldStore
    server: Postgres | None
    monkeypatch: pytest.MonkeyPatch

    def act_as(self, environment, **changed):
        for name in NAMES:
            self.monkeypatch.delenv(name, raising=False)
        for name, value in {**environment, **changed}.items():
            self.monkeypatch.setenv(name, value)

    def migrate(self):
        """Bring the store up to today, as the runbook says."""
        self.act_as(self.owner)
        assert cli.main(["migrate"]) == 0
        self.act_as(self.app)
        assert cli.main(["migrate"]) == 0

    @property
    def app(self):
        return self._apart(self.store.app, APP)

    @property
    def owner(self):
        return self._apart(self.store.owner, OWNER)

    @property
    def settings(self):
        return Settings.from_environment(self.app)

    def _apart(self, environment, role):
        url = self.server.url("older_keys", role) if self.server else environment["PGA_KEYSTORE"]
        return {**environment, "PGA_KEYSTORE": url}

    def address(self, name, role=APP):
        """Return where a store of another name is."""
        return self.server.url(name, role) if self.server else f"sqlite:///{self.path(name)}"

    def path(self, name):
        return self.store.folder / f"{name}.db"

    def copy(self, here, there):
        """Copy a store over another, as a backup and its restore do."""
        if self.server:
            self.server.drop(there)
            self.server.clone(here, there)
            return
        for rest in self.path(there).parent.glob(f"{there}.db*"):
            rest.unlink()
        one, two = (sqlite3.connect(self.path(name)) for name in (here, there))
        with closing(one), closing(two):
            one.backup(two)

    @property
    def data(self):
        return "older" if self.server else "data"

    def empty(self, name):
        """Return the address of a new database with nothing in it."""
        if self.server:
            self.server.drop(name)
            self.server.create(name)
        return self.address(name, OWNER)

    def held(self, url=None):
        """Return the whole of a key store."""
        engine = sa.create_engine(url or self.app["PGA_KEYSTORE"])
        schema = keys.SCHEMA if self.server else None
        there = engine.execution_options(schema_translate_map={None: schema})
        with there.connect() as connection:
            found = connection.execute(sa.select(keys.data_key)).all()
        engine.dispose()
        return {row.dossier_id: row for row in found}

    def tables(self, url):
        engine = sa.create_engine(url)
        found = sa.inspect(engine).get_table_names()
        engine.dispose()
        return found

    def running(self):
        return running(self.settings)


class running:  # noqa: N801 - used as a function
    """The app on its stores, for as long as it takes."""

    def __init__(self, settings):
        self.settings = settings

    def __enter__(self):
        self.app = create_app(self.settings)
        self.context = self.app.app_context()
        self.context.push()

    def __exit__(self, *_):
        self.context.pop()
        close_stores(self.app)


@pytest.fixture
def before(old_store, request, monkeypatch):
    """A store of before: with dossiers and keys, and without an id."""
    server = request.getfixturevalue("postgres") if old_store.two_roles else None
    if server:
        server.drop("older_keys")
        server.clone("older", "older_keys")
    yield Place(old_store, server, monkeypatch)
    for name in ("older_keys", "elsewhere", "backup", "newest") if server else ():
        server.drop(name)


@pytest.fixture
def place(before, capsys):
    """The same, brought up to today."""
    before.migrate()
    capsys.readouterr()
    return before


def change(place, row):
    """Write in the data what no command of ours would."""
    engine = sa.create_engine(place.owner["PGA_DATABASE"])
    with engine.begin() as connection:
        connection.execute(row)
    engine.dispose()


# --- the wrong data, keys or root key


def test_empty_data_beside_filled_keys_stop_every_command(place, started, capsys):
    elsewhere, before = place.empty("elsewhere"), place.held()
    place.act_as({**place.owner, "PGA_ROOT_KEY_FILE": place.app["PGA_ROOT_KEY_FILE"]})
    place.monkeypatch.setenv("PGA_DATABASE", elsewhere)

    for command in some(COMMANDS):
        assert cli.main(command) == 2
        makes_tables = command in (["migrate"], LAREN)
        assert (NO_DATA if makes_tables else "data: None, not") in capsys.readouterr().err
    assert place.held() == before
    assert place.tables(elsewhere) == []
    assert started == []


def test_empty_data_of_todays_shape_stop_too(place, capsys):
    """What an older version of the command could leave behind: tables without an installation."""
    elsewhere, before = place.empty("elsewhere"), place.held()
    engine = sa.create_engine(elsewhere)
    schema.upgrade(engine, Store.DATA)
    engine.dispose()
    place.act_as(place.app, PGA_DATABASE=place.address("elsewhere"))

    assert cli.main(["sweep"]) == 2
    assert NO_DATA in capsys.readouterr().err
    assert place.held() == before


def test_data_of_another_installation_stop_every_command(place, started, capsys):
    before = place.held()
    change(place, table_of(Belonging).update().values(installation_id=uuid4()))

    for command in some(COMMANDS):
        assert cli.main(command) == 2
        assert TWO in capsys.readouterr().err
    assert place.held() == before
    assert started == []


def test_another_root_key_stops_every_command(place, started, capsys):
    Path(place.app["PGA_ROOT_KEY_FILE"]).write_bytes(b"\1" * 32)

    for command in some(COMMANDS):
        assert cli.main(command) == 2
        assert ROOT in capsys.readouterr().err
    assert started == []


def test_the_owner_who_has_no_root_key_is_stopped_by_the_ids_alone(place, capsys):
    change(place, table_of(Belonging).update().values(installation_id=uuid4()))
    place.act_as(place.owner)
    place.monkeypatch.delenv("PGA_ROOT_KEY_FILE", raising=False)

    assert cli.main(["migrate"]) == 2
    assert TWO in capsys.readouterr().err


# --- a store of before


def test_a_store_of_before_is_told_to_migrate_and_gets_one_id(before, capsys):
    before.act_as(before.owner)
    before.monkeypatch.delenv("PGA_ROOT_KEY_FILE", raising=False)
    assert cli.main(["migrate"]) == 0
    assert "dragen nog geen kenmerk van hun installatie" in capsys.readouterr().out
    before.act_as(before.app)
    assert cli.main(["sweep"]) == 2
    assert UNTOLD in capsys.readouterr().err

    assert cli.main(["migrate"]) == 0
    assert "dragen nu het kenmerk" in capsys.readouterr().out
    assert cli.main(["migrate", "--rows"]) == 0
    assert capsys.readouterr().out == "Er zijn geen oude rijen.\n"
    assert cli.main(["audit", "verify", "--rows"]) == 0
    with before.running(), glance() as session:
        store = keys.store_of(session)
        assert belonging.identity_in(session.connection(), belonging.DATA) == store.identity()


def shaped(place):
    place.act_as(place.owner)
    place.monkeypatch.delenv("PGA_ROOT_KEY_FILE", raising=False)
    assert cli.main(["migrate"]) == 0
    place.act_as(place.app)


def forget(place, *dossiers):
    engine = sa.create_engine(place.owner["PGA_KEYSTORE"])
    schema = keys.SCHEMA if place.server else None
    with engine.execution_options(schema_translate_map={None: schema}).begin() as connection:
        gone = keys.data_key.delete()
        if dossiers:
            gone = gone.where(keys.data_key.c.dossier_id.in_(dossiers))
        connection.execute(gone)
    engine.dispose()


def test_data_that_none_of_the_keys_opens_get_no_id(before, capsys):
    shaped(before)
    forget(before)

    assert cli.main(["migrate"]) == 2
    assert TWO in capsys.readouterr().err
    with opened_for_rows(before.settings), pytest.raises(Apart, match=Rift.OTHER_STORES):
        belonging.bring_together(SYSTEM)


def test_one_dossier_that_does_not_open_is_enough_to_give_none(before, capsys):
    shaped(before)
    with opened_for_rows(before.settings), glance() as session:
        case_id = session.scalars(sa.select(Case.id).order_by(Case.id)).first()
    forget(before, case_id)

    assert cli.main(["migrate"]) == 1
    assert "Bij 1 rij ontbreekt de sleutel" in capsys.readouterr().err
    with opened_for_rows(before.settings), pytest.raises(ShutRows):
        belonging.bring_together(SYSTEM)
    assert cli.main(["sweep"]) == 2


def test_a_root_key_that_did_not_write_the_trail_gives_no_id(before, capsys):
    shaped(before)
    Path(before.app["PGA_ROOT_KEY_FILE"]).write_bytes(b"\1" * 32)

    assert cli.main(["migrate"]) == 2
    assert ROOT in capsys.readouterr().err
    with opened_for_rows(before.settings), pytest.raises(OtherRoot):
        belonging.bring_together(SYSTEM)


def test_founded_data_in_which_no_dossier_stands_get_no_id_beside_keys(place, capsys):
    """As when another installation was founded under the same root key."""
    elsewhere = place.empty("elsewhere")
    spare = place.empty("newest")
    place.act_as({**place.owner, "PGA_ROOT_KEY_FILE": place.app["PGA_ROOT_KEY_FILE"]})
    place.monkeypatch.setenv("PGA_DATABASE", elsewhere)
    place.monkeypatch.setenv("PGA_KEYSTORE", spare)
    assert cli.main(LAREN) == 0
    place.monkeypatch.setenv("PGA_KEYSTORE", place.owner["PGA_KEYSTORE"])
    assert cli.main(["sweep"]) == 2
    assert TWO in capsys.readouterr().err

    engine = sa.create_engine(elsewhere)
    with engine.begin() as connection:
        connection.execute(table_of(Belonging).delete())
    engine.dispose()
    place.act_as(place.app, PGA_DATABASE=place.address("elsewhere"))
    assert cli.main(["migrate"]) == 2
    assert NO_DATA in capsys.readouterr().err


def test_data_of_before_get_the_id_of_keys_that_have_one(place):
    with place.running(), glance() as session:
        was = keys.store_of(session).identity()
    change(place, table_of(Belonging).delete())
    assert cli.main(["sweep"]) == 2

    assert cli.main(["migrate"]) == 0
    with place.running(), glance() as session:
        assert belonging.identity_in(session.connection(), belonging.DATA) == was


def test_at_most_a_hundred_dossiers_are_tried(place, monkeypatch):
    monkeypatch.setattr(belonging, "MOST", 3)
    tried = []
    monkeypatch.setattr(belonging, "opened_cell", lambda *one: tried.append(one[4]))
    change(place, table_of(Belonging).delete())

    with opened_for_rows(place.settings):
        assert belonging.bring_together(SYSTEM)

    assert len(tried) == len(set(tried)) == 3


# --- the restore of the runbook


def register(place, number):
    """Register cases, two days ago; the names of the kept store are taken."""
    place.monkeypatch.setattr(numbers, "last", 500)
    with place.running(), clock.stopped_at(clock.now() - timedelta(days=2)):
        for _ in range(number):
            a_case()


def test_older_data_beside_the_newest_keys_lose_no_key_and_come_back(place, capsys):
    assert cli.main(["sweep"]) == 0  # the two drafts of before are past their day
    place.copy(place.data, "backup")
    register(place, 11)
    kept = place.held()
    place.copy(place.data, "newest")
    place.copy("backup", place.data)

    capsys.readouterr()
    assert cli.main(["sweep"]) == 1
    told = capsys.readouterr()
    assert "0 sleutels zonder inhoud" in told.out
    assert "Er is geen sleutel verwijderd: bij 11 van de " in told.err
    assert "hoogstens 10" in told.err
    assert place.held() == kept
    assert cli.main(["audit", "verify"]) == 1
    assert "(anchor)" in capsys.readouterr().out

    place.copy("newest", place.data)
    assert cli.main(["sweep"]) == 0
    assert cli.main(["audit", "verify", "--rows"]) == 0
    with place.running(), transaction() as session:
        people = session.scalars(sa.select(Person)).all()
        assert len(people) > 11
        opened = [belonging.opened_cell(session, *cell[:5]) for cell in belonging._cells(session)]
        assert len(opened) > 11


def test_past_the_bound_the_sweep_does_its_other_work(place, capsys):
    long_ago = clock.now() - timedelta(days=2)
    with place.running(), clock.stopped_at(long_ago):
        for _ in range(11):
            keys._stores[db.engine].create("LAR", Scope.CASE, uuid4())

    assert cli.main(["sweep"]) == 1
    # the day of the two drafts of the kept store is past: their keys go, for nothing guesses there
    assert "Verwijderd: 2 verlopen concepten en 0 sleutels" in capsys.readouterr().out
