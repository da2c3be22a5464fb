"""Where the script of a form keeps what is being typed; it does not keep the session alive."""

from typing import Any, Final

from flask import request
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases.room import CASES
from pga.cases.routes.blueprint import bp
from pga.dossiers.reading.people import get_choices
from pga.privacy import drafts
from pga.web.filters import clock_time, until
from pga.web.guards import guarded

FORMS: Final = {
    "referral": Permission.CASE_REGISTER,
    "correction": Permission.CASE_CORRECT,
    "triage": Permission.CASE_TRIAGE,
    "planning": Permission.CASE_WORK,
    "plan_texts": Permission.CASE_PLAN,
    "adopt_plan": Permission.CASE_WORK,
    "measure": Permission.CASE_PLAN,
    "hold": Permission.CASE_HOLD,
    "resume": Permission.CASE_HOLD,
}
"""Each form whose words are kept, and what one must be allowed to do with the case it is about."""
NOT_KEPT: Final = frozenset({"csrf_token", "form_key", "version", "token"})
LARGEST: Final = 60_000
"""In characters; all narratives of the longest form fit."""


@bp.post("/concept/<form>", defaults={"number": ""})
@bp.post("/concept/<form>/<number>")
@guarded(Permission.CASE_LIST)
def save_draft(form: str, number: str) -> dict[str, Any]:
    """Keep the words of a form for another 24 hours, for their own user only."""
    actor = current_actor()
    if form not in FORMS:
        raise NotFound
    if number:
        get_choices(actor, CASES, number, FORMS[form])
    pairs = [[k, v] for k, v in request.form.items(multi=True) if k not in NOT_KEPT]
    if sum(len(value) for _, value in pairs) > LARGEST:
        raise NotFound
    kept = drafts.save_unless_done(
        actor, form, number, pairs, form_key=request.form.get("form_key", "")
    )
    if kept is None:
        return {"saved_at": "", "until": ""}
    return {"saved_at": clock_time(kept.saved_at), "until": until(kept.expires_at)}
