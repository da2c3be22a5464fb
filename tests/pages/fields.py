"""The fields of the forms of the house, found by their kind."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

from wtforms import Field

import pga


def fields_of(kind: type[Field]) -> dict[str, tuple[type, str, Any]]:
    """Return each field of a kind: by form and name, the form that has it, its name and itself."""
    found = {}
    for module in pkgutil.walk_packages(pga.__path__, "pga."):
        if ".forms" not in module.name:
            continue
        for form in vars(import_module(module.name)).values():
            if inspect.isclass(form) and form.__module__ == module.name:
                for name, field in vars(form).items():
                    made = getattr(field, "field_class", None)
                    if inspect.isclass(made) and issubclass(made, kind):
                        found[f"{form.__name__}.{name}"] = form, name, field
    return found
