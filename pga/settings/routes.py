"""Pages of the beheerder: who has an account, which terms count."""

from flask import Blueprint, render_template

from pga.access.permissions import Permission
from pga.accounts.labels import ROLE
from pga.accounts.reading import list_users
from pga.accounts.session import current_actor
from pga.settings.labels import SETTING
from pga.settings.reading import list_settings
from pga.web.guards import guarded

bp = Blueprint("settings", __name__)


@bp.get("/beheer/gebruikers")
@guarded(Permission.USERS_READ)
def users() -> str:
    """Show who has an account here."""
    return render_template("settings/users.html", users=list_users(current_actor()), ROLE=ROLE)


@bp.get("/beheer/instellingen")
@guarded(Permission.SETTINGS_READ)
def terms() -> str:
    """Show the terms in force, since when and why."""
    lines = list_settings(current_actor())
    return render_template("settings/terms.html", lines=lines, SETTING=SETTING)
