"""Hide small cells: a number below the threshold can point at a person (pga.md 8.3)."""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

SMALL: Final = 5
"""Numbers from 1 up to this one are not shown (decisions.md 23)."""

Key = TypeVar("Key", bound=Hashable)


def masked(counts: Mapping[Key, int], *, threshold: int = SMALL) -> dict[Key, int | None]:
    """Return the counts with the small ones hidden as None; a zero tells of nobody and stays.

    When exactly one cell would be hidden, the smallest other one goes too: else the total tells.
    """
    hidden = {key for key, count in counts.items() if 0 < count < threshold}
    shown = [key for key, count in counts.items() if count >= threshold]
    if len(hidden) == 1 and shown:
        hidden.add(min(shown, key=lambda key: counts[key]))
    return {key: None if key in hidden else count for key, count in counts.items()}
