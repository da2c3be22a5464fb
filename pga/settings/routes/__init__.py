"""Pages of the beheerder: which terms count, what the municipality is, what a list says."""

from pga.settings.routes import lists, logo, retention, values
from pga.settings.routes.blueprint import HOLDERS, PREVIEW, bp

__all__ = ["HOLDERS", "PREVIEW", "bp", "lists", "logo", "retention", "values"]
