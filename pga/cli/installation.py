"""The installation that a command works on: the one of the environment, or a demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from config import Settings
from pga.app import create_app
from pga.app.stores import close_stores
from pga.demo.folder import settings_in


def settings_of(demo: Path | None) -> Settings:
    """Return the settings of a demo when one is named, else those of the environment."""
    return settings_in(demo) if demo else Settings.from_environment()


@contextmanager
def opened(settings: Settings) -> Iterator[None]:
    """Open the stores of an installation for one command."""
    app: Flask = create_app(settings)
    try:
        with app.app_context():
            yield
    finally:
        close_stores(app)
