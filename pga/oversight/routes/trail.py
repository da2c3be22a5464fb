"""The trail as the FG reads it."""

from typing import Any, Final
from uuid import UUID

from flask import render_template, request, url_for

from pga.access.permissions import Permission
from pga.accounts.labels import ROLE
from pga.accounts.session import current_actor
from pga.core.numbers import read_count
from pga.oversight import labels
from pga.oversight.forms import TrailForm
from pga.oversight.reading import Wanted, get_trail, get_users
from pga.oversight.reading.trail import LOOKS
from pga.oversight.routes.blueprint import bp, choices
from pga.privacy.events import Event, LogPurpose
from pga.privacy.events import LineOutcome as Ended
from pga.web.forms import member
from pga.web.guards import guarded

DIGITS: Final = 15
"""The longest place in a chain that an address may name."""


@bp.get("/toezicht/logboek")
@guarded(Permission.TRAIL_READ)
def trail() -> str:
    """Show the trail, once it is said what for; each look at it is a line of it."""
    actor = current_actor()
    form = TrailForm(request.args, choices(get_users(actor)))
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
        LOOKS=LOOKS,
        older=_older(page.older) if page and page.older else "",
        newest=_older(None) if request.args.get("voor") else "",
        labels=labels,
        ROLE=ROLE,
        faults=faults,
        title_prefix="Fout: " if faults else "",
    )


def _wanted(form: TrailForm) -> Wanted:
    kind = form.soort.data
    looked = kind == labels.LOOKED[0]
    one = None if looked else member(Event, kind)
    before = read_count(request.args.get("voor"), DIGITS)
    return Wanted(
        purpose=LogPurpose(form.doel.data),
        events=LOOKS if looked else (one,) if one else (),
        user_id=UUID(form.wie.data) if form.wie.data else None,
        number=form.casus.whole(current_actor().municipality),
        from_on=form.vanaf.data,
        until_on=form.tot.data,
        outcome=member(Ended, form.uitkomst.data),
        before=None if before < 0 else before,
    )


def _older(before: int | None) -> str:
    """Return the address of the same question, from another place in the chain."""
    kept: dict[str, Any] = {k: v for k, v in request.args.items() if v and k != "voor"}
    return url_for("oversight.trail", **kept, voor=before)
