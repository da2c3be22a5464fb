import io
import os
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
    values = (
        tmp_path / "root.key",
        f"sqlite:///{tmp_path / 'pga.db'}",
        f"sqlite:///{tmp_path / 'keys.db'}",
    )
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, str(value))
    return tmp_path


@pytest.fixture
def founded(place, capsys):
    assert cli.main(LAREN) == 0
    capsys.readouterr()
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
