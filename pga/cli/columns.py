"""Print each column of each table: sealed, or why it may be read as it is."""

import argparse
import json
from typing import Any, Final

from pga.cli.leaving import OK
from pga.cli.markdown import as_table
from pga.core.database import Base
from pga.privacy.register import columns

TITLE: Final = """# Wat er in de opslag staat

Geschreven door `pga columns` uit de modellen en `pga/privacy/register.py`. Een verzegelde kolom
houdt alleen bytes. Van elke andere staat er waarom zij te lezen mag zijn."""
SEALED: Final = "verzegeld"


def add(commands: Any) -> None:
    """Add ``columns``."""
    listing = commands.add_parser("columns", help="elke kolom: verzegeld, of waarom niet")
    listing.add_argument("--json", action="store_true", help="voor een machine")
    listing.set_defaults(run=_columns)


def _columns(asked: argparse.Namespace) -> int:
    lines = columns(Base.metadata)
    if asked.json:
        told = [
            {"table": line.table, "column": line.column, "sealed": line.sealed, "why": line.why}
            for line in lines
        ]
        print(json.dumps(told, indent=2))
        return OK
    rows = (
        (f"`{line.table}`", f"`{line.column}`", f"**{SEALED}**" if line.sealed else line.why)
        for line in lines
    )
    count = sum(line.sealed for line in lines)
    told_of = f"{len(lines)} kolommen, waarvan {count} verzegeld."
    print(f"{TITLE}\n\n{told_of}\n\n{as_table(('tabel', 'kolom', 'hoe'), rows)}")
    return OK
