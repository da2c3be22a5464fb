"""The command ``pga``: the demo, the server, and what the keeper of an installation does by hand.

One file per story. Answers go to the one side of a terminal, progress and refusals to the other.
How it leaves stands in ``pga/cli/leaving.py``, and in its help.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from config import Misconfigured
from pga.cli import audit, columns, founding, policy, serving, spans, tending, workflow
from pga.cli.leaving import INTERRUPTED, UNTRIED, Stopped
from pga.core.schema import OldRows, UnknownSchema
from pga.privacy.belonging import Apart, Rift

STORIES: Final = (serving, founding, audit, policy, workflow, columns, spans, tending)
FOR_OWNER_ONLY: Final = 0o077
"""What others may not do with a file that a command makes: anything."""
OLD_ROWS: Final = "Zet ze over met: pga migrate --rows."
APART: Final = {
    Rift.EMPTY_DATA: (
        "Er zijn sleutels, en de gegevensopslag is leeg. Kijk het adres in PGA_DATABASE na, of zet "
        "eerst de gegevens terug."
    ),
    Rift.OTHER_STORES: (
        "Deze gegevens en deze sleutels zijn van twee installaties. Kijk de adressen in "
        "PGA_DATABASE en PGA_KEYSTORE na."
    ),
    Rift.OTHER_ROOT: (
        "Deze hoofdsleutel hoort niet bij deze opslag. Zet PGA_ROOT_KEY_FILE op de goede sleutel."
    ),
    Rift.UNTOLD: (
        "De gegevens of de sleutels dragen nog geen kenmerk van hun installatie. Geef: pga migrate."
    ),
}
REFUSALS: Final = (Misconfigured, UnknownSchema, Apart, sa.exc.DatabaseError)
UNCHANGED: Final = "Er is niets veranderd."
LEAVES: Final = "Eindigt met 0: in orde; 1: niet in orde; 2: niet te zeggen, of verkeerd gevraagd."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the code with which to leave."""
    asked = _parser().parse_args(argv)
    others = os.umask(FOR_OWNER_ONLY)
    try:
        code: int = asked.run(asked)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return stopped.code
    except REFUSALS as refused:
        print(_sentence(refused), file=sys.stderr)
        return UNTRIED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        os.umask(others)
    return code


def _sentence(refused: Exception) -> str:
    """Say why an installation does not open, and where it helps what to do."""
    if isinstance(refused, Apart):
        return f"{APART[refused.rift]} {UNCHANGED}"
    if isinstance(refused, OldRows):
        return f"Er staan rijen van een oudere versie ({refused}). {OLD_ROWS}"
    if isinstance(refused, sa.exc.DatabaseError):
        return f"De opslag is niet te lezen ({type(refused.orig or refused).__name__})."
    return f"Dit kan niet: {refused}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "pga", description="Zaaksysteem voor de Persoonsgerichte aanpak.", epilog=LEAVES
    )
    commands = parser.add_subparsers(required=True, metavar="opdracht")
    for story in STORIES:
        story.add(commands)
    return parser
