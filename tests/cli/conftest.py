import io
import os
import shutil
import sys

import pytest

from config import Settings
from pga import cli
from pga.accounts.rules.login import LoginRules
from pga.app import create_app
from pga.app.stores import close_stores
from pga.cli import founding

PASSWORD = "zeven groene paraplu's op een rij"
NAMES = ("PGA_ROOT_KEY_FILE", "PGA_DATABASE", "PGA_KEYSTORE")
LAREN = ["found", "--municipality", "LAR=Laren", "BLA=Blaricum"]


def values_in(folder):
    """Return what names an installation in a folder."""
    stores = (f"sqlite:///{folder / name}" for name in ("pga.db", "keys.db"))
    return dict(zip(NAMES, (str(folder / "root.key"), *stores), strict=True))


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Let a password cost next to nothing."""
    monkeypatch.setattr(founding, "login_rules", lambda _: LoginRules(memory=8, passes=1))


@pytest.fixture
def nowhere(monkeypatch):
    """A terminal in which no installation is named."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A terminal that names an installation which is still to be founded."""
    for name, value in values_in(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """An installation that is founded once, of which each test gets a copy."""
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as named:
        named.setattr(founding, "login_rules", lambda _: LoginRules(memory=8, passes=1))
        for name, value in values_in(folder).items():
            named.setenv(name, value)
        assert cli.main(LAREN) == 0
    return folder


@pytest.fixture
def founded(kept, place):
    shutil.copytree(kept, place, dirs_exist_ok=True)
    return place


@pytest.fixture
def inside(founded):
    """Let a test look into the founded installation."""
    app = create_app(Settings.from_environment())
    with app.app_context():
        yield founded
    close_stores(app)


@pytest.fixture
def started(monkeypatch):
    """Keep what would have become the server."""
    found = []
    monkeypatch.setattr(os, "execv", lambda program, argv: found.append((program, argv)))
    return found


@pytest.fixture
def user_add(monkeypatch):
    """Make an account at the command line."""

    def add(*more, typed=PASSWORD + "\n"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        asked = {
            "--username": "Beheer",
            "--name": "Otto Oefening",
            "--municipality": "LAR",
            "--role": "admin",
        } | dict(zip(more[::2], more[1::2], strict=True))
        return cli.main(["user", "add", *(word for pair in asked.items() for word in pair)])

    return add
