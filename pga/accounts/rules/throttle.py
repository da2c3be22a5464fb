"""How long to wait after wrong tries: five are free, then it doubles, up to a quarter of an hour.

Never a hard lock: a stranger must not lock a colleague out (privacy-and-security.md 5.1).
"""

from datetime import timedelta
from typing import Final

FREE: Final = 5
LONGEST: Final = timedelta(minutes=15)


def waiting_time(failures: int) -> timedelta:
    """Return how long the next try has to wait after so many wrong ones in a row."""
    if failures < FREE:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE + 1, 20)), LONGEST)
