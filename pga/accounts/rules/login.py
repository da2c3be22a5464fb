"""How long sessions last and what a login needs; the installation sets it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FRESH_FOR: Final = timedelta(minutes=5)
"""How long a proof of who is there counts for a heavy act."""


@dataclass(frozen=True, slots=True)
class LoginRules:
    """What this installation asks of a login; memory is in KiB."""

    idle: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=9)
    second_factor: bool = True
    memory: int = 65536
    passes: int = 3


def still_lives(seen_at: datetime, ends_at: datetime, now: datetime, rules: LoginRules) -> bool:
    """Tell whether a session is neither idle for too long nor past its end."""
    return now < seen_at + rules.idle and now < ends_at


def still_fresh(proved_at: datetime | None, now: datetime) -> bool:
    """Tell whether somebody proved shortly before who is there."""
    return proved_at is not None and proved_at <= now <= proved_at + FRESH_FOR
