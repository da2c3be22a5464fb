"""Walk over what has to be there: of nothing, everything is true."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def some(things: Iterable[T]) -> list[T]:
    """Return the things, and fail when there is none to say something about."""
    found = list(things)
    assert found, "nothing to look at"
    return found
