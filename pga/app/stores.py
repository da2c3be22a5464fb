"""Open the two stores of an installation, and refuse the wrong ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask

from config import Addresses, Misconfigured, Settings
from pga.accounts.rules.login import LoginRules
from pga.app import old_rows
from pga.core import schema
from pga.core.database import db, harden, table_of, watch
from pga.core.schema import OldRows, Store
from pga.privacy import belonging, keys, migrating, tombstones
from pga.settings.models import Installation
from pga.settings.services import kinds_of_store


def open_stores(app: Flask, settings: Settings) -> None:
    """Tie data and keys together; raises Misconfigured, UnknownSchema, Apart or OldRows."""
    try:
        _tie(app, settings)
        with app.app_context():
            belonging.require_together(founded=_is_founded(db.engine))
            tombstones.replay()
            with db.engine.connect() as connection:
                _refuse_old_rows(connection)
    except Exception:
        close_stores(app)
        raise


@contextmanager
def opened_for_rows(settings: Settings) -> Iterator[None]:
    """Open the two stores without a page, while old rows wait to be brought over.

    They need not say yet to which installation they belong. Raises Misconfigured, UnknownSchema or
    Apart.
    """
    app = Flask("pga")
    app.config.update(engine_settings(settings.database))
    db.init_app(app)
    try:
        _tie(app, settings)
        with app.app_context():
            belonging.require_together(founded=_is_founded(db.engine), told=False)
            yield
    finally:
        close_stores(app)


def _tie(app: Flask, settings: Settings) -> None:
    keystore = sa.create_engine(settings.keystore, hide_parameters=True, **pool(settings.keystore))
    harden(keystore)
    app.extensions["pga-keystore"] = keystore
    with app.app_context():
        watch(db.engine)
        store = keys.KeyStore(keystore, settings.root_key, settings.heads)
        keys.attach(db.engine, store)
        app.secret_key = store.secret("cookie")
        schema.require_current(keystore, Store.KEYS)
        schema.require_current(db.engine, Store.DATA)
        _refuse_other_kind(settings)


def close_stores(app: Flask) -> None:
    """Let go of every connection of an app, so that its stores can be moved or removed."""
    with app.app_context():
        db.engine.dispose()
    app.extensions["pga-keystore"].dispose()


def make_stores(stores: Addresses | Settings) -> None:
    """Bring both stores up to the newest shape; raises Apart when they are not of one installation.

    One that is made now has no old rows. Two that hold nothing yet belong together from now on,
    when the root key is known.
    """
    data, keystore = (
        sa.create_engine(url, hide_parameters=True) for url in (stores.database, stores.keystore)
    )
    root = stores if isinstance(stores, Settings) else None
    try:
        store = keys.KeyStore(keystore, root.root_key, root.heads) if root else None
        founded = _is_founded(data)
        belonging.sides_of(data, keystore, founded=founded).compare(store)
        schema.upgrade(keystore, Store.KEYS)
        new = schema.revision_of(data, Store.DATA) is None
        schema.upgrade(data, Store.DATA)
        with data.begin() as connection:
            if new:
                migrating.begin(connection, old_rows.ROW_MIGRATIONS)
            if store and not founded:
                belonging.begin(connection, store)
    finally:
        data.dispose()
        keystore.dispose()


def are_told(stores: Addresses | Settings) -> bool:
    """Tell whether both stores say to which installation they belong, without a key."""
    data, keystore = (
        sa.create_engine(url, hide_parameters=True) for url in (stores.database, stores.keystore)
    )
    try:
        return belonging.sides_of(data, keystore, founded=True).told
    finally:
        data.dispose()
        keystore.dispose()


def waiting_in(stores: Addresses | Settings) -> list[str]:
    """Return which migrations of old rows wait in the data, without a key."""
    engine = sa.create_engine(stores.database, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return migrating.waiting(connection, old_rows.ROW_MIGRATIONS)
    finally:
        engine.dispose()


def may_empty_trail(stores: Addresses | Settings) -> bool:
    """Tell whether this role of PostgreSQL is the owner or more: no grant holds it back."""
    engine = sa.create_engine(stores.database, hide_parameters=True)
    if engine.dialect.name != "postgresql":
        return False
    try:
        with engine.connect() as connection:
            asked = sa.text("SELECT has_table_privilege('audit_event', 'TRUNCATE')")
            return bool(connection.scalar(asked))
    finally:
        engine.dispose()


def engine_settings(url: str) -> dict[str, Any]:
    """Return the settings by which Flask reaches the data."""
    return {
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, **pool(url)},
    }


def login_rules(settings: Settings) -> LoginRules:
    """Return what this installation asks of a login."""
    return LoginRules(
        idle=settings.idle,
        longest=settings.longest,
        second_factor=settings.second_factor,
        memory=settings.password_cost.memory,
        passes=settings.password_cost.passes,
    )


def pool(url: str) -> dict[str, Any]:
    """Return how connections are kept: a lost one is noticed, and nothing waits for ever."""
    if url.startswith("sqlite"):
        return {}
    limits = (
        "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
    )
    return {"pool_pre_ping": True, "connect_args": {"options": limits}}


def _is_founded(engine: sa.Engine) -> bool:
    """Tell whether data are of an installation, in whatever shape they are."""
    if not sa.inspect(engine).has_table(Installation.__tablename__):
        return False
    with engine.connect() as connection:
        return connection.execute(sa.select(table_of(Installation))).first() is not None


def _refuse_old_rows(connection: sa.Connection) -> None:
    waiting = migrating.waiting(connection, old_rows.ROW_MIGRATIONS)
    if waiting:
        raise OldRows(", ".join(waiting))


def _refuse_other_kind(settings: Settings) -> None:
    kinds = kinds_of_store()
    if kinds and kinds != [settings.kind.value]:
        raise Misconfigured("this store was made for another kind of installation")
