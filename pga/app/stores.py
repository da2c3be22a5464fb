"""Open the two stores of an installation, and refuse the wrong ones."""

from typing import Any

import sqlalchemy as sa
from flask import Flask

from config import Misconfigured, Settings
from pga.accounts.rules.login import LoginRules
from pga.core import schema
from pga.core.database import db, harden, watch
from pga.core.schema import Store
from pga.privacy import keys, tombstones
from pga.settings.services import kinds_of_store


def open_stores(app: Flask, settings: Settings) -> None:
    """Tie data and keys together; raises Misconfigured or UnknownSchema."""
    keystore = sa.create_engine(settings.keystore, hide_parameters=True)
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
        tombstones.replay()


def close_stores(app: Flask) -> None:
    """Let go of every connection of an app, so that its stores can be moved or removed."""
    with app.app_context():
        db.engine.dispose()
    app.extensions["pga-keystore"].dispose()


def make_stores(settings: Settings) -> None:
    """Bring both stores up to the newest shape."""
    for url, store in ((settings.keystore, Store.KEYS), (settings.database, Store.DATA)):
        engine = sa.create_engine(url, hide_parameters=True)
        schema.upgrade(engine, store)
        engine.dispose()


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


def _refuse_other_kind(settings: Settings) -> None:
    kinds = kinds_of_store()
    if kinds and kinds != [settings.kind.value]:
        raise Misconfigured("this store was made for another kind of installation")
