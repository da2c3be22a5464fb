"""Doors: every endpoint says which permission it needs, or why it is open, or nothing starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, url_for

from pga.access.permissions import Permission

View = Callable[..., Any]

GUARD: Final = "pga_guard"


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands at the door of an endpoint."""

    permission: Permission | None = None
    open_because: str = ""
    page: str = ""
    """The endpoint of the page with the form, where that is another one."""
    before_factor: bool = False
    """Whether somebody who still owes the second factor may come in."""


class Unguarded(Exception):
    """An endpoint has no permission and no reason to be open."""


def guarded(
    permission: Permission, *, page: str = "", before_factor: bool = False
) -> Callable[[View], View]:
    """Let only roles in that may ever do this; the dossier is asked again behind the door.

    ``page`` names where the form stands that this endpoint takes in without showing it.
    """
    return _mark(Guard(permission, page=page, before_factor=before_factor))


def open_page(because: str) -> Callable[[View], View]:
    """Leave the door open, for a reason."""
    return _mark(Guard(open_because=because))


def guard_of(app: Flask, endpoint: str | None) -> Guard | None:
    """Return what stands at the door of an endpoint."""
    view = app.view_functions.get(endpoint or "")
    return getattr(view, GUARD, None)


def page_of(app: Flask, endpoint: str | None, address: Mapping[str, Any] | None) -> str:
    """Return the address of the page on which the form of an endpoint stands; empty without one."""
    guard = guard_of(app, endpoint)
    shown = (guard.page if guard else "") or endpoint
    for rule in app.url_map.iter_rules(shown) if shown in app.view_functions else ():
        if "GET" in (rule.methods or ()):
            return url_for(
                rule.endpoint, **{k: v for k, v in (address or {}).items() if k in rule.arguments}
            )
    return ""


def refuse_unguarded(app: Flask) -> None:
    """Stop the start when an endpoint has no guard; raises Unguarded."""
    bare = [name for name in app.view_functions if guard_of(app, name) is None]
    if bare:
        raise Unguarded(", ".join(sorted(bare)))


def _mark(guard: Guard) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, GUARD, guard)
        return view

    return mark
