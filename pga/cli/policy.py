"""Print who may do what, as the policy itself says it."""

import argparse
import json
from collections.abc import Iterator
from typing import Any, Final

from pga.access.permissions import Permission, Role
from pga.access.policy import SYSTEM_MAY, ActorKind, Test, tests_for
from pga.accounts.labels import ROLE
from pga.cli.leaving import OK
from pga.cli.markdown import as_table

TITLE: Final = """# Wie wat mag

Geschreven door `pga policy table` uit `pga/access/policy.py`. Wat er niet staat, mag niet. Van wat
er staat, moet elke toets kloppen."""
SYSTEM: Final = "het systeem"
MEANS: Final = {
    "not_recused": "kent de persoon niet",
    "cleared": "heeft geldige VOG, opleiding en geheimhouding",
    "own_municipality": "het dossier is van de eigen gemeente",
    "linked": "is aan het dossier gekoppeld",
    "beyond_emergency": "is er niet alleen met noodtoegang",
    "linked_or_emergency": "is gekoppeld of heeft noodtoegang",
    "waits_for_team": "het dossier ligt bij team Veiligheid",
    "linked_or_open_intake": "is gekoppeld, of het dossier heeft nog niemand",
    "any_way_in": (
        "is gekoppeld, heeft noodtoegang, het dossier heeft nog niemand, of het is voorbij en de "
        "vrager was de laatste procesregisseur"
    ),
    "linked_or_last": "is gekoppeld, of was de laatste procesregisseur van wat voorbij is",
    "open_or_last": "het dossier loopt, of de vrager was de laatste procesregisseur",
    "running": "het dossier loopt",
    "leads": "is casusregisseur van het dossier",
    "director": "is procesregisseur van het dossier",
    "unrestricted": "de verwerking is niet beperkt (AVG 18)",
}
"""What each test asks, in Dutch."""


def add(commands: Any) -> None:
    """Add ``policy table``."""
    policy = commands.add_parser("policy", help="wie wat mag")
    table = policy.add_subparsers(required=True, metavar="opdracht").add_parser(
        "table", help="recht, rol en toetsen, uit de code zelf"
    )
    table.add_argument("--json", action="store_true", help="voor een machine")
    table.set_defaults(run=_table)


def _table(asked: argparse.Namespace) -> int:
    rows = list(_rows())
    if asked.json:
        told = [
            {"permission": permission, "role": role, "tests": [test.code for test in tests]}
            for permission, role, tests in rows
        ]
        print(json.dumps(told, indent=2))
        return OK
    rights = as_table(
        ("recht", "rol", "toetsen"),
        (
            (
                f"`{permission}`",
                ROLE[role] if isinstance(role, Role) else SYSTEM,
                ", ".join(f"`{test.code}`" for test in tests),
            )
            for permission, role, tests in rows
        ),
    )
    met = sorted({test.code for _, _, tests in rows for test in tests})
    means = as_table(("toets", "vraagt"), ((f"`{code}`", MEANS[code]) for code in met))
    print(f"{TITLE}\n\n{rights}\n\n{means}")
    return OK


def _rows() -> Iterator[tuple[Permission, Role | ActorKind, tuple[Test, ...]]]:
    for permission in Permission:
        for role in Role:
            tests = tests_for(role, permission)
            if tests is not None:
                yield permission, role, tests
        if permission in SYSTEM_MAY:
            yield permission, ActorKind.SYSTEM, ()
