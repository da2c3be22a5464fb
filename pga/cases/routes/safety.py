"""The safety line of a case: written anew, or said to hold."""

from typing import Final

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases.forms.safety import SafetyForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.states import ACTIVE
from pga.cases.services.safety import check_safety
from pga.dossiers.reading.head import get_head
from pga.web.guards import guarded

CHECKED: Final = "Vastgelegd: de veiligheid is vandaag nagekeken."
NOTHING: Final = "Er staat nu niets bij veiligheid."
OVER: Final = "Deze casus loopt niet meer. De veiligheid verandert niet meer."


@bp.route("/casussen/<number>/veiligheid", methods=["GET", "POST"])
@guarded(Permission.CASE_SAFETY)
def safety(number: str) -> Page:
    """Write the safety line anew, or say that it still holds."""
    actor = current_actor()
    head = get_head(actor, CASES, number, Permission.CASE_SAFETY)
    form = opened(
        SafetyForm,
        fill=lambda form: form.safety.process_data(head.safety),
        stands={"version": head.version},
    )

    def act() -> None:
        check_safety(actor, number, form.made_from, form.safety.data or "")

    if carried_out(form, act, {"case_over": OVER}):
        return done(CHECKED if form.safety.data else NOTHING, "cases.sheet", number=number)
    over = "" if head.state in ACTIVE else OVER
    return form_page("cases/safety.html", form, head=head, over=over)
