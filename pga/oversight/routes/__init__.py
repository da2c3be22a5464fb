"""The desk of the FG: the trail, and what was opened in need."""

from pga.oversight.routes import desk, emergency, trail
from pga.oversight.routes.blueprint import bp

__all__ = ["bp", "desk", "emergency", "trail"]
