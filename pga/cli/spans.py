"""Print how far each day of a form may lie from today, as the forms themselves ask it."""

import argparse
import json
from typing import Any, Final

from pga.cli.leaving import OK
from pga.cli.markdown import as_table
from pga.core.spans import SPANS

TITLE: Final = """# Hoe ver een datum mag liggen

Geschreven door `pga spans` uit `pga/core/spans.py`. In dagen vanaf vandaag. Wat een wet of een
instelling van een datum zegt, is nauwer en staat in de regels."""


def add(commands: Any) -> None:
    """Add ``spans``."""
    listing = commands.add_parser("spans", help="hoe ver elke datum van een formulier mag liggen")
    listing.add_argument("--json", action="store_true", help="voor een machine")
    listing.set_defaults(run=_spans)


def _spans(asked: argparse.Namespace) -> int:
    if asked.json:
        told = [
            {"field": field, "back": span.back, "ahead": span.ahead}
            for field, span in SPANS.items()
        ]
        print(json.dumps(told, indent=2))
        return OK
    rows = ((f"`{field}`", str(one.back), str(one.ahead)) for field, one in SPANS.items())
    print(f"{TITLE}\n\n{as_table(('veld', 'terug', 'vooruit'), rows)}")
    return OK
