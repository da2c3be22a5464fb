"""What stands around every page: the municipality, who is here, the menu, the help."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import Flask, g, request, url_for

from config import Kind, Settings
from pga.access.permissions import Permission
from pga.access.policy import Actor, allows, ever
from pga.accounts.handshake import whose
from pga.accounts.labels import APPROVAL_KIND, APPROVAL_STATE, NEWS, ROLE
from pga.accounts.reading import list_other_grants
from pga.accounts.reading.approvals import Approvals, list_approvals
from pga.accounts.reading.news import NewsLine, list_news
from pga.accounts.session import current_presence
from pga.cases.reading.duties import count_elsewhere
from pga.core import clock
from pga.help.labels.screens import SCREENS
from pga.settings.reading import look_of, municipality_name
from pga.web.forms import new_key
from pga.web.whose import mark_of
from pga.worklist.routes import START


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place to go."""

    label: str
    more: str
    """What who listens hears after a short label."""
    url: str
    icon: str
    current: str
    """As ``aria-current`` says it: this page, or what holds this page, or nothing."""


@dataclass(frozen=True, slots=True)
class MenuPlace:
    """A part of the house: where it begins, who comes there, and which addresses are its own."""

    label: str
    endpoint: str
    icon: str
    permission: Permission
    under: tuple[str, ...]
    """How the addresses of its pages begin; the longest beginning says in which place one is."""
    more: str = ""


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
    MenuPlace(
        "Werk",
        "worklist.work",
        "list-check",
        Permission.CASE_LIST,
        ("/werk", "/acties", "/concepten", "/signalen", "/werk-overdragen", "/overdracht"),
    ),
    MenuPlace(
        "Casussen",
        "cases.index",
        "folder",
        Permission.CASE_LIST,
        ("/casussen", "/zoeken", "/toegang-vragen"),
    ),
    MenuPlace(
        "Nieuw",
        "cases.new_contact",
        "plus",
        Permission.CASE_CONTACT,
        ("/nieuw", "/aanmelden", "/concepten/nieuw", "/signalen/nieuw"),
        more="contact vastleggen, of iets anders",
    ),
    MenuPlace(
        "Overleg", "cases.meetings", "calendar-event", Permission.CASE_LIST, ("/overleggen",)
    ),
    MenuPlace(
        "Partners",
        "partners.directory",
        "building",
        Permission.CASE_LIST,
        ("/partners", "/deeltabel", "/verstrekkingen"),
    ),
    MenuPlace(
        "Toezicht",
        "oversight.desk",
        "shield-check",
        Permission.TRAIL_VERIFY,
        ("/toezicht", "/verstrekkingen", "/casussen"),
    ),
    MenuPlace("Cijfers", "reports.numbers", "chart-bar", Permission.NUMBERS_READ, ("/cijfers",)),
    MenuPlace(
        "Gebruikers",
        "accounts.users",
        "users",
        Permission.USERS_READ,
        ("/beheer/gebruikers", "/beheer/vervangers"),
    ),
    MenuPlace(
        "Goedkeuren",
        "accounts.approvals",
        "checks",
        Permission.USERS_APPROVE,
        ("/goedkeuringen",),
        more="wat op een tweede persoon wacht",
    ),
    MenuPlace(
        "Instellingen",
        "settings.terms",
        "adjustments",
        Permission.SETTINGS_READ,
        ("/beheer", "/deeltabel"),
    ),
)
"""The main menu, in its order."""


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
    app.jinja_env.globals["made_for"] = _made_for
    app.jinja_env.globals["new_key"] = new_key
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
    presence = None if g.get("failed") else current_presence()
    if presence is None or not (presence.alive and presence.factor_done):
        return {"actor": None, "menu": [], "home_url": url_for("accounts.login")}
    actor = presence.actor
    look = look_of(actor.municipality)
    town = look.display_name or f"Gemeente {municipality_name(actor.municipality)}"
    return {
        "actor": ShownUser(actor.name, ROLE[actor.role], town),
        "municipality_label": town,
        "logo_url": url_for("settings.logo", digest=look.logo) if look.logo else None,
        "theme_url": url_for("settings.theme") if look.colours else None,
        "menu": _menu(actor),
        "elsewhere": _elsewhere(actor) if presence.elsewhere else [],
        "account_news": _news(actor) if presence.news else [],
        "NEWS": NEWS,
        "approvals": _approvals(actor),
        "APPROVAL_KIND": APPROVAL_KIND,
        "APPROVAL_STATE": APPROVAL_STATE,
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


def _menu(actor: Actor) -> list[MenuItem]:
    """Return where this actor can go, and in which of these places this page is."""
    places = [place for place in PLACES if allows(actor, place.permission)]
    here = place_at(request.path, places)
    items = []
    for place in places:
        url = url_for(place.endpoint)
        holds = "page" if url == request.path else "true"
        current = holds if place is here else ""
        items.append(MenuItem(place.label, place.more, url, place.icon, current))
    return items


def place_at(path: str, places: Iterable[MenuPlace]) -> MenuPlace | None:
    """Return which of these places an address is of; the first one when two hold it."""
    found = [
        (len(begin), place)
        for place in places
        for begin in place.under
        if path == begin or path.startswith(f"{begin}/")
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _made_for() -> str:
    """Return the mark for the forms of who is here; empty without anybody."""
    presence = current_presence()
    return mark_of(whose(presence.actor)) if presence and presence.alive else ""


def _emergency_url(actor: Actor) -> str | None:
    return url_for("cases.emergency") if allows(actor, Permission.CASE_EMERGENCY) else None


def _news(actor: Actor) -> list[NewsLine]:
    return list_news(actor) if request.endpoint in BEGINS else []


def _approvals(actor: Actor) -> Approvals | None:
    """Return what waits for this user as second person, where a role begins."""
    begins = request.endpoint in BEGINS and allows(actor, Permission.APPROVAL_LIST)
    return list_approvals(actor) if begins else None


def _elsewhere(actor: Actor) -> list[Elsewhere]:
    """Return where else this user works on cases."""
    grants = [
        one
        for one in list_other_grants(actor)
        if one.municipality != actor.municipality and ever(one.role, Permission.CASE_LIST)
    ]
    waiting = count_elsewhere(actor, [(one.municipality, one.role) for one in grants])
    return [
        Elsewhere(one.id, municipality_name(one.municipality), ROLE[one.role], count)
        for one, count in zip(grants, waiting, strict=True)
    ]
