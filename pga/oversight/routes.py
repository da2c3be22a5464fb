"""The desk of the FG."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.oversight.reading import check_trail
from pga.web.guards import guarded

bp = Blueprint("oversight", __name__)


@bp.route("/toezicht", methods=["GET", "POST"])
@guarded(Permission.TRAIL_VERIFY)
def desk() -> str | Response:
    """Show where to look: one case's inzagen, and whether the trail is whole."""
    number = request.args.get("nummer", "").strip().upper()
    if number:
        return redirect(url_for("cases.lookers", number=number))
    report = check_trail(current_actor()) if request.method == "POST" else None
    return render_template("oversight/desk.html", report=report)
