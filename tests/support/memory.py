import os
import shutil
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - only the tests
DISK: Final = Path("/tmp")  # noqa: S108 - only the tests
ROOM: Final = 2 * 1024**3
"""In bytes: a container that gives less memory keeps its stores on the disk."""


def quick_folder() -> Path:
    """Return where the stores of tests go: in memory if there is room, as a disk is waited for."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else DISK


def pytest_configure() -> None:
    """Lay the folders of tests where the stores are: who founds a store waits for no disk."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(quick_folder()))
