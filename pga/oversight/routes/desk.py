"""The desk of the FG: where to look."""

from flask import render_template, request

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases.room import CASES
from pga.dossiers.reading.emergency import count_waiting
from pga.oversight import labels
from pga.oversight.forms import TrailForm
from pga.oversight.reading import check_trail, get_users
from pga.oversight.routes.blueprint import bp, choices
from pga.web.guards import guarded


@bp.route("/toezicht", methods=["GET", "POST"])
@guarded(Permission.TRAIL_VERIFY)
def desk() -> str:
    """Show where to look: who saw a case, what a user saw, and whether the trail is whole."""
    actor = current_actor()
    offered = choices(get_users(actor))
    report = check_trail(actor) if request.method == "POST" else None
    return render_template(
        "oversight/desk.html",
        report=report,
        waiting=count_waiting(actor, CASES),
        case=TrailForm(None, offered, "casus"),
        user=TrailForm(None, offered, "gebruiker"),
        LOOKED=labels.LOOKED[0],
    )
