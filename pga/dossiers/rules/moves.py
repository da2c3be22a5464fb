"""How a dossier moves: the engine; the table of moves is of the room that has them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from pga.access.permissions import Permission

C = TypeVar("C", bound=StrEnum)
S = TypeVar("S", bound=StrEnum)
N = TypeVar("N", bound=StrEnum)
R = TypeVar("R", bound=StrEnum)
T = TypeVar("T")


class NeedKind(StrEnum):
    """Where somebody mends what is missing."""

    GIVEN_ON_FORM = "given_on_form"
    """On the screen of the move itself, so that screen may be opened without it."""
    MUST_STAND = "must_stand"
    """Elsewhere in the dossier, before the screen of the move is of use."""


class UnknownMove(KeyError):
    """Somebody asked for a move that is not in the table; that is our mistake, not the user's."""


@dataclass(frozen=True)
class Move(Generic[C, S, N, R]):
    """One line of the table: its code, from where to where, who may, what it needs and records."""

    code: C
    source: S
    target: S
    permission: Permission
    needs: tuple[N, ...]
    records: tuple[R, ...] = ()


@dataclass(frozen=True)
class Workflow(Generic[C, S, N, R, T]):
    """The table of a room, how each need is seen in its snapshot, and which must stand before."""

    moves: tuple[Move[C, S, N, R], ...]
    checks: Mapping[N, Callable[[T], bool]]
    must_stand: Collection[N]

    def find_move(self, code: C) -> Move[C, S, N, R]:
        """Return the move of this name; UnknownMove when there is none."""
        found = next((move for move in self.moves if move.code is code), None)
        if found is None:
            raise UnknownMove(code)
        return found

    def between(self, source: S, target: S) -> Move[C, S, N, R]:
        """Return the one move between two states; UnknownMove when there is none."""
        for move in self.moves_from(source):
            if move.target is target:
                return move
        raise UnknownMove(source.value, target.value)

    def moves_from(self, state: S) -> tuple[Move[C, S, N, R], ...]:
        """Return the moves out of a state, in the order of the table."""
        return tuple(move for move in self.moves if move.source is state)

    def missing(self, move: Move[C, S, N, R], snapshot: T) -> tuple[N, ...]:
        """Return everything that still has to be done, in the order of the table."""
        return tuple(need for need in move.needs if not self.checks[need](snapshot))

    def standing_missing(self, move: Move[C, S, N, R], snapshot: T) -> tuple[N, ...]:
        """Return what must be mended before the screen of the move is of use."""
        return tuple(need for need in self.missing(move, snapshot) if need in self.must_stand)
