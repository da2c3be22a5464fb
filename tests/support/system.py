"""The system as who acts; in the product only two commands make it."""

from typing import Final

from pga.access.policy import System

SYSTEM: Final = System()
