"""Check the trail: its lines, its heads, and with ``--rows`` what it says of the rows."""

import argparse
import json
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from pga.cli.installation import opened, settings_of
from pga.cli.leaving import OK, WRONG, Stopped
from pga.cli.waiting import ProgressBar
from pga.core.database import glance
from pga.demo.folder import FOLDER
from pga.privacy import heads, rows
from pga.privacy.heads import ChainHead
from pga.privacy.rows import RowFault, RowReport, verify_rows
from pga.privacy.trail import EVENTS
from pga.privacy.verify import ChainFault, Report, verify

FAULT: Final = {
    ChainFault.GAP: "er ontbreekt een regel, of er is er een dubbel",
    ChainFault.LINK: "de regel sluit niet aan op de regel ervoor",
    ChainFault.HASH: "de regel is veranderd",
    ChainFault.MAC: "de regel is niet door deze installatie geschreven",
    ChainFault.HEAD: "de laatste regel is niet de regel die als laatste is genoteerd",
    ChainFault.ANCHOR: (
        "de keten mist de kop die buiten de opslag is genoteerd: het einde is afgeknipt"
    ),
}
SHOWN: Final = 100
"""How many rows are named one by one on a terminal; a machine gets them all."""
ROW_FAULT: Final = {
    RowFault.CHANGED: "veranderd zonder regel in het logboek",
    RowFault.OLDER: "teruggezet op een vroegere inhoud",
    RowFault.VANISHED: "verdwenen zonder regel in het logboek",
    RowFault.APPEARED: "erbij gekomen zonder regel in het logboek",
    RowFault.KEYLESS: "een dossier waarvan de sleutel weg is, zonder dat het is vernietigd",
    RowFault.UNREADABLE: "er staat iets in wat er niet kan staan; niet verder vergeleken",
}


def add(commands: Any) -> None:
    """Add ``audit verify``."""
    audit = commands.add_parser("audit", help="het logboek")
    check = audit.add_subparsers(required=True, metavar="opdracht").add_parser(
        "verify", help="is het logboek heel?"
    )
    check.add_argument("--rows", action="store_true", help="vergelijk ook de rijen met het logboek")
    check.add_argument("--anchors", type=Path, metavar="BESTAND", help="het bestand met de koppen")
    check.add_argument("--json", action="store_true", help="voor een machine")
    check.add_argument(
        "--demo", type=Path, nargs="?", const=FOLDER, metavar="MAP", help="van de oefengemeente"
    )
    check.set_defaults(run=_verify)


def _verify(asked: argparse.Namespace) -> int:
    settings = settings_of(asked.demo)
    noted = _noted(asked.anchors or settings.heads)
    with opened(settings), glance() as session:
        lines = session.scalar(sa.select(sa.func.count()).select_from(EVENTS)) or 0
        report = verify(session, noted, ProgressBar("regels", lines).more)
        compared = None
        if asked.rows:
            compared = verify_rows(
                session, ProgressBar("regels en rijen", rows.count(session)).more
            )
    print(_as_json(report, compared) if asked.json else _as_text(report, compared))
    return OK if report.whole and (compared is None or compared.whole) else WRONG


def _noted(anchors: Path) -> dict[str, ChainHead]:
    if not anchors.is_file():
        raise Stopped(f"{anchors.name}: dit bestand met koppen is er niet.")
    try:
        return heads.read(anchors)
    except ValueError:
        raise Stopped(f"{anchors.name}: dit is geen bestand met koppen.") from None


def _as_text(report: Report, compared: RowReport | None) -> str:
    broken = {finding.chain: finding for finding in report.findings}
    told = [
        f"{chain}: regel {broken[chain].seq}: {FAULT[broken[chain].fault]} ({broken[chain].fault})"
        if chain in broken
        else f"{chain}: {lines} regels, heel"
        for chain, lines in report.lines.items()
    ]
    if compared:
        told += [
            f"{one.table} {one.row_id}: {ROW_FAULT[one.fault]} ({one.fault})"
            for one in compared.findings[:SHOWN]
        ]
        told += [
            f"Rijen: {sum(compared.rows.values())} vergeleken, in {len(compared.rows)} tabellen.",
            f"Niet zoals het logboek zegt: {len(compared.findings)}.",
            f"Niet vergeleken, want geen regel gaat erover: {', '.join(compared.uncovered)}.",
        ]
    return "\n".join(told)


def _as_json(report: Report, compared: RowReport | None) -> str:
    told: dict[str, Any] = {
        "whole": report.whole,
        "lines": dict(report.lines),
        "findings": [
            {"chain": one.chain, "seq": one.seq, "fault": one.fault.value}
            for one in report.findings
        ],
    }
    if compared:
        told["rows"] = {
            "whole": compared.whole,
            "compared": dict(compared.rows),
            "findings": [
                {"table": one.table, "row": one.row_id, "fault": one.fault.value}
                for one in compared.findings
            ],
            "uncovered": list(compared.uncovered),
        }
    return json.dumps(told, indent=2)
