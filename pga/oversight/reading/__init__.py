"""What the FG checks: what waits, whether the trail is whole, and what stands in it."""

from pga.oversight.reading.check import check_trail
from pga.oversight.reading.desk import Oversight, get_desk
from pga.oversight.reading.trail import TrailLine, TrailPage, Wanted, get_trail, get_users

__all__ = [
    "Oversight",
    "TrailLine",
    "TrailPage",
    "Wanted",
    "check_trail",
    "get_desk",
    "get_trail",
    "get_users",
]
