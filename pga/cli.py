"""The command ``pga``: the demo, the server, and what the keeper of an installation does by hand.

It leaves with 0 when all is well, 1 when it is not, and 2 when it could not try.
"""

import argparse
import getpass
import ipaddress
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.operations.ops import MigrationScript
from alembic.script import Script, ScriptDirectory
from flask import Flask

from config import Kind, MailSettings, Misconfigured, Settings, make_root_key
from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.labels import PASSWORD as PASSWORD_FAULT
from pga.accounts.labels import ROLE
from pga.accounts.services import add_user
from pga.accounts.services.news import sweep_news
from pga.app import create_app, post
from pga.app.stores import close_stores, login_rules, make_stores
from pga.cases.models.case import Case
from pga.cases.services.notices import sweep_notices
from pga.core import clock, schema
from pga.core.database import Base, glance
from pga.core.errors import Invalid
from pga.core.schema import Store, UnknownSchema
from pga.demo import folder as demo_folder
from pga.demo.town import PASSWORD, SHOWN
from pga.privacy import drafts, heads, keys
from pga.privacy.drafts import FormDraft
from pga.privacy.keys import Scope
from pga.privacy.trail import EVENTS
from pga.privacy.verify import Fault, Report, verify
from pga.settings.reading import municipality_names
from pga.settings.services import found, kinds_of_store
from pga.worklist.services import send_digests

OK: Final = 0
WRONG: Final = 1
UNTRIED: Final = 2
INTERRUPTED: Final = 130
FOR_OWNER_ONLY: Final = 0o077
"""What others may not do with a file that a command makes: anything."""
PORT: Final = 8000
HOST: Final = "127.0.0.1"
THREADS: Final = 4
ORPHAN_AFTER: Final = timedelta(hours=1)
"""A key may be an hour ahead of what it is for; nobody types on one request for longer."""
MANY_LINES: Final = 20_000
BAR: Final = 32
COMMAND_LINE: Final = UUID(int=0)
"""Who the trail says it was: the command itself, which has no account."""

FAULT: Final = {
    Fault.GAP: "er ontbreekt een regel, of er is er een dubbel",
    Fault.LINK: "de regel sluit niet aan op de regel ervoor",
    Fault.HASH: "de regel is veranderd",
    Fault.MAC: "de regel is niet door deze installatie geschreven",
    Fault.HEAD: "de laatste regel is niet de regel die als laatste is genoteerd",
    Fault.ANCHOR: "de keten mist de kop die buiten de opslag is genoteerd: het einde is afgeknipt",
}
INVALID: Final = {"taken": "Deze gebruikersnaam is al in gebruik."}


class Stopped(Exception):
    """The command cannot go on; says why, and how it leaves."""

    def __init__(self, why: str, code: int = UNTRIED) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how the pages are served."""

    app: str
    """As gunicorn finds it: ``module:factory()``."""
    host: str
    port: int
    workers: int
    certificate: str = ""
    key: str = ""

    @property
    def argv(self) -> list[str]:
        """Return the command that serves: no line per request, as addresses are people too."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        more = ["--certfile", self.certificate, "--keyfile", self.key] if self.certificate else []
        return [
            *(sys.executable, "-P", "-m", "gunicorn", self.app),
            *("--bind", f"{host}:{self.port}", "--workers", str(self.workers)),
            *("--threads", str(THREADS), "--timeout", "30", "--log-level", "warning"),
            *("--no-control-socket", *more),
        ]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the code with which to leave."""
    asked = _parser().parse_args(argv)
    others = os.umask(FOR_OWNER_ONLY)
    try:
        code: int = asked.run(asked)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return stopped.code
    except (Misconfigured, UnknownSchema) as refused:
        print(f"Dit kan niet: {refused}", file=sys.stderr)
        return UNTRIED
    except sa.exc.DatabaseError as broken:
        kind = type(broken.orig or broken).__name__
        print(f"De opslag is niet te lezen ({kind}).", file=sys.stderr)
        return UNTRIED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        os.umask(others)
    return code


def _demo(asked: argparse.Namespace) -> int:
    folder: Path = asked.folder
    if asked.fresh or not demo_folder.has_demo(folder):
        print("De oefengemeente wordt gemaakt, iedereen erin is verzonnen.", flush=True)
        demo_folder.make_demo(folder, _progress)
    else:
        demo_folder.bring_up(folder)
        print("De oefengemeente staat er nog, met wat u erin typte.")
    # what does not open must fail here, and not in a worker
    close_stores(demo_folder.demo_app(folder))
    if not asked.no_serve:
        _show_logins(asked.port)
        app = f"pga.demo.folder:demo_app({str(folder.resolve())!r})"
        _serve_for_ever(Server(app, HOST, asked.port, workers=2))
    return OK


def _serve(asked: argparse.Namespace) -> int:
    if bool(asked.certificate) != bool(asked.key):
        raise Stopped("Geef --certificate en --key samen.")
    if not _is_loopback(asked.host) and not asked.certificate:
        raise Stopped(
            f"{asked.host} is van buiten bereikbaar, en zonder https start PGA dan niet. Geef "
            "--certificate en --key, of zet een proxy met https voor 127.0.0.1."
        )
    settings = Settings.from_environment()
    close_stores(create_app(settings))
    _serve_for_ever(
        Server(
            "pga.app:create_app()",
            *(asked.host, asked.port, asked.workers, asked.certificate, asked.key),
        )
    )
    return OK


def _found(asked: argparse.Namespace) -> int:
    towns = dict(_town(text) for text in asked.municipality)
    key_file = os.environ.get("PGA_ROOT_KEY_FILE")
    if key_file:
        make_root_key(Path(key_file))
    settings = Settings.from_environment()
    make_stores(settings)
    with _open(settings):
        if kinds_of_store():
            raise Stopped("Deze opslag is al gesticht.", WRONG)
        found(Kind.REAL, towns)
    print(f"Gesticht: {', '.join(towns.values())}. Maak nu een beheerder: pga user add.")
    return OK


def _user_add(asked: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    role = Role(asked.role)
    with _open(settings):
        if asked.municipality not in municipality_names():
            raise Stopped(f"{asked.municipality}: zo'n gemeente is hier niet gesticht.", WRONG)
        try:
            add_user(
                Actor(COMMAND_LINE, "opdrachtregel", Role.ADMIN, asked.municipality),
                username=asked.username.casefold(),
                name=asked.name,
                password=_new_password(),
                grants={asked.municipality: role},
                rules=login_rules(settings),
            )
        except Invalid as invalid:
            texts = {str(code): text for code, text in PASSWORD_FAULT.items()} | INVALID
            reasons = (texts.get(str(code), str(code)) for code in invalid.problems.values())
            raise Stopped("\n".join(reasons), WRONG) from None
    print(f"{asked.name} heeft nu een account als {ROLE[role]}.")
    return OK


def _audit_verify(asked: argparse.Namespace) -> int:
    settings = demo_folder.settings_in(asked.demo) if asked.demo else Settings.from_environment()
    anchors: Path = asked.anchors or settings.heads
    if not anchors.is_file():
        raise Stopped(f"{anchors.name}: dit bestand met koppen is er niet.")
    try:
        noted = heads.read(anchors)
    except ValueError:
        raise Stopped(f"{anchors.name}: dit is geen bestand met koppen.") from None
    with _open(settings), glance() as session:
        lines = session.scalar(sa.select(sa.func.count()).select_from(EVENTS)) or 0
        if lines > MANY_LINES:
            print(f"Het logboek heeft {lines} regels. Even geduld.", file=sys.stderr)
        report = verify(session, noted)
    print(_as_json(report) if asked.json else _as_text(report))
    return OK if report.whole else WRONG


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
    with _open(Settings.from_environment()):
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
    with _open(Settings.from_environment()):
        sent, failed = send_digests(lambda to, waiting: post.send_digest(mail, to, waiting))
    print(f"Verstuurd: {sent}. Niet gelukt: {failed}.")
    return WRONG if failed else OK


@contextmanager
def _open(settings: Settings) -> Iterator[None]:
    """Open the stores of an installation for one command."""
    app: Flask = create_app(settings)
    try:
        with app.app_context():
            yield
    finally:
        close_stores(app)


def _serve_for_ever(server: Server) -> None:
    """Become the server: it gets our signals, and nothing of the command stays behind."""
    sys.stdout.flush()
    os.execv(sys.executable, server.argv)  # noqa: S606 - no shell, and no word of a user


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _progress(done: int, of: int) -> None:
    if sys.stdout.isatty():
        full = BAR * done // of
        end = "\n" if done == of else ""
        print(f"\r[{'=' * full}{' ' * (BAR - full)}] {done}/{of} casussen", end=end, flush=True)
    elif done == of or done % (of // 4) == 0:
        print(f"{done} van {of} casussen", flush=True)


def _show_logins(port: int) -> None:
    print(f"\nOpen http://{HOST}:{port} en kies wie u wilt zijn:\n")
    for username, role, name in SHOWN:
        print(f"  {username:<14} {role:<36} {name}")
    print(f"\nHet wachtwoord is voor allemaal: {PASSWORD}\nStoppen: Ctrl-C\n")


def _town(text: str) -> tuple[str, str]:
    code, equals, name = text.partition("=")
    if not (equals and name.strip() and re.fullmatch("[A-Z]{3}", code)):
        raise Stopped(f"{text}: schrijf een gemeente als LAR=Laren, met drie hoofdletters.")
    return code, name.strip()


def _new_password() -> str:
    """Ask twice at a keyboard; take one line when it is piped."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Wachtwoord: ")
    if getpass.getpass("Nog een keer: ") != password:
        raise Stopped("De twee wachtwoorden zijn niet gelijk.", WRONG)
    return password


def _as_text(report: Report) -> str:
    broken = {finding.chain: finding for finding in report.findings}
    return "\n".join(
        f"{chain}: regel {broken[chain].seq}: {FAULT[broken[chain].fault]} ({broken[chain].fault})"
        if chain in broken
        else f"{chain}: {lines} regels, heel"
        for chain, lines in report.lines.items()
    )


def _as_json(report: Report) -> str:
    findings = [
        {"chain": one.chain, "seq": one.seq, "fault": one.fault.value} for one in report.findings
    ]
    told = {"whole": report.whole, "lines": dict(report.lines), "findings": findings}
    return json.dumps(told, indent=2)


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "pga", description="Zaaksysteem voor de Persoonsgerichte aanpak."
    )
    commands = parser.add_subparsers(required=True, metavar="opdracht")

    demo = commands.add_parser("demo", help="een verzonnen gemeente om mee te oefenen")
    demo.add_argument("--fresh", action="store_true", help="maak haar opnieuw")
    demo.add_argument("--port", type=int, default=PORT)
    demo.add_argument("--no-serve", action="store_true", help="maak haar alleen")
    demo.add_argument("--folder", type=Path, default=demo_folder.FOLDER)
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="een echte installatie, uit de omgeving")
    serve.add_argument("--host", default=HOST)
    serve.add_argument("--port", type=int, default=PORT)
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument("--certificate", default="", help="voor https zonder proxy")
    serve.add_argument("--key", default="", help="de sleutel van het certificaat")
    serve.set_defaults(run=_serve)

    founding = commands.add_parser("found", help="sticht een nieuwe installatie")
    founding.add_argument("--municipality", nargs="+", required=True, metavar="LAR=Laren")
    founding.set_defaults(run=_found)

    user = commands.add_parser("user", help="accounts").add_subparsers(required=True)
    add = user.add_parser("add", help="een account, zoals de eerste beheerder")
    for name in ("--username", "--name", "--municipality"):
        add.add_argument(name, required=True)
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.set_defaults(run=_user_add)

    audit = commands.add_parser("audit", help="het logboek").add_subparsers(required=True)
    check = audit.add_parser("verify", help="is het logboek heel?")
    check.add_argument("--anchors", type=Path, help="het bestand met de koppen")
    check.add_argument("--json", action="store_true")
    check.add_argument("--demo", type=Path, nargs="?", const=demo_folder.FOLDER, metavar="MAP")
    check.set_defaults(run=_audit_verify)

    migrate = commands.add_parser("migrate", help="geef beide opslagplaatsen de nieuwste vorm")
    migrate.set_defaults(run=_migrate)
    migration = commands.add_parser("migration", help="een nieuwe migratie, uit de modellen")
    migration.add_argument("text", help="wat er verandert")
    migration.set_defaults(run=_migration)
    sweep = commands.add_parser("sweep", help="ruim verlopen concepten en losse sleutels op")
    sweep.set_defaults(run=_sweep)
    digest = commands.add_parser("digest", help="mail wie dat wil hoeveel er klaarstaat")
    digest.set_defaults(run=_digest)
    return parser
