"""What an installation needs from time to time: its newest shape, a sweep, the mail of the day."""

import argparse
import re
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.operations.ops import MigrationScript
from alembic.script import Script, ScriptDirectory

from config import MailSettings, Settings
from pga.accounts.services.news import sweep_news
from pga.app import post
from pga.app.stores import make_stores
from pga.cases.models.case import Case
from pga.cases.services.notices import sweep_notices
from pga.cli.installation import opened
from pga.cli.leaving import OK, WRONG, Stopped
from pga.core import clock, schema
from pga.core.database import Base, glance
from pga.core.schema import Store
from pga.privacy import drafts, keys
from pga.privacy.drafts import FormDraft
from pga.privacy.keys import Scope
from pga.worklist.services import send_digests

ORPHAN_AFTER: Final = timedelta(hours=1)
"""A key may be an hour ahead of what it is for; nobody types on one request for longer."""


def add(commands: Any) -> None:
    """Add ``migrate``, ``migration``, ``sweep`` and ``digest``."""
    migrate = commands.add_parser("migrate", help="geef beide opslagplaatsen de nieuwste vorm")
    migrate.set_defaults(run=_migrate)
    migration = commands.add_parser("migration", help="een nieuwe migratie, uit de modellen")
    migration.add_argument("text", help="wat er verandert")
    migration.set_defaults(run=_migration)
    sweep = commands.add_parser("sweep", help="ruim verlopen concepten en losse sleutels op")
    sweep.set_defaults(run=_sweep)
    digest = commands.add_parser("digest", help="mail wie dat wil hoeveel er klaarstaat")
    digest.set_defaults(run=_digest)


def _migrate(_asked: argparse.Namespace) -> int:
    make_stores(Settings.from_environment())
    print("Beide opslagplaatsen hebben de nieuwste vorm.")
    return OK


def _migration(asked: argparse.Namespace) -> int:
    if not re.search(r"\w", asked.text):
        raise Stopped("Zeg in woorden wat er verandert.")
    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{folder}/now.db")
        schema.upgrade(engine, Store.DATA)
        try:
            with engine.connect() as connection:
                path = _written(connection, asked.text)
        finally:
            engine.dispose()
    if path is None:
        raise Stopped("De tabellen zijn al zoals de modellen; er is niets te veranderen.", WRONG)
    print(f"Gemaakt: {path.name}. Lees hem na voordat u hem vastlegt.")
    return OK


def _sweep(_asked: argparse.Namespace) -> int:
    with opened(Settings.from_environment()):
        late = drafts.sweep()
        seen = sweep_notices() + sweep_news()
        orphans = _sweep_keys(Scope.DRAFT, FormDraft.key_id) + _sweep_keys(Scope.CASE, Case.id)
    print(
        f"Verwijderd: {late} verlopen concepten en {orphans} sleutels zonder inhoud, en {seen} "
        "regels van Voor u die lang geleden zijn gezien."
    )
    return OK


def _digest(_asked: argparse.Namespace) -> int:
    mail = MailSettings.from_environment()
    with opened(Settings.from_environment()):
        sent, failed = send_digests(lambda to, waiting: post.send_digest(mail, to, waiting))
    print(f"Verstuurd: {sent}. Niet gelukt: {failed}.")
    return WRONG if failed else OK


def _written(connection: sa.Connection, text: str) -> Path | None:
    """Write a revision with what the models have beyond the tables; None when that is nothing."""
    settings = schema.config(Store.DATA, connection)
    settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    settings.attributes["metadata"] = Base.metadata
    known = ScriptDirectory.from_config(settings).walk_revisions()
    number = 1 + max(int(script.revision) for script in known)

    def unless_empty(
        _context: object, _revision: object, directives: list[MigrationScript]
    ) -> None:
        if all(ops.is_empty() for ops in directives[0].upgrade_ops_list):
            directives.clear()

    made = command.revision(
        settings,
        message=text,
        autogenerate=True,
        rev_id=f"{number:04}",
        process_revision_directives=unless_empty,
    )
    return Path(made.path) if isinstance(made, Script) else None


def _sweep_keys(scope: Scope, used: sa.SQLColumnExpression[UUID]) -> int:
    """Delete the keys of a kind that came before a crash and never got what they are for."""
    with glance() as session:
        store = keys.store_of(session)
        old = store.dossiers_before(scope, clock.now() - ORPHAN_AFTER)
        orphans = old - set(session.scalars(sa.select(used)))
    for dossier_id in orphans:
        store.destroy(dossier_id)
    return len(orphans)
