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
from pga.cli import audit, columns, founding, policy, serving, tending, workflow
from pga.cli.leaving import INTERRUPTED, UNTRIED, Stopped
from pga.core.schema import OldRows, UnknownSchema

STORIES: Final = (serving, founding, audit, policy, workflow, columns, tending)
FOR_OWNER_ONLY: Final = 0o077
"""What others may not do with a file that a command makes: anything."""
OLD_ROWS: Final = "Zet ze over met: pga migrate --rows."
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
    except OldRows as waiting:
        print(f"Er staan rijen van een oudere versie ({waiting}). {OLD_ROWS}", file=sys.stderr)
        return UNTRIED
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "pga", description="Zaaksysteem voor de Persoonsgerichte aanpak.", epilog=LEAVES
    )
    commands = parser.add_subparsers(required=True, metavar="opdracht")
    for story in STORIES:
        story.add(commands)
    return parser
