"""Two editors of one text: what one typed, over what stands now, with the words of both in view.

A form that changes something carries a short digest of each value it began with. What its user
left alone follows what stands now; what only the user changed stays; where both changed it, the
user's words stay in the field and what stands now is shown beside it.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, HiddenField, SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectFieldBase

Pairs = list[tuple[str, str]]

DIGEST: Final = 8
"""In characters; it tells whether a value is the one that a form began with, and guards nothing."""


def as_typed(fields: Iterable[Any]) -> Pairs:
    """Return what a form holds as a browser would send it; what only steers it stays out."""
    pairs: Pairs = []
    for field in fields:
        if isinstance(field, FileField | SubmitField | HiddenField):
            continue
        if isinstance(field, SelectMultipleField):
            pairs += [(field.name, str(value)) for value in field.data or ()]
        elif isinstance(field, BooleanField):
            pairs += [(field.name, "y")] if field.data else []
        elif isinstance(field, SelectFieldBase):
            pairs += [(field.name, str(field.data))] if field.data else []
        else:
            pairs.append((field.name, field._value()))  # noqa: SLF001 - what WTForms shows
    return pairs


def digests(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a digest of each value, by the name of its field."""
    return {name: _digest(values) for name, values in grouped(pairs).items()}


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the values of each field that are not empty."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).extend([_plain(value)] if value.strip() else [])
    return found


def laid_over(
    mine: Iterable[tuple[str, str]], began: dict[str, str], now: Iterable[tuple[str, str]]
) -> tuple[MultiDict[str, str], dict[str, list[str]]]:
    """Return the fields with one's own words over what stands now, and what others wrote."""
    typed, standing = grouped(mine), grouped(now)
    merged: Pairs = []
    theirs: dict[str, list[str]] = {}
    for name in {**standing, **typed}:
        own, there = typed.get(name, []), standing.get(name, [])
        start = began.get(name, EMPTY)
        if own == there or _digest(own) == start:
            merged += [(name, value) for value in there]
            continue
        merged += [(name, value) for value in own] or [(name, "")]
        if _digest(there) != start:
            theirs[name] = there
    return MultiDict(merged), theirs


def _plain(value: str) -> str:
    return value.replace("\r\n", "\n").strip()


def _digest(values: list[str]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:DIGEST]


EMPTY: Final = _digest([])
"""The digest of a field in which nothing stands."""
