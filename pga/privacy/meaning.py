"""What a table of a dossier means: said once, on the model, for all that walks its rows.

``__told__`` says what a new or changed row is to who looked before, ``__changes__`` whether
*Wijzigingen* shows what it held, ``__end__`` what becomes of it when the dossier is destroyed. A
test refuses a table without its words.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

EMPTIED: Final = "-"
"""Before the name of a field in a version: it held something, and holds nothing any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the rows of a table are to who looked before; a kind of news, or nothing."""

    born: StrEnum | None = None
    """What a new row is."""
    changed: StrEnum | None = None
    """What any other change is, but of the fields below."""
    fields: Mapping[str, StrEnum] = field(default_factory=dict)
    """What a change of one field is."""
    emptied: Mapping[str, StrEnum] = field(default_factory=dict)
    """What it is when a field of those holds nothing any more: that undoes what it was before."""
    but: frozenset[str] = frozenset()
    """Fields that another row tells of."""
    but_with: str = ""
    """A field that is told elsewhere, and with it all that changes at that moment."""

    def kinds(self, names: Collection[str], *, born: bool) -> frozenset[StrEnum]:
        """Return what a new row is, or one of which these fields changed."""
        if born:
            return frozenset(filter(None, (self.born,)))
        changed = {name for name in names if not name.startswith(EMPTIED)}
        found = {self.fields[name] for name in changed if name in self.fields}
        for name, kind in self.emptied.items():
            if EMPTIED + name in names:
                found = found - {self.fields[name]} | {kind}
        rest = changed - self.fields.keys() - self.but
        if self.changed is not None and rest and self.but_with not in rest:
            found.add(self.changed)
        return frozenset(found)

    @property
    def standing(self) -> frozenset[StrEnum]:
        """Return the kinds of which only the last counts for one row."""
        undone = (self.fields[name] for name in self.emptied)
        return frozenset((*undone, *self.emptied.values()))


@dataclass(frozen=True, slots=True)
class Untold:
    """No change of these rows is news, for a reason."""

    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """*Wijzigingen* shows what a row of this table held before."""

    but: frozenset[str] = frozenset()
    """Fields that say nothing beside the one that changes with them."""


@dataclass(frozen=True, slots=True)
class NotShown:
    """*Wijzigingen* never opens a former value of this table, for a reason."""

    why: str


class End(StrEnum):
    """What becomes of the rows of a table when their dossier is destroyed."""

    GOES = "goes"
    """Deleted: it is about the person."""
    NUMBER = "number"
    """Stays to be counted; what it says in words went with the key."""
    STAYS = "stays"
    """Stays as it is: nothing in it is about the person."""
