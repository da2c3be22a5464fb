"""What is wrong with what a municipality tells of itself: all of it at once."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pga.settings.rules.bounds import (
    COLOURS,
    TEXTS,
    SettingFault,
    Shape,
    fault_of_text,
    faults_of_line,
)
from pga.settings.rules.contrast import Colours, failing
from pga.settings.rules.retention import SELECTION

SHAPES: Final[Mapping[str, Shape]] = {**TEXTS, **dict.fromkeys(COLOURS, Shape.COLOUR), **SELECTION}


def faults_of_texts(
    values: Mapping[str, str], *, from_on: date, today: date, reason: str
) -> dict[str, SettingFault]:
    """Return what is wrong with texts or colours, by field, with their day and reason."""
    faults = {
        name: fault
        for name, value in values.items()
        if (fault := fault_of_text(SHAPES[name], value)) is not None
    }
    faults |= {} if faults else _faults_of_colours(values)
    return faults | faults_of_line(from_on=from_on, today=today, reason=reason)


def _faults_of_colours(values: Mapping[str, str]) -> dict[str, SettingFault]:
    given = [values[name] for name in COLOURS if values.get(name)]
    if not given:
        return {}
    if len(given) < len(COLOURS):
        return {name: SettingFault.ALL_OR_NONE for name in COLOURS if not values.get(name)}
    return {pair.over: SettingFault.LOW_CONTRAST for pair in failing(Colours(*given))}
