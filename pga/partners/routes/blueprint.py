"""The blueprint of partners, and what its pages share."""

from typing import Any, Final

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts import handshake
from pga.accounts.session import current_actor
from pga.partners import labels
from pga.web.forms import BaseForm

bp: Final = Blueprint("partners", __name__)

Page = str | Response


def form_page(page: str, form: BaseForm, **more: Any) -> str:
    """Return a page with a form, and what is wrong with what was sent."""
    return handshake.form_page(f"partners/{page}.html", form, **_words(), **more)


def show(page: str, **more: Any) -> str:
    """Return a page with its words."""
    return render_template(f"partners/{page}.html", **_words(), **more)


def _words() -> dict[str, Any]:
    may = ever(current_actor().role, Permission.SETTINGS_CHANGE)
    return {"labels": labels, "may_change": may}
