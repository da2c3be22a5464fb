"""The blueprint of partners, and what its pages share."""

from typing import Any, Final

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts.session import current_actor
from pga.partners import labels

bp: Final = Blueprint("partners", __name__)

Page = str | Response


def form_page(page: str, form: Any, **more: Any) -> str:
    """Return a page with a form, and what is wrong with what was sent."""
    faults = form.faults() if request.method == "POST" else []
    return show(page, form=form, faults=faults, title_prefix="Fout: " if faults else "", **more)


def show(page: str, **more: Any) -> str:
    """Return a page with its words."""
    may = ever(current_actor().role, Permission.SETTINGS_CHANGE)
    return render_template(f"partners/{page}.html", labels=labels, may_change=may, **more)
