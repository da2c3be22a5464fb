"""The desk of the FG, and the trail."""

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from pga.access.permissions import Permission
from pga.accounts.labels import ROLE
from pga.accounts.session import current_actor
from pga.oversight import labels
from pga.oversight.forms import Choices, TrailForm
from pga.oversight.reading import Wanted, check_trail, get_trail, get_users
from pga.oversight.reading.trail import LOOKS
from pga.privacy.events import Event, LogPurpose
from pga.privacy.events import Outcome as Ended
from pga.web.forms import member
from pga.web.guards import guarded

DIGITS: Final = 15
"""The longest place in a chain that an address may name."""

bp = Blueprint("oversight", __name__)


@bp.route("/toezicht", methods=["GET", "POST"])
@guarded(Permission.TRAIL_VERIFY)
def desk() -> str:
    """Show where to look: who saw a case, what a user saw, and whether the trail is whole."""
    actor = current_actor()
    choices = _choices(get_users(actor))
    report = check_trail(actor) if request.method == "POST" else None
    return render_template(
        "oversight/desk.html",
        report=report,
        case=TrailForm(None, choices, "casus"),
        user=TrailForm(None, choices, "gebruiker"),
        LOOKED=labels.LOOKED[0],
    )


@bp.get("/toezicht/logboek")
@guarded(Permission.TRAIL_READ)
def trail() -> str:
    """Show the trail, once it is said what for; each look at it is a line of it."""
    actor = current_actor()
    form = TrailForm(request.args, _choices(get_users(actor)))
    asked = bool(request.args)
    page = None
    if asked and form.validate():
        page = get_trail(actor, _wanted(form))
        if page.unknown:
            form.casus.errors = ["Dit casusnummer is hier niet gevonden. Kijk het na."]
    faults = form.faults() if asked else []
    return render_template(
        "oversight/trail.html",
        form=form,
        page=page if page and not page.unknown else None,
        older=_older(page.older) if page and page.older else "",
        newest=_older(None) if request.args.get("voor") else "",
        labels=labels,
        ROLE=ROLE,
        faults=faults,
        title_prefix="Fout: " if faults else "",
    )


def _choices(users: list[tuple[UUID, str]]) -> Choices:
    kinds = sorted(labels.EVENT.items(), key=lambda one: one[1])
    return {
        "doel": ([*labels.PURPOSE.items()], "Kies een doel"),
        "wie": ([*users], "Iedereen"),
        "soort": ([labels.LOOKED, *kinds], "Alles"),
        "uitkomst": ([*labels.OUTCOME.items()], "Alles"),
    }


def _wanted(form: TrailForm) -> Wanted:
    kind = form.soort.data
    looked = kind == labels.LOOKED[0]
    one = None if looked else member(Event, kind)
    before = request.args.get("voor", "")
    return Wanted(
        purpose=LogPurpose(form.doel.data),
        events=LOOKS if looked else (one,) if one else (),
        user_id=UUID(form.wie.data) if form.wie.data else None,
        number=(form.casus.data or "").strip().upper(),
        from_on=form.vanaf.data,
        until_on=form.tot.data,
        outcome=member(Ended, form.uitkomst.data),
        before=int(before) if before.isdecimal() and len(before) <= DIGITS else None,
    )


def _older(before: int | None) -> str:
    """Return the address of the same question, from another place in the chain."""
    kept: dict[str, Any] = {k: v for k, v in request.args.items() if v and k != "voor"}
    return url_for("oversight.trail", **kept, voor=before)
