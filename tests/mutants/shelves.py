"""The shelves of the house that mutants are spread over."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.reach.reads import ROOT

ROOMS: Final = ("access", "privacy", "core")
"""Rooms that are one shelf."""
GATE: Final = "gate"
"""What each request and each form goes through, and the clause by which a dossier is found."""
THROUGH: Final = (
    *("app/gate", "accounts/session", "accounts/handshake", "accounts/asked"),
    *("web/guards", "web/merging", "web/whose", "dossiers/scope"),
)
SHELVES: Final = ("rules", "services", "reading", "routes", "forms")
TEMPLATES: Final = "templates"
ALL: Final = (*SHELVES[:3], *ROOMS, GATE, *SHELVES[3:], TEMPLATES)


def shelf_of(path: Path) -> str:
    """Return the shelf of a file, or nothing for what no mutant is put into."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] == TEMPLATES:
        return TEMPLATES
    if parts[0] != "pga" or len(parts) < 3 or parts[1] == "demo":
        return ""
    if parts[1] in ROOMS:
        return parts[1]
    if "/".join(parts[1:]) in THROUGH:
        return GATE
    return parts[2] if parts[2] in SHELVES else ""


def files_of(shelf: str) -> Iterator[Path]:
    """Give the files of a shelf, by name."""
    folder = ROOT / TEMPLATES if shelf == TEMPLATES else ROOT / "pga"
    pattern = "*.html" if shelf == TEMPLATES else "*.py"
    return (path for path in sorted(folder.rglob(pattern)) if shelf_of(path) == shelf)
