"""What a request opens: each text is marked as it is opened, so that it is known again on the page.

Whatever stands in front of a text stands with it where it is shown, shortened or joined too. The
same words have the same mark, so that what is compared stays alike: who asks after one text gives
it words of its own.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final

import pytest

from pga.core import database
from pga.privacy import safe
from pga.privacy.columns import Json, all_sealed, sealed_fields

CODED: Final = frozenset(
    {
        *("person.birth", "guardian.informed", "guardian.relation", "recusal.bond"),
        *(
            "triage.criteria",
            "attendance.shown",
            "attendance.pending",
            "disclosure.categories",
            "disclosure.contents",
        ),
        *("row_version.former", "form_draft.fields", "second_factor.secret"),
        *("meeting_item.approved_list", "attendance.pending"),
    }
)
"""Cells that are read as a date, a code or a word of a list: a mark would make nonsense of them."""
CODES: Final = frozenset(
    {
        *("id", "goal_id", "domain", "status", "target_on", "kind", "due_on", "own", "outcome"),
        *("relation", "exception", "codes", "partners", "kinds", "scores"),
        "colleagues",
    }
)
"""What in a list or mapping is a code, an id or a date."""
PASSAGES: Final = frozenset({"passage", "passages"})
"""Words that are sought in another text, and stand on the page within that one."""
AROUND: Final = ("pga.app", "pga.accounts.session", "pga.accounts.handshake", "pga.accounts.asked")
"""What stands around each page, and what any form begins with: that has units of its own."""


@dataclass
class Cell:
    """One cell that was opened."""

    where: str
    """Table and column."""
    marks: set[str] = field(default_factory=set)
    """Each of these stands before one of its texts; of some only the words are known."""


@dataclass
class Opening:
    """What one request opened, and in which units of work."""

    cells: list[Cell] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    """Who opened a unit that is not of what stands around a page."""

    @property
    def fields(self) -> set[str]:
        """Return the fields of which something was opened."""
        return {cell.where for cell in self.cells}

    def unshown(self, answer: str) -> set[str]:
        """Return the fields of which a cell was opened of which no text stands in the answer."""
        shown = unescape(answer)
        return {
            cell.where
            for cell in self.cells
            if cell.marks and not any(mark in shown for mark in cell.marks)
        }


class Witness:
    """Sees each cell that is opened, and each unit of work."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._now: Opening | None = None
        self._marks: dict[str, str] = {}
        self._lists = {
            f"{model.__tablename__}.{name}"
            for model, name in all_sealed()
            if isinstance(sealed_fields(model)[name].kind, Json)
        }
        really, unit_of = safe.open_, database._opened

        def open_(key: Any, table: str, column: str, row: Any, cell: bytes) -> bytes:
            plain = really(key, table, column, row, cell)
            return self._seen(self._now, f"{table}.{column}", plain) if self._now else plain

        @contextmanager
        def opened(unit: database.Unit) -> Iterator[None]:
            who = _who()
            if self._now and not any(name.startswith(AROUND) for name in who[:3]):
                self._now.units.append(who[0])
            with unit_of(unit):
                yield

        monkeypatch.setattr(safe, "open_", open_)
        monkeypatch.setattr(database, "_opened", opened)

    @contextmanager
    def watching(self) -> Iterator[Opening]:
        """See what is opened in this block."""
        self._now = seen = Opening()
        try:
            yield seen
        finally:
            self._now = None

    def _seen(self, now: Opening, where: str, plain: bytes) -> bytes:
        cell = Cell(where)
        now.cells.append(cell)
        if where in CODED:
            return plain
        if where in self._lists:
            return json.dumps(self._marked(cell, json.loads(plain))).encode()
        return str(self._marked(cell, plain.decode())).encode()

    def _marked(self, cell: Cell, value: Any, name: str = "") -> Any:
        """Return a value with a mark before each of its texts, which the cell remembers."""
        if name in CODES:
            return value
        if isinstance(value, dict):
            return {key: self._marked(cell, one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [self._marked(cell, one, name) for one in value]
        if not isinstance(value, str) or not value:
            return value
        if name in PASSAGES:
            cell.marks.add(value)
            return value
        mark = self._marks.setdefault(value, f"zq{len(self._marks)}qz ")
        cell.marks.add(mark)
        return mark + value


def _who() -> list[str]:
    """Return the functions of the house that led here, the nearest first."""
    frame, names = sys._getframe(1), []
    while frame:
        name = str(frame.f_globals.get("__name__", ""))
        if name.startswith("pga.") and not name.startswith("pga.core."):
            names.append(f"{name}.{frame.f_code.co_name}")
        frame = frame.f_back
    return names
