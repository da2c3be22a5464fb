"""Hide small cells: a number below the threshold can point at a person (pga.md 8.3)."""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

SMALL: Final = 5
"""Numbers from 1 up to this one are not shown (decisions.md 23)."""

Key = TypeVar("Key", bound=Hashable)


def masked(counts: Mapping[Key, int], *, threshold: int = SMALL) -> dict[Key, int | None]:
    """Return the counts with the small ones hidden as None; a zero tells of nobody and stays.

    What is hidden must be two cells at least, and as much together as the threshold: else the total
    tells. The smallest shown ones go too until that is so.
    """
    hidden = {key for key, count in counts.items() if 0 < count < threshold}
    shown = sorted(counts.keys() - hidden, key=lambda key: counts[key])
    rest = [key for key in shown if counts[key]]
    while hidden and rest and _tells(hidden, counts, threshold):
        hidden.add(rest.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}


def _tells(hidden: set[Key], counts: Mapping[Key, int], threshold: int) -> bool:
    return len(hidden) == 1 or sum(counts[key] for key in hidden) < threshold
