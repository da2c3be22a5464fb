"""Mag ik dit delen? The table of partner × phase × kind of data, its versions and its answer.

The table is data, the FG approves it, and what is not in it is *nee*.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.partners.rules import Bound, PartnerKind
from pga.privacy.disclosure_codes import Category


class Phase(StrEnum):
    """The columns of the table (pga.md 5)."""

    REFERRAL = "referral"
    """Aanmelding."""
    TRIAGE = "triage"
    """Weging."""
    ROUND = "round"
    """Informatieronde."""
    PLAN = "plan"
    """Overleg en plan."""
    AFTER = "after"
    """Na afsluiting."""


class SharingAnswer(StrEnum):
    """What the table says."""

    YES = "yes"
    """Ja."""
    IF = "if"
    """Ja, mits: under a condition that a person judges."""
    NO = "no"
    """Nee."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: on what it rests, and what to say to the person."""

    answer: SharingAnswer
    source: str
    """The article, or the agreement."""
    sentence: str
    condition: str = ""
    """The *mits*, in words; empty for another answer."""
    why: str = ""
    """Why the cell became so; not a part of what it says."""

    def says(self, other: "Cell") -> bool:
        """Tell whether another cell says the same, whatever the reason was."""
        return replace(self, why="") == replace(other, why="")


TABLED: Final[tuple[Category, ...]] = tuple(one for one in Category if one is not Category.VIEW)
"""What the table speaks of: the person's own view is heard at a casusoverleg and goes to nobody."""
Place = tuple[PartnerKind, Phase, Category]
Table = Mapping[Place, Cell]

NOT_SAID: Final = Cell(SharingAnswer.NO, "", "")
"""What a cell says that nobody filled."""
SPECIAL: Final = frozenset({Category.CARE, Category.CRIMINAL})
"""Special and criminal data (AVG 9 and 10): never on the word of a table nobody approved."""


def cell_at(table: Table, kind: PartnerKind, phase: Phase, category: Category) -> Cell:
    """Return what the table says there; an empty place is *nee*."""
    return table.get((kind, phase, category), NOT_SAID)


class SharingBar(StrEnum):
    """What stands before the table, so that its answer is less than it says."""

    NO_KIND = "no_kind"
    """Nobody said what kind of organisation it is."""
    UNBOUND = "unbound"
    """It never signed, and no decision lets it take part (reglement art. 18)."""
    EXPIRED = "expired"
    """What it signed does not count any more."""
    NO_TABLE = "no_table"
    """There is no table yet."""
    NOT_APPROVED = "not_approved"
    """The FG did not approve the table yet (docs/decisions/0013)."""


_OF_BOUND: Final = {Bound.UNBOUND: SharingBar.UNBOUND, Bound.EXPIRED: SharingBar.EXPIRED}


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the table, and whether it is one that the FG approved."""

    number: int
    table: Table
    approved_from: date | None = None


@dataclass(frozen=True, slots=True)
class CategoryAnswer:
    """The answer for one kind of data; a bar says why it is less than its cell."""

    category: Category
    answer: SharingAnswer
    cell: Cell
    bar: SharingBar | None = None


def may_share(
    edition: Edition | None,
    kind: PartnerKind | None,
    bound: Bound,
    phase: Phase,
    category: Category,
) -> CategoryAnswer:
    """Answer *mag ik dit delen* for one kind of data; whatever is not known makes it *nee*."""
    table = edition.table if edition else {}
    cell = NOT_SAID if kind is None else cell_at(table, kind, phase, category)
    if kind is None:
        return CategoryAnswer(category, SharingAnswer.NO, cell, SharingBar.NO_KIND)
    if bound is not Bound.BOUND:
        return CategoryAnswer(category, SharingAnswer.NO, cell, _OF_BOUND[bound])
    if edition is None:
        return CategoryAnswer(category, SharingAnswer.NO, cell, SharingBar.NO_TABLE)
    if edition.approved_from is None and cell.answer is not SharingAnswer.NO:
        careful = SharingAnswer.NO if category in SPECIAL else SharingAnswer.IF
        return CategoryAnswer(category, careful, cell, SharingBar.NOT_APPROVED)
    return CategoryAnswer(category, cell.answer, cell)


@dataclass(frozen=True, slots=True)
class Approved:
    """That the FG approved a version, and from which day it counts."""

    version_id: UUID
    number: int
    from_on: date


def in_force(approved: Iterable[Approved], day: date) -> Approved | None:
    """Return the approval that counts on a day: of those whose day came, the newest version."""
    began = [one for one in approved if one.from_on <= day]
    return max(began, key=lambda one: one.number, default=None)


@dataclass(frozen=True, slots=True)
class CellGiven:
    """A change as given: one answer for a kind of partner and of data, in these phases."""

    kind: PartnerKind
    category: Category
    phases: frozenset[Phase]
    cell: Cell


class SharingFault(StrEnum):
    """What can be wrong with a change of the table, or with approving one."""

    NO_PHASE = "no_phase"
    """No phase was chosen."""
    NO_CONDITION = "no_condition"
    """*Ja, mits* without a condition."""
    SAME = "same"
    """The table says this already."""
    NEWER = "newer"
    """Somebody made a newer version since this page was shown."""
    PAST = "past"
    """A day that has gone by."""
    OWN = "own"
    """Who drafted a version does not approve it."""
    SETTLED = "settled"
    """This version is approved already."""


def changed(table: Table, given: CellGiven) -> dict[Place, Cell]:
    """Return the table with a change in it; what it was stays in the version before."""
    return {**table, **{(given.kind, phase, given.category): given.cell for phase in given.phases}}


def faults_of_change(table: Table, given: CellGiven) -> dict[str, SharingFault]:
    """Return what is wrong with a change, by field."""
    if not given.phases:
        return {"phases": SharingFault.NO_PHASE}
    if given.cell.answer is SharingAnswer.IF and not given.cell.condition:
        return {"condition": SharingFault.NO_CONDITION}
    if not differences(table, changed(table, given)):
        return {"": SharingFault.SAME}
    return {}


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What became different for a kind of partner and of data, in the phases where it is alike."""

    kind: PartnerKind
    category: Category
    phases: tuple[Phase, ...]
    was: Cell
    now: Cell


def differences(was: Table, now: Table) -> tuple[TableDifference, ...]:
    """Return each cell that says something else, phases that changed alike together."""
    found: dict[tuple[PartnerKind, Category, Cell, Cell], list[Phase]] = {}
    for kind in PartnerKind:
        for category in TABLED:
            for phase in Phase:
                before, after = (cell_at(one, kind, phase, category) for one in (was, now))
                if not before.says(after):
                    found.setdefault((kind, category, before, after), []).append(phase)
    return tuple(
        TableDifference(kind, category, tuple(phases), before, after)
        for (kind, category, before, after), phases in found.items()
    )


def alike(
    table: Table, kind: PartnerKind, category: Category
) -> tuple[tuple[Cell, tuple[Phase, ...]], ...]:
    """Return the cells of a kind of partner and of data, each with its phases; *ja* comes first."""
    found: dict[Cell, list[Phase]] = {}
    for phase in Phase:
        cell = replace(cell_at(table, kind, phase, category), why="")
        found.setdefault(cell, []).append(phase)
    order = list(SharingAnswer)
    groups = sorted(found.items(), key=lambda one: order.index(one[0].answer))
    return tuple((cell, tuple(phases)) for cell, phases in groups)


def packed(table: Table) -> str:
    """Return a table as the text that is kept."""
    rows = [
        [*place, cell.answer, cell.condition, cell.source, cell.sentence, cell.why]
        for place, cell in sorted(table.items())
    ]
    return json.dumps(rows, ensure_ascii=False)


def unpacked(kept: str) -> dict[Place, Cell]:
    """Return the table of a text that was kept."""
    return {
        (PartnerKind(kind), Phase(phase), Category(category)): Cell(
            SharingAnswer(answer), source, sentence, condition, why
        )
        for kind, phase, category, answer, condition, source, sentence, why in json.loads(kept)
    }
