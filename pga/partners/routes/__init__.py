"""Pages of partners: the organisations, and what may be shared with which kind of them."""

from pga.partners.routes import organisations, sharing
from pga.partners.routes.blueprint import bp

__all__ = ["bp", "organisations", "sharing"]
