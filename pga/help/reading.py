"""What the help shows besides its own words: the versions, this version, whom to ask."""

import tomllib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from pga.access.policy import Actor
from pga.core import clock
from pga.core.database import glance
from pga.help.rules.changelog import Version, versions_in
from pga.settings.reading import values_on

HERE: Final = Path(__file__).parents[1]
ROOT: Final = HERE if (HERE / "CHANGELOG.md").is_file() else HERE.parent
"""In a wheel the file lies within the package, in a checkout beside it."""
NEWEST: Final = 3
"""How many versions the page tells; older ones stay in the file."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ask, as the municipality set it; empty when it did not."""

    support: str = ""
    dpo: str = ""
    accessibility: str = ""


def get_versions() -> tuple[Version, ...]:
    """Return what changed in the newest versions."""
    return versions_in((ROOT / "CHANGELOG.md").read_text("utf-8"))[:NEWEST]


def get_version() -> str:
    """Return the number of this version: that of the checkout, or of what was installed."""
    project = ROOT / "pyproject.toml"
    if project.is_file():
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])
    return version("pga")


def get_contacts(actor: Actor) -> Contacts:
    """Return whom to ask at the actor's municipality."""
    with glance() as session:
        values = values_on(session, actor.municipality, clock.today())
    return Contacts(
        values.get("support_contact", ""),
        values.get("dpo_contact", ""),
        values.get("accessibility_contact", ""),
    )
