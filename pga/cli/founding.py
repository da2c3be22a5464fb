"""Found an installation, and make the accounts with which it begins."""

import argparse
import getpass
import os
import re
import sys
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from config import Kind, Settings, make_root_key
from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.labels import PASSWORD as PASSWORD_FAULT
from pga.accounts.labels import ROLE, USER
from pga.accounts.reading.approvals import two_people
from pga.accounts.rules.granting import problems_of_place
from pga.accounts.services import add_user
from pga.app.stores import login_rules, make_stores
from pga.cli.installation import opened
from pga.cli.leaving import OK, WRONG, Stopped
from pga.core.errors import Invalid
from pga.partners.reading import list_workplaces
from pga.settings.reading import municipality_names
from pga.settings.services import found, kinds_of_store

COMMAND_LINE: Final = UUID(int=0)
"""Who the trail says it was: the command itself, which has no account."""
FOUNDED: Final = (
    "{}: hier zijn al twee mensen die samen een rol kunnen geven, een beheerder en nog een "
    "beheerder of de coördinator. Maak het account in PGA, bij Gebruikers."
)
INVALID: Final = {"taken": "Deze gebruikersnaam is al in gebruik."}


def add(commands: Any) -> None:
    """Add ``found`` and ``user add``."""
    founding = commands.add_parser("found", help="sticht een nieuwe installatie")
    founding.add_argument("--municipality", nargs="+", required=True, metavar="LAR=Laren")
    founding.set_defaults(run=_found)

    user = commands.add_parser("user", help="accounts")
    new = user.add_subparsers(required=True, metavar="opdracht").add_parser(
        "add", help="een account, zoals de eerste beheerder"
    )
    for name in ("--username", "--name", "--municipality"):
        new.add_argument(name, required=True)
    new.add_argument("--role", required=True, choices=[role.value for role in Role])
    new.add_argument(
        "--organisation", default="", help="voor wie iemand werkt, bij een rol buiten de gemeente"
    )
    new.set_defaults(run=_user_add)


def _found(asked: argparse.Namespace) -> int:
    towns = dict(_town(text) for text in asked.municipality)
    key_file = os.environ.get("PGA_ROOT_KEY_FILE")
    if key_file:
        make_root_key(Path(key_file))
    settings = Settings.from_environment()
    make_stores(settings)
    with opened(settings):
        if kinds_of_store():
            raise Stopped("Deze opslag is al gesticht.", WRONG)
        found(Kind.REAL, towns)
    print(f"Gesticht: {', '.join(towns.values())}. Maak nu een beheerder: pga user add.")
    return OK


def _user_add(asked: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    role = Role(asked.role)
    with opened(settings):
        if asked.municipality not in municipality_names():
            raise Stopped(f"{asked.municipality}: zo'n gemeente is hier niet gesticht.", WRONG)
        keeper = Actor(COMMAND_LINE, "opdrachtregel", Role.ADMIN, asked.municipality)
        if two_people(keeper):
            raise Stopped(FOUNDED.format(asked.municipality), WRONG)
        organisation = _organisation(keeper, role, asked.organisation)
        try:
            add_user(
                keeper,
                username=asked.username.casefold(),
                name=asked.name,
                password=_new_password(),
                grants={asked.municipality: role},
                rules=login_rules(settings),
                organisations={asked.municipality: organisation} if organisation else {},
            )
        except Invalid as invalid:
            texts = {str(code): text for code, text in PASSWORD_FAULT.items()} | INVALID
            reasons = (texts.get(str(code), str(code)) for code in invalid.problems.values())
            raise Stopped("\n".join(reasons), WRONG) from None
    print(f"{asked.name} heeft nu een account als {ROLE[role]}.")
    return OK


def _organisation(keeper: Actor, role: Role, name: str) -> UUID | None:
    """Return for whom somebody works; stops when that has to be known, and is not."""
    here = {one.name: one.id for one in list_workplaces(keeper) if one.counts}
    if name and name not in here:
        raise Stopped(f"{name}: zo'n organisatie telt hier vandaag niet.", WRONG)
    found = here.get(name)
    wrong = problems_of_place(role, found, here.values())
    if wrong:
        raise Stopped("\n".join(USER[code] for code in wrong.values()), WRONG)
    return found


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
