"""What the pages of the beheerder share: a form that is carried out once, and the frame."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import Actor, ever
from pga.core.errors import AlreadyDone, Invalid
from pga.settings import labels
from pga.settings.rules.bounds import Basis, SettingFault
from pga.settings.rules.effect import Touched
from pga.settings.rules.following import Mark

bp = Blueprint("settings", __name__)

Page = str | Response
Preview = Callable[[Actor, str, int], Touched]
"""What a value would touch, in a room above this one; the roof puts it in the app."""
PREVIEW: Final = "pga-settings-preview"
Holders = Callable[[Actor, str, str], int]
"""How many running cases have an entry of a list; from the room above, by way of the roof."""
HOLDERS: Final = "pga-settings-holders"


def done(
    form: Any,
    act: Callable[[], None],
    said: Callable[[], str],
    faults: Callable[[], Mapping[str, SettingFault]] = dict,
    *,
    beside: Callable[[], Mapping[str, str]] = dict,
) -> bool:
    """Carry out a form; what its shape and the rules found goes beside the fields, all at once.

    ``beside`` has the sentences of a page of its own, by field; they come before the others.
    """
    if request.method != "POST":
        return False
    form.validate()
    for name, sentence in beside().items():
        form.problem(name, sentence)
    form.add_errors(faults(), labels.FAULT)
    if form.faults():
        return False
    try:
        once(act, said)
    except Invalid as invalid:
        form.add_errors(invalid.problems, labels.FAULT)
        return False
    return True


def once(act: Callable[[], None], said: Callable[[], str]) -> None:
    """Carry out a form and say so; one that came before is not carried out again."""
    try:
        act()
    except AlreadyDone:
        flash("Dit formulier was al verstuurd. Hier staat wat is vastgelegd.")
    else:
        flash(said(), "fine")


def show(actor: Actor, page: str, **more: Any) -> str:
    """Return a page of the settings with its words."""
    words = {"labels": labels, "Basis": Basis, "Mark": Mark}
    may = ever(actor.role, Permission.SETTINGS_CHANGE)
    return render_template(f"settings/{page}.html", may_change=may, **words, **more)


def form_page(actor: Actor, page: str, form: Any, **more: Any) -> str:
    """Return a page with a form, and what is wrong with what was sent."""
    faults = form.faults() if request.method == "POST" else []
    prefix = "Fout: " if faults else ""
    return show(actor, page, form=form, faults=faults, title_prefix=prefix, **more)
