"""The folder in which a demo lives: made once, kept as it was left, never half.

It is filled under another name and gets its own when it is done; what a broken seeding left behind
is swept at the next try. A folder that this file did not make is never removed.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from flask import Flask

from config import Misconfigured, PasswordCost, Settings, make_root_key
from pga.app import create_app
from pga.app.stores import close_stores, login_rules, make_stores
from pga.demo.seed import Made, Told, seed
from pga.demo.town import PASSWORD, SHOWN

FOLDER: Final = Path("var/demo")
MARK: Final = "oefengemeente"
"""The file that says that a folder is a demo's."""
COST: Final = PasswordCost(memory=19456, passes=2)
"""The least that OWASP asks: the password of a demo stands on its login page."""
LOGINS: Final = "pga-demo-logins"
"""Where the login page finds the accounts of a demo."""


def has_demo(folder: Path) -> bool:
    """Tell whether a demo lives here; raises Misconfigured when something else does."""
    if not folder.exists():
        return False
    if (folder / MARK).is_file():
        return True
    if folder.is_dir() and not any(folder.iterdir()):
        return False
    raise Misconfigured(f"{folder}: dit is geen map van een oefengemeente; kies een andere")


def make_demo(folder: Path, told: Told) -> Made:
    """Fill a new folder; what lived there before is gone once the new one is done."""
    has_demo(folder)
    half = folder.with_name(f"{folder.name}.half")
    _remove(half)
    half.mkdir(parents=True)
    (half / MARK).write_text("Een verzonnen gemeente, gemaakt door: pga demo\n", encoding="utf-8")
    make_root_key(half / "root.key")
    settings = settings_in(half)
    make_stores(settings)
    app = create_app(settings)
    try:
        with app.app_context():
            made = seed(login_rules(settings), told)
    finally:
        close_stores(app)
    _remove(folder)
    half.rename(folder)
    return made


def demo_app(folder: str | os.PathLike[str] = FOLDER) -> Flask:
    """Return the app of the demo that lives in a folder, its accounts on the login page."""
    app = create_app(settings_in(Path(folder)))
    app.extensions[LOGINS] = {"demo_logins": list(SHOWN), "demo_password": PASSWORD}
    return app


def bring_up(folder: Path) -> None:
    """Give a demo of an older version the newest shape of its tables; what was typed stays."""
    make_stores(settings_in(folder))


def settings_in(folder: Path) -> Settings:
    """Return the settings of the demo in a folder; a path to a store is never a relative one."""
    return replace(Settings.demo(folder.resolve()), password_cost=COST)


def _remove(folder: Path) -> None:
    if folder.is_dir() and has_demo(folder):
        shutil.rmtree(folder)
    elif folder.exists():
        folder.rmdir()
