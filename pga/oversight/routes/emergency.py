"""What was opened in need, and the judgement afterwards."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.room import CASES
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.reading.emergency import get_review, list_reviews
from pga.dossiers.services.emergency import review
from pga.oversight.forms import YES, ReviewForm
from pga.oversight.routes.blueprint import bp
from pga.web.guards import guarded


@bp.get("/toezicht/noodtoegang")
@guarded(Permission.EMERGENCY_REVIEW)
def emergencies() -> str:
    """Show what waits for a judgement, and what had one."""
    return render_template(
        "oversight/emergencies.html",
        found=list_reviews(current_actor(), CASES),
        labels=labels,
        today=clock.today(),
    )


@bp.route("/toezicht/noodtoegang/<uuid:access_id>", methods=["GET", "POST"])
@guarded(Permission.EMERGENCY_REVIEW)
def judge(access_id: UUID) -> str | Response:
    """Judge one noodtoegang: was it justified, and why."""
    actor, form = current_actor(), ReviewForm()
    if form.validate_on_submit():
        try:
            review(
                actor, CASES, access_id, justified=form.justified.data == YES, note=form.note.data
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.EMERGENCY)
        else:
            flash("Uw oordeel is vastgelegd.", "fine")
            return redirect(url_for("oversight.emergencies"))
    return render_template(
        "oversight/judge.html",
        form=form,
        one=get_review(actor, CASES, access_id),
        labels=labels,
        today=clock.today(),
        faults=form.faults(),
        title_prefix="Fout: " if form.faults() else "",
    )
