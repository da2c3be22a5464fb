"""Imports the house with its marks; what Python kept of an earlier import is left alone."""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

HOUSE: Final = ("config", "pga")

Change = Callable[[str, str], CodeType]
"""Makes the code of a module from its source and its path."""


class Changed(SourceFileLoader):
    """Loads a module as something else than its source says."""

    def __init__(self, name: str, path: str, change: Change) -> None:
        super().__init__(name, path)
        self.change = change

    def get_code(self, _fullname: str) -> CodeType:
        return self.change(Path(self.path).read_text("utf-8"), self.path)


class Importer(MetaPathFinder):
    """Finds the modules of the house and has them loaded changed."""

    def __init__(self, change: Change, only: str | None = None) -> None:
        self.change, self.only = change, only

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in HOUSE or self.only not in {None, fullname}:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Changed(fullname, spec.loader.path, self.change)
        return spec


def changing(change: Change, only: str | None = None) -> None:
    """Change what is imported from now on."""
    sys.meta_path.insert(0, Importer(change, only))
