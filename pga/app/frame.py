"""What stands around every page: the municipality, who is here, the menu, the help."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import Flask, request, url_for
from sqlalchemy.exc import OperationalError

from config import Kind, Settings
from pga.access.permissions import Permission
from pga.access.policy import Actor, allows, ever
from pga.accounts.labels import NEWS, ROLE
from pga.accounts.reading import list_other_grants
from pga.accounts.reading.news import NewsLine, list_news
from pga.accounts.session import current_presence
from pga.cases.reading.duties import count_elsewhere
from pga.core import clock
from pga.help.labels.screens import SCREENS
from pga.settings.reading import Look, look_of, municipality_name
from pga.worklist.routes import START


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place to go."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class ShownUser:
    """Who is here, as the page shows it."""

    name: str
    role_label: str
    municipality_label: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another municipality where this user works on cases, and how much waits there."""

    grant_id: UUID
    name: str
    role_label: str
    waiting: int


PLACES: Final = (
    ("Werk", "worklist.work", "list-check", Permission.CASE_LIST),
    ("Casussen", "cases.index", "folder", Permission.CASE_LIST),
    ("Overleggen", "cases.meetings", "calendar-event", Permission.CASE_LIST),
    ("Zoeken", "cases.search", "search", Permission.CASE_LIST),
    ("Aanmelden", "cases.register", "plus", Permission.CASE_REGISTER),
    ("Partners", "partners.directory", "building", Permission.CASE_LIST),
    ("Toezicht", "oversight.desk", "shield-check", Permission.TRAIL_VERIFY),
    ("Cijfers", "reports.numbers", "chart-bar", Permission.NUMBERS_READ),
    ("Gebruikers", "accounts.users", "users", Permission.USERS_READ),
    ("Instellingen", "settings.terms", "adjustments", Permission.SETTINGS_READ),
)


BEGINS: Final = frozenset({"worklist.home", "worklist.work", *START.values()})
"""Where a role begins: there one is told what changed at one's account."""
OPEN_TO_ALL: Final = (
    ("Woordenlijst", "help.words"),
    ("Toegankelijkheid", "help.accessibility"),
)
FOR_USERS: Final = (
    ("Alle hulp", "help.index"),
    ("Woordenlijst", "help.words"),
    ("Nieuw in deze versie", "help.news"),
    ("Over dit systeem", "help.about"),
    ("Toegankelijkheid", "help.accessibility"),
)
"""What stands in the foot: for everybody, and for who is logged in."""


def init_app(app: Flask, settings: Settings) -> None:
    """Give every template its frame."""
    fixed = {
        "demo": settings.kind is Kind.DEMO,
        "second_factor_off": not settings.second_factor,
    }

    app.add_template_filter(municipality_name)
    app.jinja_env.globals["idle_minutes"] = int(settings.idle.total_seconds() // 60)

    @app.context_processor
    def frame() -> dict[str, Any]:
        return {**fixed, **_help(), **_around(settings)}


def _help() -> dict[str, Any]:
    """Return the text of this screen, and the pages that are about the whole."""
    screen = SCREENS.get(request.endpoint or "")
    return {
        "help": screen,
        "help_url": url_for("help.screen", slug=screen.slug) if screen else url_for("help.index"),
        "foot_links": [(label, url_for(endpoint)) for label, endpoint in OPEN_TO_ALL],
    }


def _around(settings: Settings) -> dict[str, Any]:
    presence = current_presence()
    if presence is None or not (presence.alive and presence.factor_done):
        return {"actor": None, "menu": [], "home_url": url_for("accounts.login")}
    actor = presence.actor
    look = _look(actor.municipality)
    town = look.display_name or f"Gemeente {municipality_name(actor.municipality)}"
    return {
        "actor": ShownUser(actor.name, ROLE[actor.role], town),
        "municipality_label": town,
        "logo_url": url_for("settings.logo", digest=look.logo) if look.logo else None,
        "theme_url": url_for("settings.theme") if look.colours else None,
        "menu": [
            MenuItem(label, url_for(endpoint), icon, request.endpoint == endpoint)
            for label, endpoint, icon, permission in PLACES
            if allows(actor, permission)
        ],
        "elsewhere": _elsewhere(actor) if presence.elsewhere else [],
        "account_news": _news(actor) if presence.news else [],
        "NEWS": NEWS,
        "switch_url": url_for("accounts.switch"),
        "home_url": url_for("worklist.home"),
        "foot_links": [(label, url_for(endpoint)) for label, endpoint in FOR_USERS],
        "shown_at": clock.now(),
        "shown_number": (request.view_args or {}).get("number", ""),
        "session_seconds": int(settings.idle.total_seconds()),
        "keepalive_url": url_for("accounts.still_here"),
        "ended_url": url_for("accounts.ended"),
        "logout_url": url_for("accounts.logout"),
        "account_url": url_for("accounts.account"),
        "emergency_url": _emergency_url(actor),
    }


def _emergency_url(actor: Actor) -> str | None:
    return url_for("cases.emergency") if allows(actor, Permission.CASE_EMERGENCY) else None


def _news(actor: Actor) -> list[NewsLine]:
    return list_news(actor) if request.endpoint in BEGINS else []


def _elsewhere(actor: Actor) -> list[Elsewhere]:
    """Return where else this user works on cases; the page that says the store is away has none."""
    try:
        grants = [
            one
            for one in list_other_grants(actor)
            if one.municipality != actor.municipality and ever(one.role, Permission.CASE_LIST)
        ]
        waiting = count_elsewhere(actor, [(one.municipality, one.role) for one in grants])
    except OperationalError:
        return []
    return [
        Elsewhere(one.id, municipality_name(one.municipality), ROLE[one.role], count)
        for one, count in zip(grants, waiting, strict=True)
    ]


def _look(municipality: str) -> Look:
    """Return the look of a municipality; the page that says the store is away has none."""
    try:
        return look_of(municipality)
    except OperationalError:
        return Look()
