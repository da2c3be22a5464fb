"""The desk of the FG: where to look."""

from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.accounts.asked import find_question, keep_question
from pga.accounts.session import current_actor
from pga.cases.routes.blueprint import days_until
from pga.core import clock
from pga.oversight import labels
from pga.oversight.forms import TrailForm
from pga.oversight.reading import check_trail, get_desk, get_users
from pga.oversight.routes.blueprint import bp, choices
from pga.privacy.verify import ChainFault, ChainFinding, Report
from pga.web.guards import guarded

CHECKED: Final = "oversight.desk"


@bp.route("/toezicht", methods=["GET", "POST"])
@guarded(Permission.TRAIL_VERIFY)
def desk() -> str | Response:
    """Show what waits, late first; then where to look, and whether the trail is whole."""
    actor = current_actor()
    if request.method == "POST":
        report_id = keep_question(actor, CHECKED, _kept(check_trail(actor)))
        return redirect(url_for("oversight.desk", nagerekend=report_id))
    asked = request.args.get("nagerekend", type=UUID)
    kept = find_question(actor, CHECKED, asked) if asked else None
    offered = choices(get_users(actor))
    return render_template(
        "oversight/desk.html",
        report=_report(kept) if kept else None,
        desk=get_desk(actor),
        today=clock.today(),
        days_until=days_until,
        case=TrailForm(None, offered, "casus"),
        user=TrailForm(None, offered, "gebruiker"),
        LOOKED=labels.LOOKED[0],
    )


def _kept(report: Report) -> MultiDict[str, str]:
    """Return a report as it is kept for who asked it: codes and numbers."""
    lines = [("lines", f"{chain} {count}") for chain, count in report.lines.items()]
    found = [("finding", f"{one.chain} {one.seq} {one.fault}") for one in report.findings]
    return MultiDict(lines + found)


def _report(kept: MultiDict[str, str]) -> Report:
    lines = [one.split() for one in kept.getlist("lines")]
    found = [one.split() for one in kept.getlist("finding")]
    return Report(
        {chain: int(count) for chain, count in lines},
        tuple(ChainFinding(chain, int(seq), ChainFault(fault)) for chain, seq, fault in found),
    )
