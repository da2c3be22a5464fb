"""The page of the terms that count."""

from flask import Blueprint, render_template

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.settings.labels import SETTING
from pga.settings.reading import list_settings
from pga.web.guards import guarded

bp = Blueprint("settings", __name__)


@bp.get("/beheer/instellingen")
@guarded(Permission.SETTINGS_READ)
def terms() -> str:
    """Show the terms in force, since when and why."""
    lines = list_settings(current_actor())
    return render_template("settings/terms.html", lines=lines, SETTING=SETTING)
