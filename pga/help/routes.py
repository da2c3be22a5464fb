"""Pages of the help. They tell nothing about anybody, so most of them are open."""

from datetime import date
from typing import Final

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor, current_presence
from pga.help.labels.screens import GROUPS, screens, screens_of
from pga.help.labels.words import WORDS
from pga.help.reading import Contacts, get_contacts, get_version, get_versions
from pga.web.guards import guarded, open_page

bp = Blueprint("help", __name__)

STATED_ON: Final = date(2026, 11, 24)
"""The day on which the statement about accessibility was last looked at."""


@bp.get("/hulp")
@open_page("explains screens, also to who cannot log in")
def index() -> str:
    """Show all texts, by the part of the work."""
    return render_template("help/index.html", groups=GROUPS, screens_of=screens_of)


@bp.get("/hulp/<slug>")
@open_page("explains screens, also to who cannot log in")
def screen(slug: str) -> str:
    """Show what one screen is for."""
    found = screens().get(slug)
    if found is None:
        raise NotFound
    return render_template("help/screen.html", screen=found)


@bp.get("/woordenlijst")
@open_page("the words of the field, about nobody")
def words() -> str:
    """Show what the words mean."""
    return render_template("help/words.html", groups=WORDS)


@bp.get("/nieuw")
@guarded(Permission.ACCOUNT_OWN)
def news() -> str:
    """Show what is different in this version."""
    return render_template("help/news.html", versions=get_versions())


@bp.get("/over")
@guarded(Permission.ACCOUNT_OWN)
def about() -> str:
    """Show which version this is and whom to ask."""
    contacts = get_contacts(current_actor())
    return render_template("help/about.html", version=get_version(), contacts=contacts)


@bp.get("/toegankelijkheid")
@open_page("the law asks for a statement that anybody can read")
def accessibility() -> str:
    """Show the statement about accessibility."""
    presence = current_presence()
    here = presence is not None and presence.alive and presence.factor_done
    contacts = get_contacts(current_actor()) if here else Contacts()
    return render_template("help/accessibility.html", stated_on=STATED_ON, contacts=contacts)
