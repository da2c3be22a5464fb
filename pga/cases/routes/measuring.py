"""Leefgebieden: the scores over time, and the form of a meting."""

from typing import Any, Final

from flask import render_template, request

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.measuring import MeasureForm
from pga.cases.reading.measuring import get_measure_form, get_measurements
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.domains import LifeDomain, difference
from pga.cases.rules.measuring import old_source, with_rest
from pga.cases.services import measuring as services
from pga.web.guards import guarded

FINAL: Final = "De meting is definitief en verandert niet meer."
REST: Final = "Wat open was, staat op niet nodig. Klopt het zo? Maak de meting dan definitief."
CONCEPT: Final = "Het concept is bewaard. Wie aan deze casus werkt, kan verder."


@bp.get("/casussen/<number>/leefgebieden")
@guarded(Permission.CASE_READ)
def measurements(number: str) -> Page:
    """Show the scores as a picture and as a table, with the difference to the 0-meting."""
    page = get_measurements(current_actor(), number)
    first, last = (page.measured[0], page.measured[-1]) if page.measured else (None, None)
    scored = {}
    if first and last:
        for domain in LifeDomain:
            before, after = first.numbers.get(domain), last.numbers.get(domain)
            moved = difference(before, after) if before and after and first is not last else None
            scored[domain] = moved
    return render_template(
        "cases/measurements.html",
        page=page,
        head=page.head,
        last=last,
        moved=scored,
        domains=list(LifeDomain),
        old_source=old_source,
    )


@bp.route("/casussen/<number>/leefgebieden/meten", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def measure(number: str) -> Page:
    """Keep a meting as a concept, perhaps with the rest as not needed, or make it final."""
    actor = current_actor()
    begun = get_measure_form(actor, number)
    final, rest = "final" in request.form, "rest" in request.form

    def act() -> None:
        given = form.given(begun.given.kind)
        services.save_measurement(
            actor,
            number,
            form.made_from,
            kind=given.kind,
            measured_on=given.measured_on,
            scores=with_rest(given.scores) if rest else given.scores,
            final=final,
            persons=given.persons,
        )

    def old(field: Any) -> int | None:
        """Return how old a source is that is too old, for the page that says so."""
        on = form.measured_on.data
        return old_source(field.data, on, begun.old_after) if on and field.data else None

    form = opened(
        MeasureForm,
        offer=lambda form: form.offer(begun.criminal.persons, has_baseline=begun.has_baseline),
        fill=lambda form: form.fill(begun.given),
        stands={"version": begun.version},
    )
    if carried_out(form, act, labels.MEASURE):
        if rest:
            return done(REST, "cases.measure", number=number)
        return done(FINAL if final else CONCEPT, "cases.measurements", number=number)
    return form_page("cases/measure.html", form, head=begun.head, begun=begun, old=old)
