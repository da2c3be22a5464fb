"""The blueprint of the oversight, and what its pages share."""

from typing import Final
from uuid import UUID

from flask import Blueprint

from pga.oversight import labels
from pga.oversight.forms import Choices

bp: Final = Blueprint("oversight", __name__)


def choices(users: list[tuple[UUID, str]]) -> Choices:
    """Return what the lists of the trail offer."""
    kinds = sorted(labels.EVENT.items(), key=lambda one: one[1])
    return {
        "doel": ([*labels.PURPOSE.items()], "Kies een doel"),
        "wie": ([*users], "Iedereen"),
        "soort": ([labels.LOOKED, *kinds], "Alles"),
        "uitkomst": ([*labels.OUTCOME.items()], "Alles"),
    }
