"""The weging: start it, fill it in, decide it."""

from typing import Final

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.triage import StartTriageForm, TriageForm
from pga.cases.reading.weighing import get_beginning, get_weighing
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.ending import ended
from pga.cases.rules.triage import Outcome, problems_of
from pga.cases.services import triage as services
from pga.web.guards import guarded

ONLY_COORDINATOR: Final = (
    "Alleen de coördinator kan direct opschalen, en het overdrachtsdossier is er nog niet. "
    "Overleg met de coördinator en laat de weging zo lang open."
)


@bp.route("/casussen/<number>/weging/starten", methods=["GET", "POST"])
@guarded(Permission.CASE_TRIAGE)
def start_triage(number: str) -> Page:
    """Look once whether the person is known, and begin."""
    actor = current_actor()
    page = get_beginning(actor, number)
    form = opened(StartTriageForm, stands={"version": page.head.version})

    def check() -> None:
        if page.doubles and not form.seen.data:
            form.problem("seen", "Kijk eerst naar de casus hierboven en kies dan.")

    if carried_out(
        form,
        lambda: services.start_triage(actor, number, form.made_from, duplicate_checked=True),
        labels.TRIAGE,
        check=check,
    ):
        return done(
            "De weging is gestart. Deze casus staat nu bij u.", "cases.triage", number=number
        )
    return form_page(
        "cases/start_triage.html",
        form,
        head=page.head,
        doubles=page.doubles,
        possible=page.possible,
    )


@bp.route("/casussen/<number>/weging", methods=["GET", "POST"])
@guarded(Permission.CASE_TRIAGE)
def triage(number: str) -> Page:
    """Weigh: criteria, legal tests, outcome, and how the referrer hears of it."""
    actor = current_actor()
    page = get_weighing(actor, number)

    def begin(form: TriageForm) -> None:
        form.procesregisseur.data = str(actor.id)

    form = opened(
        TriageForm,
        offer=lambda form: form.offer((one.id, one.name) for one in page.directors),
        fill=begin,
        stands={"version": page.head.version},
    )
    if carried_out(
        form,
        lambda: services.decide_triage(actor, number, form.made_from, _decision(form)),
        labels.TRIAGE,
        check=lambda: _check(form),
    ):
        outcome = labels.OUTCOME[Outcome(str(form.outcome.data))]
        return ended(number, f"De uitkomst is vastgelegd: {outcome}.")
    return form_page("cases/triage.html", form, page=page, head=page.head, possible=page.possible)


def problems_beside(form: TriageForm) -> dict[str, str]:
    """Return what the rules miss, by the field beside which it is told."""
    problems: dict[str, str] = {**problems_of(form.answers())}
    criteria = problems.pop("criteria", None)
    return {**problems, **({"outcome": criteria} if criteria else {})}


def _check(form: TriageForm) -> None:
    form.add_errors(problems_beside(form), labels.TRIAGE)
    if not form.faults() and form.answers().outcome is Outcome.SCALE_UP_DIRECTLY:
        form.problem("outcome", ONLY_COORDINATOR)


def _decision(form: TriageForm) -> services.WegingDecision:
    return services.WegingDecision(
        answers=form.answers(),
        consulted=form.consulted.data or "",
        procesregisseur_id=form.procesregisseur_id,
    )
