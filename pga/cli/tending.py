"""What an installation needs from time to time: its newest shape, a sweep, the mail of the day."""

import argparse
import os
import re
import tempfile
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.operations.ops import MigrationScript
from alembic.script import Script, ScriptDirectory

from config import Addresses, MailSettings, Settings
from pga.access.permissions import Permission
from pga.access.policy import System, require
from pga.accounts.services.news import sweep_news
from pga.app import old_rows, post
from pga.app.stores import (
    are_told,
    make_stores,
    may_empty_trail,
    opened_for_rows,
    waiting_in,
)
from pga.cases.models.case import Case
from pga.cases.models.concept import ConceptReferral
from pga.cases.room import CASES
from pga.cases.services.booking_shown import book_forgotten
from pga.cases.services.concept_ending import sweep_concepts
from pga.cases.services.judging import judge_by_day
from pga.cli.installation import opened
from pga.cli.leaving import OK, WRONG, Stopped
from pga.cli.waiting import ProgressBar
from pga.core import schema
from pga.core.database import Base, empty_the_log
from pga.core.schema import Store
from pga.dossiers.services.notices import sweep_notices
from pga.privacy import drafts, orphans
from pga.privacy.belonging import bring_together
from pga.privacy.drafts import FormDraft
from pga.privacy.keys import Scope
from pga.privacy.migrating import OtherRoot, ShutRows, bring_over
from pga.signals.models import Signal
from pga.signals.services import sweep_signals
from pga.worklist.services import send_digests

NAMED: Final = 100
"""How many rows that do not open are named one by one."""
AS_APP: Final = (
    "Zet de twee adressen op de rol van de app (pga_app) en PGA_ROOT_KEY_FILE op de hoofdsleutel, "
    "en geef dan: pga migrate --rows."
)

MARKED: Final = "De gegevens en de sleutels dragen nu het kenmerk van hun installatie."
TOO_MANY: Final = (
    "Er is geen sleutel verwijderd: bij {swept.orphans} van de {swept.keys} sleutels staat niets "
    "in de gegevens, en één keer opruimen neemt er hoogstens {swept.most}. Staan hier oudere of "
    "halve gegevens? Zet dan de nieuwste terug. Zolang deze sleutels er zijn, is niets kwijt."
)


def add(commands: Any) -> None:
    """Add ``migrate``, ``migration``, ``sweep`` and ``digest``."""
    migrate = commands.add_parser(
        "migrate", help="geef beide opslagplaatsen de nieuwste vorm, en zet oude rijen over"
    )
    migrate.add_argument("--rows", action="store_true", help="zet alleen de oude rijen over")
    migrate.set_defaults(run=_migrate)
    migration = commands.add_parser("migration", help="een nieuwe migratie, uit de modellen")
    migration.add_argument("text", help="wat er verandert")
    migration.set_defaults(run=_migration)
    sweep = commands.add_parser(
        "sweep", help="ruim op: verlopen concepten en signalen, losse sleutels"
    )
    sweep.set_defaults(run=_sweep)
    digest = commands.add_parser("digest", help="mail wie dat wil hoeveel er klaarstaat")
    digest.set_defaults(run=_digest)


def _migrate(asked: argparse.Namespace) -> int:
    """Give both stores their shape as their owner; bring old rows over as the app.

    Where there are no roles, as on SQLite, one run does both.
    """
    if asked.rows:
        if not bring_rows_over(Settings.from_environment()):
            print("Er zijn geen oude rijen.")
        return OK
    with_root = "PGA_ROOT_KEY_FILE" in os.environ
    stores = Settings.from_environment() if with_root else Addresses.from_environment()
    make_stores(stores)
    print("Beide opslagplaatsen hebben de nieuwste vorm.")
    waiting, told = waiting_in(stores), are_told(stores)
    if told and not waiting:
        return OK
    if isinstance(stores, Settings) and not may_empty_trail(stores):
        bring_rows_over(stores)
        return OK
    if waiting:
        print(f"Oude rijen wachten nog ({', '.join(waiting)}).")
    if not told:
        print("De gegevens en de sleutels dragen nog geen kenmerk van hun installatie.")
    print(AS_APP)
    return OK


def bring_rows_over(settings: Settings) -> bool:
    """Bring the old rows of an installation over, as the system; tell whether any waited.

    Two stores of before first get the id of their installation. Raises Stopped when the role or the
    key is not the right one, or when rows do not open.
    """
    with opened_for_rows(settings):
        if may_empty_trail(settings):
            raise Stopped(f"Deze rol mag meer dan de app, dus gaat er geen rij over. {AS_APP}")
        try:
            marked = bring_together(System())
            done = bring_over(System(), old_rows.ROW_MIGRATIONS, ProgressBar("oude rijen").at)
        except OtherRoot:
            raise Stopped(
                "Deze hoofdsleutel hoort niet bij deze opslag: het logboek is er niet mee gemaakt. "
                "Er is niets veranderd. Zet PGA_ROOT_KEY_FILE op de goede sleutel."
            ) from None
        except ShutRows as shut:
            raise Stopped(_of_shut(shut.rows), WRONG) from None
    if marked:
        print(MARKED)
    for one in done:
        skipped = f"; {one.destroyed} van een vernietigd dossier bleven zo" if one.destroyed else ""
        print(f"{one.code}: {_rows(one.rows)} overgezet{skipped}.")
    return marked or bool(done)


def _of_shut(rows: tuple[tuple[str, UUID], ...]) -> str:
    """Say which rows do not open, by table and id."""
    told = (
        f"Bij {_rows(len(rows))} ontbreekt de sleutel, of hij past niet. Daar veranderde niets. "
        "Zet de nieuwste sleutelopslag terug en geef de opdracht opnieuw."
    )
    return "\n".join([told, *(f"{table} {row_id}" for table, row_id in rows[:NAMED])])


def _rows(number: int) -> str:
    return "1 rij" if number == 1 else f"{number} rijen"


def _concepts(number: int) -> str:
    return "1 concept-aanmelding" if number == 1 else f"{number} concept-aanmeldingen"


def _cases(number: int) -> str:
    return "1 casus" if number == 1 else f"{number} casussen"


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
    system = System()
    require(system, Permission.INSTALLATION_KEEP)
    with opened(Settings.from_environment()):
        late = drafts.sweep()
        seen = sweep_notices(CASES) + sweep_news()
        signals, concepts = sweep_signals(system), sweep_concepts(system)
        used = {
            Scope.DRAFT: FormDraft.key_id,
            Scope.CASE: Case.id,
            Scope.CONCEPT: ConceptReferral.id,
            Scope.SIGNAL: Signal.id,
        }
        swept = orphans.sweep(system, used)
        booked = book_forgotten(system)
        older = judge_by_day(system)
        empty_the_log()
    print(
        f"Verwijderd: {late} verlopen concepten en {swept.gone} sleutels zonder inhoud, en {seen} "
        "regels van Voor u die lang geleden zijn gezien."
    )
    if signals:
        print(f"Signalen na hun laatste dag verwijderd, met hun sleutel: {signals}.")
    if concepts:
        print(f"Verwijderd, want de dag ervan is gekomen: {_concepts(concepts)}.")
    if booked:
        print(f"Als verstrekking geboekt: wat op een scherm bleef staan, bij {_cases(booked)}.")
    if older:
        print(f"Door een verjaardag moet iemand anders het weten, bij {_cases(older)}.")
    if swept.orphans > swept.most:
        raise Stopped(TOO_MANY.format(swept=swept), WRONG)
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
