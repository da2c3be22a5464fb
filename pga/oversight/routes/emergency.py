"""What was opened in need, and the judgement afterwards."""

from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.room import CASES
from pga.core import clock
from pga.dossiers.reading.emergency import get_review, list_reviews
from pga.dossiers.services.emergency import review
from pga.oversight.forms import YES, ReviewForm
from pga.oversight.labels import field_words
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
    actor, form = current_actor(), opened(ReviewForm)

    def act() -> None:
        justified = form.justified.data == YES
        review(actor, CASES, access_id, justified=justified, note=form.note.data)

    if carried_out(form, act, labels.EMERGENCY):
        return done("Uw oordeel is vastgelegd.", "oversight.emergencies")
    return form_page(
        "oversight/judge.html",
        form,
        found=get_review(actor, CASES, access_id),
        seen=field_words,
        labels=labels,
        today=clock.today(),
    )
