"""Evaluatie: what was weighed anew and what followed, and the form of the next one."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from flask import render_template

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.evaluating import EvaluationForm
from pga.cases.reading.citing import Citing
from pga.cases.reading.evaluating import (
    Against,
    EvaluationBegun,
    get_evaluation_form,
    get_evaluations,
)
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.evaluating import PROPOSES, Conclusion
from pga.cases.services import evaluating as services
from pga.core import clock
from pga.web.guards import guarded

KEPT: Final = "De evaluatie is bewaard en verandert niet meer."
ADJUST: Final = "De evaluatie is bewaard. Stel nu het plan bij, en stel een nieuwe versie vast."
PROPOSED: Final = "De evaluatie is bewaard. Het voorstel staat bij wie erover gaat."
STANDS: Final = "De evaluatie is bewaard. Zo’n voorstel stond er al."


@bp.get("/casussen/<number>/evaluatie")
@guarded(Permission.CASE_READ)
def evaluations(number: str) -> Page:
    """Show the evaluaties and the proposals of a case."""
    page = get_evaluations(current_actor(), number)
    return render_template(
        "cases/evaluations.html", page=page, head=page.head, moved_words=moved_words
    )


@bp.route("/casussen/<number>/evaluatie/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def evaluate(number: str) -> Page:
    """Evaluate the approach of a case."""
    actor = current_actor()
    begun = get_evaluation_form(actor, number)
    form = opened(
        EvaluationForm,
        offer=lambda form: _offer(form, begun),
        fill=lambda form: form.held_on.process_data(clock.today()),
        stands={"version": begun.version},
    )

    def act() -> str:
        given = form.given()
        proposes = services.evaluate(actor, number, form.made_from, given)
        return said_of(given.conclusion, proposes=proposes)

    carried = carried_out(form, act, labels.EVALUATE)
    if carried:
        said = carried.result or KEPT
        leads_on = said == ADJUST
        return done(said, "cases.plan" if leads_on else "cases.evaluations", number=number)
    return form_page(
        "cases/evaluate.html", form, head=begun.head, begun=begun, moved_words=moved_words
    )


def said_of(conclusion: Conclusion | None, *, proposes: bool) -> str:
    """Return what is told of an evaluatie that was kept."""
    if conclusion in PROPOSES:
        return PROPOSED if proposes else STANDS
    return ADJUST if conclusion is Conclusion.ADJUST else KEPT


def moved_words(against: Against) -> list[str]:
    """Return how the leefgebieden moved, each in words."""
    return [
        f"{labels.DOMAIN[domain]} {abs(step)} {'omhoog' if step > 0 else 'omlaag'}"
        for domain, step in against.moved.items()
    ]


def citable_choices(citing: Citing) -> Iterator[tuple[UUID, Any]]:
    """Yield the contributions that a form can tick, in words."""
    for one in citing.offered:
        yield one.id, labels.cited_as(one)


def _offer(form: EvaluationForm, begun: EvaluationBegun) -> None:
    form.offer(begun.conclusions, begun.colleagues, citable_choices(begun.citing))
