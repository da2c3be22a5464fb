"""Leefgebieden: the scores over time, and the form of a meting."""

from flask import flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.measuring import MeasureForm
from pga.cases.reading.measuring import get_measure_form, get_measurements
from pga.cases.routes.blueprint import (
    Page,
    bp,
    draft_of,
    draft_words,
    has_errors,
    show,
    tabs_of,
    typed_before,
)
from pga.cases.rules.domains import LifeDomain, difference
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.services import measuring as services
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.web.guards import guarded


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
    return show(
        "cases/measurements.html",
        page=page,
        head=page.head,
        last=last,
        moved=scored,
        domains=list(LifeDomain),
        tabs=tabs_of(page.head, "cases.measurements", lookers=page.may_see_lookers),
    )


@bp.route("/casussen/<number>/leefgebieden/meten", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN, draft="measure")
def measure(number: str) -> Page:
    """Keep a meting as a concept, or make it final."""
    actor = current_actor()
    begun = get_measure_form(actor, number)
    draft = draft_of(actor, "measure", number) if request.method == "GET" else None
    form = MeasureForm(typed_before(draft)) if draft else MeasureForm()
    form.offer(has_baseline=begun.has_baseline)
    final, stale = "final" in request.form, False
    if form.validate_on_submit():
        try:
            services.save_measurement(
                actor,
                number,
                form.made_from,
                kind=MeasurementKind(str(form.kind.data or begun.kind)),
                measured_on=form.measured_on.data or clock.today(),
                scores=form.scores(),
                final=final,
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEASURE)
        except StaleDossier:
            stale = True
        else:
            flash(
                "De meting is definitief en verandert niet meer."
                if final
                else "Het concept is bewaard. Wie aan deze casus werkt, kan verder.",
                "fine",
            )
            return redirect(url_for("cases.measurements", number=number))
    elif request.method == "GET" and draft is None:
        form.measured_on.data, form.kind.data = begun.measured_on, str(begun.kind)
        form.fill(begun.scores)
    form.version.process_data(begun.version)
    faults = form.faults() if request.method == "POST" else []
    return show(
        "cases/measure.html",
        form=form,
        head=begun.head,
        begun=begun,
        stale=stale,
        faults=faults,
        title_prefix=has_errors(form) if faults else "",
        **draft_words(draft),
    )
