"""What the pages of the beheerder share: what only a page knows of a form, and the frame."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import Actor, ever
from pga.accounts import handshake
from pga.accounts.handshake import NO_WORDS
from pga.settings import labels
from pga.settings.rules.bounds import Basis, SettingFault
from pga.settings.rules.effect import Touched
from pga.settings.rules.following import Mark
from pga.web.forms import BaseForm

bp = Blueprint("settings", __name__)

Page = str | Response
Preview = Callable[[Actor, str, int], Touched]
"""What a value would touch, in a room above this one; the roof puts it in the app."""
PREVIEW: Final = "pga-settings-preview"
Holders = Callable[[Actor, str, str], int]
"""How many running cases have an entry of a list; from the room above, by way of the roof."""
WITHDRAWN: Final = "Ingetrokken. Wat nu geldt, blijft gelden."
HOLDERS: Final = "pga-settings-holders"


def tell(
    form: BaseForm, faults: Mapping[str, SettingFault], sentences: Mapping[str, str] = NO_WORDS
) -> None:
    """Put what the rules found beside the fields, with what the shape found, all at once.

    ``sentences`` are those of a page of its own, by field; they come before the others.
    """
    for name, sentence in sentences.items():
        form.problem(name, sentence)
    form.add_errors(faults, labels.FAULT)


def look_first(form: BaseForm, check: Callable[[], object]) -> bool:
    """Tell whether a form that was sent is whole, so that what it would touch can be shown."""
    if not form.is_submitted():
        return False
    form.validate()
    check()
    return not form.faults()


def show(actor: Actor, page: str, **more: Any) -> str:
    """Return a page of the settings with its words."""
    return render_template(f"settings/{page}.html", **_words(actor), **more)


def form_page(actor: Actor, page: str, form: BaseForm, **more: Any) -> str:
    """Return a page with a form, and what is wrong with what was sent."""
    return handshake.form_page(f"settings/{page}.html", form, **_words(actor), **more)


def _words(actor: Actor) -> dict[str, Any]:
    may = ever(actor.role, Permission.SETTINGS_CHANGE)
    return {"labels": labels, "Basis": Basis, "Mark": Mark, "may_change": may}
